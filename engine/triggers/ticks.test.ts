import { expect, test } from 'vitest'
import { Failure } from '../model/failure.ts'
import { checkSchedule, dueTicks, nextTick } from './ticks.ts'

const at = (text: string) => Date.parse(text)
const iso = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toISOString())
const berlin = (cron: string) => ({ cron, timeZone: 'Europe/Berlin' })

test('A tick on time is due once, and not again', () => {
  const schedule = berlin('0 6 * * 1-5')
  const first = dueTicks(schedule, at('2026-06-01T03:59:00Z'), at('2026-06-01T04:00:02Z'), 'skip')
  expect(iso(first.due)).toEqual(['2026-06-01T04:00:00.000Z'])
  expect(dueTicks(schedule, first.seen, at('2026-06-01T04:00:02Z'), 'all').due).toEqual([])
  expect(dueTicks(schedule, first.seen, at('2026-06-01T12:00:00Z'), 'all').due).toEqual([])
})

test('A tick exactly at the moment counts, to the millisecond', () => {
  const schedule = berlin('0 6 * * *')
  expect(dueTicks(schedule, at('2026-06-01T00:00:00Z'), at('2026-06-01T03:59:59.999Z'), 'all').due).toEqual([])
  expect(dueTicks(schedule, at('2026-06-01T00:00:00Z'), at('2026-06-01T04:00:00Z'), 'all').due).toHaveLength(1)
})

test('A clock that goes back fires nothing twice', () => {
  const schedule = berlin('*/5 * * * *')
  const { due, seen } = dueTicks(schedule, at('2026-06-01T10:00:00Z'), at('2026-06-01T10:05:01Z'), 'all')
  expect(due).toHaveLength(1)
  for (const back of ['2026-06-01T10:04:59Z', '2026-06-01T09:00:00Z', '2026-06-01T10:05:00Z']) {
    expect(dueTicks(schedule, seen, at(back), 'all')).toEqual({ due: [], seen })
  }
})

test('Missed ticks: none, the last, or each of them', () => {
  const schedule = berlin('0 * * * *')
  const [from, to] = [at('2026-06-01T10:30:00Z'), at('2026-06-01T14:30:00Z')]
  const seen = at('2026-06-01T14:00:00Z')
  expect(dueTicks(schedule, from, to, 'skip')).toEqual({ due: [], seen })
  expect(dueTicks(schedule, from, to, 'once')).toEqual({ due: [seen], seen })
  expect(iso(dueTicks(schedule, from, to, 'all').due)).toEqual([
    '2026-06-01T11:00:00.000Z',
    '2026-06-01T12:00:00.000Z',
    '2026-06-01T13:00:00.000Z',
    '2026-06-01T14:00:00.000Z',
  ])
})

test('Years of missed minutes are caught up with in bounded parts', () => {
  const schedule = berlin('* * * * *')
  const first = dueTicks(schedule, at('2020-01-01T00:00:00Z'), at('2026-01-01T00:00:00Z'), 'all')
  expect(first.due).toHaveLength(1000)
  const second = dueTicks(schedule, first.seen, at('2026-01-01T00:00:00Z'), 'all')
  expect(second.due[0]).toBe(first.seen + 60_000)
})

test('A time that the clocks jump over is taken once, right after the gap', () => {
  // 2026-03-29: 02:00 becomes 03:00, which is 01:00 UTC.
  const { due } = dueTicks(berlin('30 2 * * *'), at('2026-03-28T12:00:00Z'), at('2026-03-29T12:00:00Z'), 'all')
  expect(due).toHaveLength(1)
  expect(due[0]).toBeGreaterThanOrEqual(at('2026-03-29T01:00:00Z'))
  expect(due[0]).toBeLessThanOrEqual(at('2026-03-29T01:30:00Z'))
})

test('A time that exists twice is taken once', () => {
  // 2026-10-25: 03:00 becomes 02:00 again, at 01:00 UTC.
  const schedule = berlin('30 2 * * *')
  const [from, to] = [at('2026-10-24T12:00:00Z'), at('2026-10-25T12:00:00Z')]
  expect(dueTicks(schedule, from, to, 'all').due).toHaveLength(1)
  const early = dueTicks(schedule, from, at('2026-10-25T00:45:00Z'), 'all')
  expect(early.due).toHaveLength(1)
  expect(dueTicks(schedule, early.seen, to, 'once').due).toEqual([])
})

test('Looked at every minute of both days, each policy fires each day once', () => {
  for (const [day, missed] of [
    ['2026-03-29', 'skip'],
    ['2026-10-25', 'skip'],
    ['2026-10-25', 'once'],
    ['2026-03-29', 'all'],
  ] as const) {
    const schedule = berlin('30 2 * * *')
    let last = at(`${day}T00:00:00Z`) - 7_200_000
    const fired: number[] = []
    for (let now = last; now < at(`${day}T20:00:00Z`); now += 60_000) {
      const { due, seen } = dueTicks(schedule, last, now, missed)
      fired.push(...due)
      last = seen
    }
    expect([day, missed, fired.length]).toEqual([day, missed, 1])
  }
})

test('The next tick; none for a day that never comes', () => {
  expect(nextTick(berlin('0 6 * * 1-5'), at('2026-06-05T04:00:00Z'))).toBe(at('2026-06-08T04:00:00Z'))
  expect(nextTick(berlin('0 6 30 2 *'), at('2026-06-05T04:00:00Z'))).toBeUndefined()
  expect(dueTicks(berlin('0 6 30 2 *'), 0, at('2026-06-05T04:00:00Z'), 'all').due).toEqual([])
})

test.each([
  ['61 * * * *', 'UTC', 'schedule.invalid'],
  ['* * * *', 'UTC', 'schedule.invalid'],
  ['every day', 'UTC', 'schedule.invalid'],
  ['', 'UTC', 'schedule.invalid'],
  ['* * * * * *', 'UTC', 'schedule.invalid'],
  ['0 6 * * *', 'Europe/Atlantis', 'schedule.time-zone'],
])('%s in %s is refused by name', (cron, timeZone, code) => {
  expect(() => checkSchedule({ cron, timeZone })).toThrow(Failure)
  try {
    checkSchedule({ cron, timeZone })
  } catch (error) {
    expect((error as Failure).code).toBe(code)
  }
})
