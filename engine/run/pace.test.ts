import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoff, breakerFailed, freshBudget, learn, shutBreaker, takeSlot } from './pace.ts'

test('the wait before another try is never shorter than the system asked for, and bounded otherwise', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(120_000), (attempt, random, asked) => {
      const wait = backoff(attempt, random, asked)
      expect(wait).toBeGreaterThanOrEqual(asked)
      expect(wait).toBeLessThanOrEqual(Math.max(30_000, asked))
    }),
  )
})

test('the breaker opens after three failures in a row and waits longer each time', () => {
  let breaker = shutBreaker()
  const waits: number[] = []
  for (let n = 0; n < 6; n++) {
    breaker = breakerFailed(breaker, 1000)
    waits.push(breaker.until)
  }
  expect(waits.slice(0, 2)).toEqual([0, 0])
  expect(waits.slice(2)).toEqual([1250, 1500, 2000, 3000])
  expect(breaker.openSince).toBe(1000)
})

describe('the rate budget', () => {
  const limit = { calls: 100, per: 10_000, headers: { limit: 'x-max', remaining: 'x-left', intervalMs: 'x-ms' } }

  test('never sends more in any window than the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.nat(40), fc.nat(9000)), { minLength: 100, maxLength: 600 }), (gaps) => {
        let budget = freshBudget(limit)
        let now = 1_000_000
        const sent: number[] = []
        for (const gap of gaps) {
          now += gap
          const slot = takeSlot(budget, now)
          if ('budget' in slot) {
            budget = slot.budget
            sent.push(now)
          } else expect(slot.wait).toBeGreaterThan(0)
        }
        for (const start of sent) {
          expect(sent.filter((at) => at >= start && at < start + limit.per).length).toBeLessThanOrEqual(limit.calls)
        }
      }),
      { numRuns: 50 },
    )
  })

  test('a full speed sender comes to nine tenths of the limit', () => {
    let budget = freshBudget(limit)
    let now = 1_000_000
    let sent = 0
    while (now < 1_100_000) {
      const slot = takeSlot(budget, now)
      if ('budget' in slot) {
        budget = slot.budget
        sent++
      } else now += slot.wait
    }
    expect(sent).toBeGreaterThan(800)
    expect(sent).toBeLessThanOrEqual(1000)
  })

  test('learns the limit of the account and stops when nothing is left', () => {
    const first = takeSlot(freshBudget(limit), 50_000)
    if (!('budget' in first)) throw new Error('no slot')
    const learned = learn(first.budget, limit, { 'x-max': '20', 'x-left': '0', 'x-ms': '10000' }, 50_100)
    expect(learned.limit).toBe(20)
    expect(takeSlot(learned, 50_200)).toEqual({ wait: 9800 })
    expect(takeSlot(learned, 70_001)).toHaveProperty('budget')
  })

  test('takes what others used into account', () => {
    const learned = learn(freshBudget(limit), limit, { 'x-max': '100', 'x-left': '8' }, 0)
    expect(learned.used).toBe(92)
  })
})
