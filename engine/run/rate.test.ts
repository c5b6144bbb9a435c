import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RateLimit } from '../connect/declare.ts'
import { type Budget, freshBudget, learn, returnSlots, takeSlots, usedNow } from './rate.ts'

const limit = { calls: 100, per: 10_000, headers: { limit: 'x-max', remaining: 'x-left', intervalMs: 'x-ms' } }

/** Takes all it can get until `end`, waiting as long as it is told; the moments of its calls. */
function sendAll(declared: RateLimit, end: number, from = 1_000_000, budget = freshBudget(declared)): number[] {
  const sent: number[] = []
  for (let now = from; now < end; ) {
    const taken = takeSlots(budget, now)
    if ('wait' in taken) now += taken.wait
    else {
      budget = taken.budget
      sent.push(now)
    }
  }
  return sent
}

const most = (sent: readonly number[], per: number) =>
  Math.max(...sent.map((start) => sent.filter((at) => at >= start && at < start + per).length))

test('never sends more in any window than the limit, however unevenly it is asked', () => {
  const burst = fc.tuple(fc.nat(12_000), fc.integer({ min: 1, max: 120 }))
  fc.assert(
    fc.property(fc.array(burst, { minLength: 2, maxLength: 12 }), (bursts) => {
      let budget = freshBudget(limit)
      let now = 1_000_000
      const sent: number[] = []
      for (const [gap, calls] of bursts) {
        now += gap
        for (let n = 0; n < calls; n++) {
          const taken = takeSlots(budget, now)
          if ('wait' in taken) expect(taken.wait).toBeGreaterThan(0)
          else {
            budget = taken.budget
            sent.push(now)
          }
        }
      }
      expect(most(sent, limit.per)).toBeLessThanOrEqual(90)
    }),
    { numRuns: 100 },
  )
})

test('whoever waits as long as told gets a slot, and almost nine tenths of the limit', () => {
  const sent = sendAll(limit, 1_100_000)
  expect(most(sent, limit.per)).toBeLessThanOrEqual(90)
  expect(sent.length).toBeGreaterThan(850)
})

test('several windows hold at once: one of a second and one of a day', () => {
  const declared = { calls: 10, per: 1000, also: [{ calls: 1000, per: 86_400_000 }] }
  const sent = sendAll(declared, 1_000_000 + 2 * 86_400_000)
  expect(most(sent, 1000)).toBeLessThanOrEqual(9)
  expect(sent.filter((at) => at < 1_000_000 + 86_400_000)).toHaveLength(900)
  expect(sent.length).toBeGreaterThan(1700)
})

test('slots are leased in blocks, counted until the moment by which they are used, and can be given back', () => {
  const taken = takeSlots(freshBudget(limit), 1_000_000, 8, 1_000_500)
  if ('wait' in taken) throw new Error('no slot')
  expect(taken.count).toBe(8)
  expect(usedNow(taken.budget, 1_010_400)).toEqual([8])
  expect(usedNow(taken.budget, 1_010_800)).toEqual([0])
  expect(usedNow(returnSlots(taken.budget, 1_000_500, 5), 1_000_000)).toEqual([3])
  expect(takeSlots(taken.budget, 1_000_000, 1000)).toMatchObject({ count: 82 })
})

test('a clock that was put back holds nobody up for longer than two windows', () => {
  let budget: Budget = { ...freshBudget(limit), until: 5_000_000 }
  const full = takeSlots(budget, 5_000_000, 1000)
  if ('wait' in full) throw new Error('no slot')
  budget = full.budget
  expect(takeSlots(budget, 1_000_000)).toHaveProperty('budget')
})

describe('what the system says of its limit', () => {
  test('is taken over: a smaller limit, and what others used', () => {
    const first = takeSlots(freshBudget(limit), 50_000)
    if ('wait' in first) throw new Error('no slot')
    const learned = learn(first.budget, limit, { 'x-max': '20', 'x-left': '0', 'x-ms': '10000' }, 50_100)
    expect(learned.windows[0]?.limit).toBe(20)
    expect(takeSlots(learned, 50_200)).toHaveProperty('wait')
    expect(takeSlots(learned, 60_600)).toHaveProperty('budget')
    expect(usedNow(learn(freshBudget(limit), limit, { 'x-max': '100', 'x-left': '8' }, 0), 0)).toEqual([92])
  })

  test('changes nothing when it says nothing new', () => {
    const budget = freshBudget(limit)
    expect(learn(budget, limit, { 'x-max': '100', 'x-left': '100' }, 0)).toBe(budget)
    expect(learn(budget, limit, { 'x-max': '0', 'x-left': 'many' }, 0)).toBe(budget)
    expect(learn(budget, limit, {}, 0)).toBe(budget)
  })

  test('is read from the fields of the standard, for the window of that length', () => {
    const two = { calls: 50, per: 1000, also: [{ calls: 5000, per: 60_000 }] }
    const headers = {
      ratelimit: '"min";r=10;t=30, "sec";r=9;t=1',
      'ratelimit-policy': '"min";q=1000;w=60, "sec";q=10;w=1',
    }
    const learned = learn(freshBudget(two), two, headers, 600_000)
    expect(learned.windows.map((window) => window.limit)).toEqual([10, 1000])
    expect(usedNow(learned, 600_000)).toEqual([1, 990])
  })

  test('says until when nobody sends, once nothing is left', () => {
    const only = { calls: 100, per: 10_000 }
    const learned = learn(freshBudget(only), only, { ratelimit: 'limit=100, remaining=0, reset=7' }, 600_000)
    expect(takeSlots(learned, 600_000)).toEqual({ wait: 7000 })
    const later = takeSlots(learned, 607_000)
    expect('wait' in later ? later.wait : 0).toBeLessThanOrEqual(250)
  })
})
