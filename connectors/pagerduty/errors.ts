/** What PagerDuty's refusals mean, for incidents and events alike. */
import type { ErrorRule } from '#engine'

const message = ['error.errors.0', 'errors.0', 'error.message', 'message', 'error']

export const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  { when: { status: 400, body: { path: 'errors.0', has: 'routing_key' } }, category: 'sign-in', message },
  { when: { status: [408, 425] }, category: 'transient', message },
  { when: { status: [400, 402, 409, 413, 422] }, category: 'validation', message },
  { when: { status: [404, 410] }, category: 'permanent', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]
