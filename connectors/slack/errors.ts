/** What Slack's answers mean: nearly all come with status 200, with `ok: false` and the name of the error. */
import type { ErrorRule } from '#engine'

const named = (...names: string[]): ErrorRule['when'] => ({ body: { path: 'error', is: names } })
const waits: NonNullable<ErrorRule['waits']> = [{ header: 'retry-after', as: 'seconds' }]

export const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message: 'error', rateLimit: true, waits },
  { when: named('ratelimited', 'rate_limited'), category: 'transient', message: 'error', rateLimit: true, waits },
  { when: { status: [401, 403] }, category: 'sign-in', message: 'error' },
  {
    when: named(
      'not_authed',
      'invalid_auth',
      'account_inactive',
      'token_revoked',
      'token_expired',
      'no_permission',
      'missing_scope',
      'not_allowed_token_type',
      'ekm_access_denied',
      'org_login_required',
      'access_denied',
      'two_factor_setup_required',
    ),
    category: 'sign-in',
    message: 'error',
  },
  {
    when: named(
      'internal_error',
      'fatal_error',
      'service_unavailable',
      'request_timeout',
      'team_added_to_org',
      'accesslimited',
    ),
    category: 'transient',
    message: 'error',
  },
  { when: named('message_not_found'), category: 'permanent', message: 'error' },
  { when: { status: [408, 425] }, category: 'transient', message: 'error' },
  { when: { status: [400, 409, 413, 422] }, category: 'validation', message: 'error' },
  { when: { status: 404 }, category: 'permanent', message: 'error' },
  { when: { statusFrom: 500 }, category: 'transient', message: 'error' },
  // Whatever else Slack refuses is wrong with the message: its channel, its length, its form.
  { when: { body: { path: 'ok', is: [false] } }, category: 'validation', message: 'error' },
]
