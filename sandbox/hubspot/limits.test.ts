import { expect, test } from 'vitest'
import { createRateGuard, createWindow } from './limits.ts'

test('a window rolls: room comes back one by one', () => {
  const window = createWindow(2, 10_000)
  expect(window.take(0)).toBe(0)
  expect(window.take(4_000)).toBe(0)
  expect(window.take(5_000)).toBe(5_000)
  expect(window.remaining(5_000)).toBe(0)
  expect(window.take(10_000)).toBe(0)
  expect(window.take(10_001)).toBe(3_999)
})

test('a window stays right over many requests', () => {
  const window = createWindow(100, 1_000)
  const taken = Array.from({ length: 50_000 }, (_, time) => window.take(time)).filter((wait) => wait === 0)
  expect(taken).toHaveLength(5_000)
})

test('refuses as HubSpot does, saying how long to wait', () => {
  const guard = createRateGuard({ tenSeconds: 1, searchPerSecond: 1 })
  expect(guard.take(false, 0)).toBeUndefined()
  expect(guard.take(false, 1_500)).toMatchObject({
    status: 429,
    body: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' },
    headers: { 'Retry-After': '9' },
  })
  expect(guard.headers(1_500)).toEqual({
    'X-HubSpot-RateLimit-Max': '1',
    'X-HubSpot-RateLimit-Remaining': '0',
    'X-HubSpot-RateLimit-Interval-Milliseconds': '10000',
  })
})

test('limits searches more strictly', () => {
  const guard = createRateGuard({ tenSeconds: 190, searchPerSecond: 1 })
  expect(guard.take(true, 0)).toBeUndefined()
  const refused = guard.take(true, 10)
  expect(refused?.body).toMatchObject({ policyName: 'SECONDLY', message: 'You have reached your secondly limit.' })
  expect(guard.take(false, 10)).toBeUndefined()
})

test('can be switched off', () => {
  const guard = createRateGuard({ tenSeconds: null, searchPerSecond: null })
  for (let n = 0; n < 500; n += 1) expect(guard.take(true, 0)).toBeUndefined()
  expect(guard.headers(0)).toEqual({})
})
