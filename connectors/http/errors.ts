/** What statuses mean everywhere (RFC 9110, RFC 6585), and where systems usually say what is wrong. */
import type { ErrorRule } from '#engine'

const message = [
  'detail',
  'title',
  'error.message',
  'message',
  'error_description',
  'error',
  'errors.0.message',
  'errors.0',
]

export const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403, 407] }, category: 'sign-in', message },
  { when: { status: [408, 423, 425] }, category: 'transient', message },
  {
    when: { status: [400, 402, 405, 406, 409, 411, 412, 413, 414, 415, 422, 428, 431] },
    category: 'validation',
    message,
  },
  { when: { status: [404, 410] }, category: 'permanent', message },
  { when: { statusFrom: 500 }, category: 'transient', message },
]
