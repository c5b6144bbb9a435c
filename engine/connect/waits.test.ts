import { expect, test } from 'vitest'
import { retryAfterOf } from './waits.ts'

const NOW = Date.parse('2026-01-01T00:00:00Z')

test.each<[string, Record<string, string>, number | undefined]>([
  ['seconds', { 'retry-after': '2' }, 2000],
  ['fractions of seconds', { 'retry-after': '2.128' }, 2128],
  ['an HTTP date', { 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
  ['an obsolete HTTP date', { 'retry-after': 'Thursday, 01-Jan-26 00:00:09 GMT' }, 9000],
  ['a moment that is over', { 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
  ['milliseconds', { 'retry-after-ms': '350', 'retry-after': '1' }, 350],
  ['a reset in seconds since 1970', { 'x-ratelimit-reset': String(NOW / 1000 + 12) }, 12_000],
  ['a reset in milliseconds since 1970', { 'x-ratelimit-reset': String(NOW + 1234) }, 1234],
  ['a reset in seconds left', { 'x-ratelimit-reset': '5' }, 5000],
  ['a reset as a date', { 'x-ratelimit-reset': '2026-01-01T00:00:03Z' }, 3000],
  ['the standard field', { ratelimit: '"burst";r=0;t=4, "day";r=90;t=8000' }, 4000],
  ['draft 7 of the standard', { ratelimit: 'limit=10, remaining=0, reset=6' }, 6000],
  ['the older drafts', { 'ratelimit-limit': '10', 'ratelimit-remaining': '0', 'ratelimit-reset': '8' }, 8000],
  ['words', { 'retry-after': 'soon' }, undefined],
  ['nothing', {}, undefined],
  ['a year', { 'retry-after': '31536000' }, 600_000],
  ['less than nothing', { 'retry-after': '-5' }, 0],
  ['no number at all', { 'retry-after': 'Infinity' }, undefined],
])('reads %s', (_, headers, ms) => {
  expect(retryAfterOf(headers, NOW, { rateLimited: true })).toBe(ms)
})

test('a reset says something only where too many calls are the trouble', () => {
  expect(retryAfterOf({ 'x-ratelimit-reset': '5' }, NOW)).toBeUndefined()
  expect(retryAfterOf({ 'retry-after': '5' }, NOW)).toBe(5000)
})

test('what the connector declares is read first: a field of the answer, or a header of its own', () => {
  const forms = [
    { path: 'error.retry_after', as: 'seconds' },
    { header: 'x-wait-until', as: 'epoch-ms' },
  ] as const
  const json = { error: { retry_after: 0.65 } }
  expect(retryAfterOf({ 'retry-after': '9' }, NOW, { forms, json })).toBe(650)
  expect(retryAfterOf({ 'retry-after': '9', 'x-wait-until': String(NOW + 40) }, NOW, { forms, json: {} })).toBe(40)
  expect(retryAfterOf({ 'retry-after': '9' }, NOW, { forms, json: { error: { retry_after: null } } })).toBe(9000)
})
