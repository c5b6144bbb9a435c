/** How OpenAI, and servers that speak like it, refuse. */
import type { ErrorRule } from '#engine'

const message = ['error.message', 'message', 'error']

export const errors: readonly ErrorRule[] = [
  // The quota is spent: that is mended by paying, not by waiting.
  {
    when: { status: 429, body: { path: 'error.code', is: ['insufficient_quota'] } },
    category: 'permanent',
    message,
  },
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  { when: { status: [408, 409, 425] }, category: 'transient', message },
  { when: { status: 404 }, category: 'permanent', message },
  { when: { status: [400, 405, 413, 415, 422] }, category: 'validation', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]
