import fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoff, breakerFailed, shutBreaker } from './pace.ts'

test('the wait before another try is never shorter than the system asked for, and bounded otherwise', () => {
  fc.assert(
    fc.property(fc.nat(20), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(120_000), (attempt, random, asked) => {
      const wait = backoff(attempt, random, asked)
      expect(wait).toBeGreaterThanOrEqual(asked)
      expect(wait).toBeLessThanOrEqual(Math.max(30_000, asked))
    }),
  )
})

test('the waits are those of the step', () => {
  const waits = { first: 2000, most: 5000 }
  expect([0, 1, 2, 9].map((attempt) => backoff(attempt, 1, 0, waits))).toEqual([2000, 4000, 5000, 5000])
  expect(backoff(0, 0, 0, waits)).toBe(0)
  expect(backoff(0, 1, 60_000, waits)).toBe(60_000)
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
