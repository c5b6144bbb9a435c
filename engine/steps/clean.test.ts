import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Data, Json } from '../model/json.ts'
import { clean } from './clean.ts'
import { CLEANING_RULES } from './clean-rules.ts'
import { exitsOf } from './index.ts'

const record = (parts: Record<string, Json>): Data => Object.assign(Object.create(null), parts)
const about = { receivedAt: 0, label: 'row 1' }
const context = { stepId: 's', schema: createAjvSchema(), phone: createPhone(), connectors: {} }

function run(settings: Record<string, Json>, data: Data, locale = 'en-US') {
  const flow = { ...emptyFlow(), settings: { locale, timeZone: 'Europe/Berlin' } }
  const behaviour = clean.plan(settings, { ...context, flow })
  if (behaviour.role !== 'sync') throw new Error('clean decides from the record alone')
  return behaviour.apply(data, about)
}

const cleaned = (rules: string[], x: Json, more: Record<string, Json> = {}, locale?: string): Json | undefined => {
  const passed = run({ rules: [{ field: 'x', rules }], ...more }, record({ x }), locale)
  return passed.port === 'main' ? passed.data.x : passed.reason && sentenceOf(passed.reason.code, passed.reason.values)
}

test.each<[string, Json, Json]>([
  ['date', '3 Mar 2024', '2024-03-03'],
  ['date', '2024-03-04T23:00:00-08:00', '2024-03-04'],
  ['date', '2024-02-30', '2024-02-30'],
  ['date', 20240304, '2024-03-04'],
  ['date', 45000, 45000],
  ['date-time', '2024-07-01 10:00', '2024-07-01T08:00:00Z'],
  ['date-time', '2024-03-31 02:30', '2024-03-31 02:30'],
  ['number', '1,234.50', 1234.5],
  ['number', '(12)', -12],
  ['number', 12, 12],
  ['number', '12345678901234567890', '12345678901234567890'],
  ['number', 'twelve', 'twelve'],
  ['money', 'EUR 1.234,50', 1234.5],
  ['money', 'free', 'free'],
  ['country', 'Deutschland', 'DE'],
  ['country', 'Atlantis', 'Atlantis'],
  ['yes-no', 'Ja', true],
  ['yes-no', 0, false],
  ['yes-no', true, true],
  ['yes-no', 'perhaps', 'perhaps'],
  ['email', 'Ana Silva <Ana@Alder.Example>', 'ana@alder.example'],
  ['email', ' Not@Home ', 'not@home'],
  ['proper-case', "ana MARÍA o'neill-smith", "Ana María O'Neill-Smith"],
  ['proper-case', 'LUDWIG VAN BEETHOVEN', 'Ludwig van Beethoven'],
  ['proper-case', 'Ronald McDonald VIII', 'Ronald McDonald VIII'],
  ['digits', 'DE-12 34', '1234'],
  ['digits', 'none', 'none'],
  ['strip-html', '<p>Fish &amp;amp; <b>chips</b></p><script>steal()</script>', 'Fish & chips'],
  ['strip-html', 'a < b and b > a', 'a < b and b > a'],
  ...['date', 'date-time', 'number', 'money', 'country', 'yes-no', 'zip', 'phone'].map((rule): [string, Json, Json] => [
    rule,
    ' ',
    ' ',
  ]),
])('%s makes %j into %j', (rule, value, after) => {
  expect(cleaned([rule], value)).toEqual(after)
})

test('a value that cannot be read stays, becomes empty, or fails the record, as the settings say', () => {
  expect(cleaned(['number', 'upper'], 'twelve')).toBe('TWELVE')
  expect(cleaned(['number', 'upper'], 'twelve', { unreadable: 'empty' })).toBe('')
  expect(cleaned(['number', 'upper'], 'twelve', { unreadable: 'reject' })).toMatch(
    /^x "twelve" cannot be cleaned: it is not one number\./,
  )
  expect(cleaned(['phone'], '2262649', { unreadable: 'reject' })).toBe('226-2649')
})

