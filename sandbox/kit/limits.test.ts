import { afterEach, expect, test } from 'vitest'
import { createLimitGuard } from './limits.ts'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice | undefined

afterEach(async () => {
  await served?.end()
  served = undefined
})

const call = { method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: '' }

test('a sliding window has room again when its oldest call has left, and tells how long that takes', () => {
  const guard = createLimitGuard([{ name: 'second', calls: 2, per: 1_000 }])
  guard.take(call, 0)
  guard.take(call, 400)
  expect(guard.take(call, 500)).toMatchObject({ over: { name: 'second' }, waitMs: 500 })
  expect(guard.states(500)).toEqual([{ name: 'second', calls: 2, per: 1_000, left: 0, resetMs: 500 }])
  expect(guard.take(call, 1_000)).not.toHaveProperty('over')
  expect(guard.take(call, 1_001)).toHaveProperty('over')
})

test('a call that one limit refuses is not counted by another, and calls of other kinds are free', () => {
  const guard = createLimitGuard([
    { name: 'minute', calls: 10, per: 60_000 },
    { name: 'posts', calls: 1, per: 60_000, counts: ({ method }) => method === 'POST' },
  ])
  const post = { ...call, method: 'POST' }
  guard.take(post, 0)
  expect(guard.take(post, 1)).toMatchObject({ over: { name: 'posts' } })
  expect(guard.take(call, 2)).not.toHaveProperty('over')
  expect(guard.states(3).map(({ left }) => left)).toEqual([8, 0])
})

test('so many calls at once, and another as soon as one is done', () => {
  const guard = createLimitGuard([{ name: 'at once', calls: 1, per: 0, atOnce: true }])
  const first = guard.take(call, 0)
  expect(guard.take(call, 0)).toMatchObject({ over: { name: 'at once' } })
  if ('done' in first) first.done()
  expect(guard.take(call, 0)).not.toHaveProperty('over')
})

test('a served system counts calls, tells what is left and frees its places', async () => {
  let now = Date.now()
  served = await servePractice({ limited: true, now: () => now })
  const { ask } = served
  for (let left = 19; left >= 0; left -= 1) {
    expect((await ask('GET', '/v1/contacts')).headers.get('x-left')).toBe(String(left))
  }
  const refused = await ask('GET', '/v1/contacts')
  expect(refused).toMatchObject({ status: 429, body: { error: { limit: 'minute' } } })
  expect(refused.headers.get('retry-after')).toBe('60')
  now += 60_000
  expect((await ask('GET', '/v1/contacts')).status).toBe(200)
})

test('calls under way at once are refused beyond their number', async () => {
  served = await servePractice({ limited: true })
  const { ask, faults } = served
  await faults({ latency: { beforeMs: 600_000 } })
  const answered: number[] = []
  const asking = [1, 2, 3, 4].map(async () => answered.push((await ask('GET', '/v1/contacts')).status))
  const ended = Promise.allSettled(asking)
  await expect.poll(() => answered).toEqual([429, 429])
  await served.practice.close()
  expect((await ended).filter(({ status }) => status === 'rejected')).toHaveLength(2)
})
