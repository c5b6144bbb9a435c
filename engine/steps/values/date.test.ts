import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DateStyle, readDate } from './date.ts'
import { dayText, instantOf, instantText } from './moment.ts'

const ASK: DateStyle = { dayMonth: 'ask', pivot: 49, serials: true }
const dayOf = (text: string, style = ASK) => {
  const read = readDate(text, style)
  return read && ('day' in read ? dayText(read.day) : [dayText(read.one), dayText(read.other)])
}
const instant = (text: string, zone: string) => {
  const read = readDate(text, ASK)
  const at = read && 'day' in read ? instantOf(read.day, read.time ?? { ms: 0 }, zone) : undefined
  return at === undefined ? undefined : instantText(at)
}

test.each([
  ['2024-03-04', '2024-03-04'],
  ['2024-3-4', '2024-03-04'],
  ['2024/03/04 10:00', '2024-03-04'],
  ['20240304', '2024-03-04'],
  ['3 Mar 2024', '2024-03-03'],
  ['3-Mar-24', '2024-03-03'],
  ['March 3, 2024', '2024-03-03'],
  ['Sunday, March 3rd 2024 at 2:30 pm', '2024-03-03'],
  ['3. März 2024', '2024-03-03'],
  ['12 août 1999', '1999-08-12'],
  ['13/04/2024', '2024-04-13'],
  ['04/13/2024', '2024-04-13'],
  ['31.12.49', '2049-12-31'],
  ['31.12.50', '1950-12-31'],
  ['4.4.24', '2024-04-04'],
  ['45000', '2023-03-15'],
  ['59', '1900-02-28'],
  ['61', '1900-03-01'],
  ['03/04/2024', ['2024-04-03', '2024-03-04']],
  ['3.4.24', ['2024-04-03', '2024-03-04']],
])('%s is %s', (text, day) => {
  expect(dayOf(text)).toEqual(day)
})

test.each([
  ...['', 'soon', '2024-02-30', '1900-02-29', '2024-13-01', '0000-01-01', '99999-01-01', '31/04/2024', '1/2/3'],
  ...[
    '2024-03-04T',
    '2024-03-04 25:00',
    '2024-03-04 10:00:60',
    'May 2024',
    'Mar 3 10:00',
    '12:30',
    '60',
    '0',
    '2958466',
  ],
  ...['2024-03-041', '3 Foo 2024', '2024-03-04 ?', '1'.repeat(10_000), '\ud800'],
])('%s is no date', (text) => {
  expect(dayOf(text)).toBeUndefined()
})

test('the setting decides only what can be two days', () => {
  expect(dayOf('03/04/2024', { ...ASK, dayMonth: 'day-first' })).toBe('2024-04-03')
  expect(dayOf('03/04/2024', { ...ASK, dayMonth: 'month-first' })).toBe('2024-03-04')
  expect(dayOf('13/04/2024', { ...ASK, dayMonth: 'month-first' })).toBe('2024-04-13')
})

test('a bare number is a date only where it may be', () => {
  expect(dayOf('45000', { ...ASK, serials: false })).toBeUndefined()
})

test('times become world time by their own zone, else by the one that is given', () => {
  expect(instant('2024-07-01 10:00', 'Europe/Berlin')).toBe('2024-07-01T08:00:00Z')
  expect(instant('2024-07-01 10:00', 'America/New_York')).toBe('2024-07-01T14:00:00Z')
  expect(instant('2024-07-01T10:00:00.5-05:30', 'Europe/Berlin')).toBe('2024-07-01T15:30:00.500Z')
  expect(instant('July 1, 2024 12:05 am', 'UTC')).toBe('2024-07-01T00:05:00Z')
  expect(instant('2024-07-01', 'Nowhere/Atall')).toBe('2024-07-01T00:00:00Z')
})

test('a time that the clock leaves out does not exist; one that it repeats is the first', () => {
  expect(instant('2024-03-31 02:30', 'Europe/Berlin')).toBeUndefined()
  expect(instant('2024-10-27 02:30', 'Europe/Berlin')).toBe('2024-10-27T00:30:00Z')
  expect(instant('0001-01-01 00:00', 'Asia/Tokyo')).toBeUndefined()
})

test('every day is read back from how it is written, and in every zone an instant stays what it is', () => {
  const days = fc.date({
    min: new Date('0001-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(days, fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia'), (date, zone) => {
      const text = date.toISOString()
      expect(dayOf(text)).toBe(text.slice(0, 10))
      expect(instant(text, zone)).toBe(text.replace('.000Z', 'Z'))
    }),
  )
})

test('any text gives an answer', () => {
  const parts = fc.array(
    fc.constantFrom('3', '12', '2024', '/', '.', '-', ' ', 'Mar', 'T', ':', '10', 'Z', '+02', 'pm', ','),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        parts.map((list) => list.join('')),
      ),
      (text) => {
        const day = dayOf(text)
        for (const one of [day ?? []].flat()) expect(dayOf(one)).toBe(one)
      },
    ),
    { numRuns: 1000 },
  )
})

test('what a clock shows is read back as that instant, or as the first of two that it shows twice', () => {
  const instants = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2037, 0, 1) }).map((ms) => ms - (ms % 1000))
  const zones = fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Pacific/Apia',
  )
  fc.assert(
    fc.property(instants, zones, (ms, zone) => {
      const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      const back = Date.parse(instant(clock.format(ms), zone) ?? '')
      expect(back).toBeLessThanOrEqual(ms)
      expect(clock.format(back)).toBe(clock.format(ms))
    }),
  )
})