test('a date that can be two days fails the record and names both, unless the settings say which it is', () => {
  expect(cleaned(['date'], '03/04/2024')).toMatch(/^x "03\/04\/2024" can be 2024-04-03 or 2024-03-04\./)
  expect(cleaned(['date'], '03/04/2024', { dayMonth: 'day-first', unreadable: 'reject' })).toBe('2024-04-03')
  expect(cleaned(['date'], '03/04/2024', { dayMonth: 'month-first' })).toBe('2024-03-04')
  expect(cleaned(['date'], '45000', { serialDates: true })).toBe('2023-03-15')
  expect(cleaned(['date'], '1.2.30', { dayMonth: 'day-first', pivot: 29 })).toBe('1930-02-01')
})

test('the exits follow from what can fail', () => {
  const exits = (rules: string[], more: Record<string, Json>) =>
    exitsOf(clean, { rules: [{ field: 'x', rules }], ...more })
  expect(exits(['trim', 'lower'], { unreadable: 'reject' })).toEqual(['main'])
  expect(exits(['number'], { unreadable: 'reject' })).toEqual(['main', 'rejected'])
  expect(exits(['number'], { unreadable: 'empty' })).toEqual(['main'])
  expect(exits(['date'], {})).toEqual(['main', 'rejected'])
  expect(exits(['date'], { dayMonth: 'day-first' })).toEqual(['main'])
})

test('numbers are read as the language of the flow or the setting says', () => {
  expect(cleaned(['number'], '1,234', {}, 'de-DE')).toBe(1.234)
  expect(cleaned(['number'], '1,234', { numbers: 'point' }, 'de-DE')).toBe(1234)
})

test('the currency of an amount gets a field of its own when the settings say so, and later cleaning keeps it', () => {
  const settings = { rules: [{ field: 'Price', rules: ['money'] }], keepCurrency: true }
  const once = run(settings, record({ Price: '12 €' })).data
  expect(once).toEqual(record({ Price: 12, Price_currency: 'EUR' }))
  expect(run(settings, once).data).toEqual(once)
  expect(clean.leaving(settings, ['Name', 'Price'])).toEqual(['Name', 'Price', 'Price_currency'])
  expect(run({ ...settings, keepCurrency: false }, record({ Price: '12 €' })).data).toEqual(record({ Price: 12 }))
})

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...'0123456789.,-+()/: $€'), maxLength: 16 }),
  fc
    .array(fc.constantFrom('&', 'amp;', 'lt;', '#38;', '<', 'b', '>', '/', 'script', ' ', '!'))
    .map((list) => list.join('')),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom('\ud800', 'İstanbul ŉ ß', 'ǆ Ǆ ǅ', '03/04/2024', 'x'.repeat(10_000)),
)
const anySettings = fc.record({
  unreadable: fc.constantFrom('keep', 'empty', 'reject'),
  dayMonth: fc.constantFrom('ask', 'day-first', 'month-first'),
  serialDates: fc.boolean(),
  numbers: fc.constantFrom('flow', 'point', 'comma'),
  country: fc.constantFrom('US', 'DE', 'ZZ'),
  keepCurrency: fc.boolean(),
})

test.each(CLEANING_RULES.map(({ value }) => value))('%s: cleaning twice is cleaning once, for any value', (rule) => {
  const values = fc.oneof({ weight: 4, arbitrary: texts }, fc.double(), fc.jsonValue({ maxDepth: 2 }))
  fc.assert(
    fc.property(values, anySettings, fc.constantFrom('x', '__proto__', 'constructor'), (value, more, field) => {
      const settings = { ...more, rules: [{ field, rules: [rule] }] }
      const data = Object.assign(Object.create(null), { other: 1 }) as Data
      data[field] = value as Json
      const once = run(settings, data)
      if (once.port === 'rejected') return
      expect(run(settings, once.data)).toEqual(once)
    }),
    { numRuns: 300 },
  )
})

test('no text makes a rule slow', () => {
  const long = [
    '<a'.repeat(200_000),
    '<script>'.repeat(50_000),
    '&amp;'.repeat(50_000),
    ' '.repeat(200_000),
    '1,'.repeat(100_000),
  ]
  for (const { value } of CLEANING_RULES) for (const text of long) cleaned([value], text)
})
