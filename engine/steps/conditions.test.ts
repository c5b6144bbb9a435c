import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Data, Json } from '../model/json.ts'
import { compileConditions, conditionsSchema, conditionWords } from './conditions.ts'
import { COMPARISONS, type Comparison, type Conditions } from './fields.ts'

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)
const one = (is: Comparison, value: string): Conditions => ({ all: true, list: [{ field: 'x', is, value }] })
const deep = (): Json => {
  let value: Json = 'end'
  for (let i = 0; i < 50_000; i++) value = [value]
  return value
}

const HOLDS: [Json | undefined, Comparison, string][] = [
  [' Won ', 'is', 'won'],
  ['lost', 'is-not', 'won'],
  [undefined, 'is-not', 'won'],
  ['1.0', 'is', '1'],
  [1, 'is', '1.00'],
  ['1,000', 'is', '1000'],
  [true, 'is', 'yes'],
  [false, 'is', 'FALSE'],
  ['Alder Street', 'contains', 'STREET'],
  [['red', 'blue'], 'contains', 'blue'],
  [{ a: { b: 1 } }, 'contains', '"b":1'],
  ['+49 30', 'starts-with', '+49'],
  ['ana@alder.example', 'ends-with', '.EXAMPLE'],
  ['DE', 'one-of', 'at, de, ch'],
  ['1,200.50', 'more-than', '1,200'],
  [5, 'at-least', '5'],
  ['-1', 'less-than', '0'],
  ['(12)', 'at-most', '-12'],
  ['2024-03-03', 'before', '2024-03-04'],
  ['2024-03-05T00:00:00Z', 'after', '2024-03-04'],
  ['2024-03-04T10:00:00+02:00', 'before', '2024-03-04T09:00:00Z'],
  ['2024-03-04T09:59', 'before', '2024-03-04T09:00:00Z'],
  [' ', 'blank', ''],
  [null, 'blank', ''],
  [undefined, 'blank', ''],
  [0, 'filled', ''],
  [[], 'filled', ''],
]

const FAILS: [Json | undefined, Comparison, string][] = [
  ['won', 'is-not', 'WON'],
  ['01234', 'is', '1234'],
  ['7', 'is', '007'],
  ['12345678901234567890', 'is', '12345678901234567891'],
  ['many', 'more-than', '5'],
  ['5', 'more-than', 'few'],
  [undefined, 'less-than', '5'],
  ['2024-03-04T10:00:00Z', 'after', '2024-03-04'],
  ['yesterday', 'before', '2024-03-04'],
  ['2024-02-30', 'before', '2025-01-01'],
  ['0000-01-01', 'before', '2025-01-01'],
  ['03/04/2024', 'before', '2025-01-01'],
  ['FR', 'one-of', 'at, de, ch'],
  ['', 'filled', ''],
]

test.each(HOLDS)('%j %s %j holds', (value, is, wanted) => {
  const holds = compileConditions(one(is, wanted), { timeZone: 'Europe/Berlin' })
  expect(holds(value === undefined ? record({}) : record({ x: value }))).toBe(true)
})

test.each(FAILS)('%j %s %j does not hold', (value, is, wanted) => {
  const holds = compileConditions(one(is, wanted), { timeZone: 'Europe/Berlin' })
  expect(holds(value === undefined ? record({}) : record({ x: value }))).toBe(false)
})

test('numbers are read as the language writes them', () => {
  const german = compileConditions(one('more-than', '1,5'), { locale: 'de-DE' })
  expect(german(record({ x: '1.000' }))).toBe(true)
  expect(german(record({ x: '1,4' }))).toBe(false)
})

test('all of several, or any of them; none at all hold', () => {
  const list = [
    { field: 'a', is: 'is' as const, value: '1' },
    { field: 'b', is: 'is' as const, value: '2' },
  ]
  const data = record({ a: '1', b: '3' })
  expect(compileConditions({ all: true, list })(data)).toBe(false)
  expect(compileConditions({ all: false, list })(data)).toBe(true)
  expect(compileConditions({ all: false, list: [] })(data)).toBe(true)
})

test('a field that only objects have is blank, and one called like it is a field', () => {
  const named = (field: string): Conditions => ({ all: true, list: [{ field, is: 'blank', value: '' }] })
  for (const field of ['constructor', '__proto__', 'toString']) {
    expect(compileConditions(named(field))({})).toBe(true)
    expect(compileConditions(named(field))(record(JSON.parse(`{"${field}":"a"}`)))).toBe(false)
  }
})

test('a list too deep to be written down is filled, and contains nothing', () => {
  expect(compileConditions(one('filled', ''))(record({ x: deep() }))).toBe(true)
  expect(compileConditions(one('contains', 'end'))(record({ x: deep() }))).toBe(false)
})

test('any settings and any record give an answer', () => {
  const odd = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.constantFrom('\ud800', '1e999', '99999-01-01'))
  const line = fc.record({ field: fc.constantFrom('x', '__proto__'), is: fc.constantFrom(...COMPARISONS), value: odd })
  fc.assert(
    fc.property(fc.record({ all: odd, list: fc.oneof(fc.array(line), odd) }), odd, fc.string(), (given, x, locale) => {
      const conditions = conditionsSchema.parse(given)
      const holds = compileConditions(conditions, { locale, timeZone: locale })
      const data = record({ x: x as Json })
      expect(holds(data)).toBe(holds(data))
      conditionWords(conditions)
    }),
  )
})

test('conditions are said in words', () => {
  const list = [
    { field: 'Status', is: 'is' as const, value: 'won' },
    { field: 'Amount', is: 'more-than' as const, value: '1000' },
    { field: 'E-mail', is: 'filled' as const, value: '' },
  ]
  expect(conditionWords({ all: true, list: list.slice(0, 2) })).toBe('Status is won and Amount more than 1,000')
  expect(conditionWords({ all: false, list })).toBe('Status is won or Amount more than 1,000 or E-mail is filled')
  expect(conditionWords({ all: true, list: [...list, ...list] })).toBe(
    'Status is won and Amount more than 1,000 and 4 more',
  )
  expect(conditionWords({ all: true, list: [] })).toBe('')
})
