import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { record, sync } from '../../test/arbitrary/record.ts'
import type { Json } from '../model/json.ts'
import { map } from './map.ts'
import { HOWS, plainNumber, splitName } from './map-hows.ts'
import { pick } from './pick.ts'

const made = (how: string, from: Json | undefined, value = ''): Json | undefined => {
  const apply = sync(map, { lines: [{ to: 'y', from: ['x'], how, value }], keep: 'only' })
  return apply(record(from === undefined ? {} : { x: from })).data.y
}
const many = (how: string, from: Record<string, Json>, value = ''): Json | undefined =>
  sync(map, { lines: [{ to: 'y', from: ['a', 'b', 'c'], how, value }], keep: 'only' })(record(from)).data.y

test.each<[string, Json | undefined, string, Json | undefined]>([
  ['copy', { a: [1] }, '', { a: [1] }],
  ['copy', null, '', null],
  ['copy', undefined, '', undefined],
  ['if-empty', ' ', 'n/a', 'n/a'],
  ['if-empty', undefined, 'n/a', 'n/a'],
  ['if-empty', 0, 'n/a', 0],
  ['if-empty', [], 'n/a', 'n/a'],
  ['trim', ' a ', '', 'a'],
  ['lower', 'ÄB', '', 'äb'],
  ['upper', ['a', 1, null], '', ['A', '1', null]],
  ['upper', true, '', true],
  ['number', ' 12.50 ', '', 12.5],
  ['number', '12,50', '', '12,50'],
  ['number', '1e400', '', '1e400'],
  ['number', '12345678901234567890', '', '12345678901234567890'],
  ['number', '', '', ''],
  ['text', 12.5, '', '12.5'],
  ['text', ['a', 2], '', 'a, 2'],
  ['text', { a: 1 }, '', '{"a":1}'],
  ['text', null, '', ''],
  ['date', '2026-03-31T10:00:00+02:00', '', '2026-03-31'],
  ['date', '31.03.2026', '', '31.03.2026'],
  ['before', 'ana@alder.example', '@', 'ana'],
  ['before', 'ana', '@', 'ana'],
  ['after', 'ana@alder.example', '@', 'alder.example'],
  ['after', 'ana', '@', ''],
  ['after', 'ana', '', 'ana'],
  ['before', 'one\ntwo', '\\n', 'one'],
  ['replace', 'a-b-c', '- => _', 'a_b_c'],
  ['replace', 'a-b', '-', 'ab'],
  ['replace', 'cost', 'cost => $&', '$&'],
  ['replace', 'a', '=> b', 'a'],
  ['first-name', 'Ludwig van der Berg', '', 'Ludwig'],
  ['last-name', 'Ludwig van der Berg', '', 'van der Berg'],
  ['first-item', ['a', 'b'], '', 'a'],
  ['first-item', 'a', '', 'a'],
  ['first-item', [], '', undefined],
  ['count', ['a', 'b'], '', 2],
  ['count', undefined, '', 0],
  ['count', 'a', '', 1],
  ['inside', { address: { city: 'Oslo' } }, 'address.city', 'Oslo'],
  ['inside', [{ sku: 'A' }], '0.sku', 'A'],
  ['inside', ['a'], 'length', undefined],
  ['inside', {}, 'constructor.name', undefined],
  ['fixed', 'ignored', 'EU', 'EU'],
  ['unheard-of', 'a', '', undefined],
])('%s of %j with "%s" is %j', (how, from, value, expected) => expect(made(how, from, value)).toEqual(expected))

test('several fields are joined without the blank ones, or the first filled one is taken', () => {
  expect(many('join', { a: 'x', b: ' ', c: 3 }, ' / ')).toBe('x / 3')
  expect(many('join', { a: ['x', 'y', null], c: 'z' }, ', ')).toBe('x, y, z')
  expect(many('join', {})).toBe('')
  expect(many('first-filled', { a: '', c: 0 })).toBe(0)
  expect(many('first-filled', { a: '', b: null })).toBe('')
  expect(many('first-filled', {})).toBeUndefined()
})

test.each([
  ['Ana Silva', 'Ana', 'Silva'],
  ['Silva,  Ana Maria', 'Ana Maria', 'Silva'],
  ['Ana Maria Silva', 'Ana Maria', 'Silva'],
  ['Ana', 'Ana', ''],
  ['ana de souza', 'ana', 'de souza'],
  ['', '', ''],
])('%s is first name %s and last name %s', (name, first, last) => expect(splitName(name)).toEqual({ first, last }))

