import { expect, test } from 'vitest'
import { systemClock, systemHash, systemIds } from './index.ts'

test('identifiers are version 7, different, and sort by time', async () => {
  const first = systemIds.next()
  await new Promise((resolve) => setTimeout(resolve, 3))
  const later = Array.from({ length: 5000 }, () => systemIds.next())
  expect(new Set([first, ...later]).size).toBe(5001)
  for (const id of [first, ...later])
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(later.every((id) => id > first)).toBe(true)
})

test('the hash is SHA-256 of the UTF-8 text', () => {
  expect(systemHash.sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(systemHash.sha256('ä')).toBe('33e6d73fee82904c8d7afb78de1154d1e8dc2a0edb08120e63df5b9385c2d9cc')
})

test.each([2 ** 31, 2 ** 40, Number.POSITIVE_INFINITY])('a sleep of %d ms does not end at once', async (ms) => {
  const woken: string[] = []
  const stop = new AbortController()
  const long = systemClock.sleep(ms, stop.signal).then(() => woken.push('long'))
  await systemClock.sleep(30)
  woken.push('short')
  stop.abort()
  await long
  expect(woken).toEqual(['short', 'long'])
})
