import { expect, test } from 'vitest'
import { createFaultDesk } from './desk.ts'
import { FaultsRefused, parseFaults } from './faults.ts'

test('reads every fault there is', () => {
  const faults = {
    latency: { beforeMs: 5, afterMs: 10, writesOnly: true },
    outage: 'refuse',
    unavailable: 1,
    cutBefore: 1,
    lostAnswers: 2,
    rateLimitStorm: { answers: 3, retryAfterSeconds: 0 },
    rejectToken: 'expired',
    serverErrors: { probability: 0.5, seed: 7, when: 'after' },
    searchLagMs: 1_000,
    withoutPermissions: ['tickets'],
    renamed: [{ kind: 'companies', from: 'phone', to: 'phone_number' }],
    required: [{ kind: 'deals', field: 'amount' }],
    partial: 2,
  }
  expect(parseFaults(faults)).toEqual(faults)
  expect(parseFaults({})).toEqual({})
})

test.each([
  [{ outrage: 'refuse' }],
  [{ outage: 'maybe' }],
  [{ lostAnswers: -1 }],
  [{ rateLimitStorm: {} }],
  [{ serverErrors: { probability: 2 } }],
  [{ latency: { duringMs: 1 } }],
  [{ partial: 'many' }],
  [{ renamed: [{ kind: 'companies', from: 'phone' }] }],
  [{ required: 'phone' }],
  [{ withoutPermissions: [7] }],
  ['everything'],
])('refuses %j', (input) => {
  expect(() => parseFaults(input)).toThrow(FaultsRefused)
})

test('counts down faults that strike a number of times', () => {
  const desk = createFaultDesk()
  desk.set({ lostAnswers: 1, rateLimitStorm: { answers: 2, retryAfterSeconds: 3 } })
  expect([desk.losesAnswer(), desk.losesAnswer()]).toEqual([true, false])
  expect([desk.takesStorm(), desk.takesStorm(), desk.takesStorm()]).toEqual([
    { retryAfterSeconds: 3 },
    { retryAfterSeconds: 3 },
    undefined,
  ])
  expect(desk.current()).toMatchObject({ lostAnswers: 0, rateLimitStorm: { answers: 0 } })
})

test('draws the same server errors for the same seed, at about the rate asked for', () => {
  const desk = createFaultDesk()
  const drawn = (seed: number) => {
    desk.set({ serverErrors: { probability: 0.3, seed } })
    return Array.from({ length: 1_000 }, () => desk.breaks('before'))
  }
  expect(drawn(1)).toEqual(drawn(1))
  expect(drawn(1)).not.toEqual(drawn(2))
  const struck = drawn(3).filter(Boolean).length
  expect(struck).toBeGreaterThan(200)
  expect(struck).toBeLessThan(400)
  expect(desk.breaks('after')).toBe(false)
})
