import { expect, test } from 'vitest'
import { clockOf, cronOf, readClock, spokenOf } from './schedule.ts'

test.each([
  ['*/15 * * * *', 'minutes'],
  ['* * * * *', 'minutes'],
  ['5 * * * *', 'hour'],
  ['0 6 * * *', 'day'],
  ['30 9 * * 1-5', 'weekday'],
  ['0 9 * * 1,4', 'week'],
  ['0 9 31 * *', 'month'],
])('%s is said as every %s, and written back as it was', (cron, often) => {
  const spoken = spokenOf(cron)
  expect(spoken.often).toBe(often)
  expect(cronOf(spoken, '')).toBe(cron)
})

test.each([
  '',
  '0 9 * *',
  '0 9 1 1 *',
  '0 9 1 * 1',
  '*/7 * * * *',
  '61 9 * * *',
  '0 9 * * MON',
  '0 9 32 * *',
  '0 9 0 * *',
])('%s stays as people wrote it', (cron) => {
  expect(spokenOf(cron).often).toBe('own')
  expect(cronOf(spokenOf(cron), cron)).toBe(cron)
})

test('Sunday is the same day by both of its numbers', () => {
  expect(spokenOf('0 9 * * 7').days).toEqual([0])
})

test('a week without days means Monday', () => {
  expect(cronOf({ ...spokenOf('0 9 * * 1'), days: [] }, '')).toBe('0 9 * * 1')
})

test('a time of day is read as clocks show it', () => {
  expect(clockOf({ hour: 6, minute: 5 })).toBe('06:05')
  expect(readClock('23:59')).toEqual({ hour: 23, minute: 59 })
  expect(readClock('24:00')).toBeUndefined()
  expect(readClock('')).toBeUndefined()
})
