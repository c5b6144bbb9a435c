import { expect, test } from 'vitest'
import { readRetry } from './write-retry.ts'

test('without settings, four tries with waits of half a second to half a minute', () => {
  expect(readRetry({})).toEqual({ tries: 4, waits: { first: 500, most: 30_000 } })
})

test('reads the sentence', () => {
  const retry = {
    tries: 7,
    firstWait: { amount: 2, unit: 'seconds' },
    mostWait: { amount: 5, unit: 'minutes' },
    timeout: { amount: 90, unit: 'seconds' },
  }
  expect(readRetry({ retry })).toEqual({ tries: 7, waits: { first: 2000, most: 300_000 }, timeout: 90_000 })
})

test.each([0, -3, 1e9, Number.NaN, '5', null])('tries of %j stay within one and ten', (tries) => {
  const read = readRetry({ retry: { tries } as never })
  expect(read.tries).toBeGreaterThanOrEqual(1)
  expect(read.tries).toBeLessThanOrEqual(10)
})

test('waits out of range are brought within, and the longest is never shorter than the first', () => {
  const odd = { firstWait: { amount: 1e12, unit: 'days' }, mostWait: { amount: 0, unit: 'seconds' }, timeout: 'soon' }
  expect(readRetry({ retry: odd })).toEqual({ tries: 4, waits: { first: 3_600_000, most: 3_600_000 }, timeout: 30_000 })
  expect(readRetry({ retry: 'often' })).toEqual({ tries: 4, waits: { first: 500, most: 30_000 } })
})