test('a plain number is read only when a number holds all its digits', () => {
  expect(['0012', '-.5', '+7', '0.1'].map(plainNumber)).toEqual([12, -0.5, 7, 0.1])
  expect(['0x10', '1 000', 'NaN', 'Infinity', '9'.repeat(16)].map(plainNumber)).toEqual(new Array(5).fill(undefined))
})

test('lines read the record as it arrived, so two fields can change places', () => {
  const swap = [
    { to: 'a', from: ['b'], how: 'copy', value: '' },
    { to: 'b', from: ['a'], how: 'copy', value: '' },
  ]
  const before = record({ a: 1, b: 2, c: 3 })
  expect({ ...sync(map, { lines: swap, keep: 'others' })(before).data }).toEqual({ a: 2, b: 1, c: 3 })
  expect({ ...before }).toEqual({ a: 1, b: 2, c: 3 })
  expect(map.leaving({ lines: swap, keep: 'others' }, ['c', 'a'])).toEqual(['c', 'a', 'b'])
  expect(map.leaving({ lines: swap, keep: 'only' }, undefined)).toEqual(['a', 'b'])
  expect(map.leaving({ lines: swap, keep: 'others' }, undefined)).toBeUndefined()
})

test('a value too long for memory, or nested too deep, stops that record alone', () => {
  const grow = [{ to: 'y', from: ['x'], how: 'replace', value: `a => ${'b'.repeat(1000)}` }]
  const passed = sync(map, { lines: grow })(record({ x: 'a'.repeat(1_000_000) }))
  expect(passed).toMatchObject({ port: 'rejected', reason: { code: 'record.cannot-shape', values: { field: 'y' } } })
  let deep: Json = 'x'
  for (let n = 0; n < 200_000; n++) deep = [deep]
  const asText = [{ to: 'y', from: ['x'], how: 'text', value: '' }]
  expect(sync(map, { lines: asText })(record({ x: { deep } })).port).toBe('rejected')
})

const anyNames = fc.constantFrom('a', 'b', '__proto__', 'constructor', 'to.string')
const anyLine = fc.record({
  to: anyNames,
  from: fc.array(anyNames, { maxLength: 3 }),
  how: fc.constantFrom(...HOWS.map(({ value }) => value), 'rename', 'x'),
  value: fc.constantFrom('', ',', '=>', 'a => b', '__proto__', '0'),
})
const anyRecord = fc.dictionary(anyNames, fc.jsonValue()).map((parts) => record(parts as Record<string, Json>))

test('whatever the lines and the record, nothing is thrown, changed in place, or left out of what is said to leave', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(map, pick),
      fc.array(anyLine, { maxLength: 4 }),
      fc.constantFrom('others', 'only', 'these', 'all', 'all-but'),
      fc.uniqueArray(anyNames, { maxLength: 3 }),
      anyRecord,
      (kind, lines, keep, fields, data) => {
        const settings: Record<string, Json> = { lines, keep, fields }
        const before = JSON.stringify(data)
        const passed = sync(kind, settings)(data)
        expect(JSON.stringify(data)).toBe(before)
        expect(Object.getPrototypeOf(passed.data)).toBeNull()
        const said = kind.leaving(settings, Object.keys(data))
        for (const name of Object.keys(passed.data)) expect(said).toContain(name)
        expect(kind.summary(settings, emptyFlow()).length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 1000 },
  )
})

test('fields are picked in order, dropped, renamed where they stand, and combined', () => {
  const data = record({ id: 7, first: 'Ana', last: 'Silva', note: 'x' })
  const name = { to: 'name', from: ['first', 'last'], how: 'join', value: ' ' }
  const out = (settings: Record<string, Json>) => {
    const { data: after } = sync(pick, settings)(data)
    expect(pick.leaving(settings, Object.keys(data))).toEqual(Object.keys(after))
    return Object.entries(after)
  }
  expect(out({ keep: 'these', fields: ['last', 'id', 'gone'], lines: [] })).toEqual([
    ['last', 'Silva'],
    ['id', 7],
  ])
  expect(out({ keep: 'all', fields: [], lines: [name] })).toEqual([
    ['id', 7],
    ['name', 'Ana Silva'],
    ['note', 'x'],
  ])
  expect(out({ keep: 'all-but', fields: ['note', 'first'], lines: [name] })).toEqual([
    ['id', 7],
    ['name', 'Ana Silva'],
  ])
  expect(
    out({ keep: 'these', fields: ['id'], lines: [name, { to: 'n', from: ['id'], how: 'rename', value: '' }] }),
  ).toEqual([
    ['n', 7],
    ['name', 'Ana Silva'],
  ])
})
