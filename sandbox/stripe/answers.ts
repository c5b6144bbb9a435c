// Stripe's refusals: `{error: {type, code, message, param, doc_url}}`. The texts are those that users of the real system
// report; types and codes are those that the vendor's own client knows (stripe 23.1.0, Error.js).
import { randomBytes } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'
import { type LimitDeclaration, type Refusals, Refused, type SignInTrouble } from '../kit/system.ts'

/** The version whose shapes the practice system speaks. */
export const API_VERSION = '2026-10-28.endive'

interface StripeError {
  readonly message: string
  readonly type?: 'invalid_request_error' | 'idempotency_error' | 'api_error'
  readonly code?: string
  readonly param?: string
}

export const newRequestId = () => `req_${letters(14)}`

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function letters(count: number): string {
  return [...randomBytes(count)].map((byte) => LETTERS[byte % LETTERS.length]).join('')
}

export function errorReply(status: number, error: StripeError, headers: Record<string, string> = {}): Reply {
  const { code } = error
  const documented =
    code === undefined ? {} : { doc_url: `https://docs.stripe.com/error-codes/${code.replaceAll('_', '-')}` }
  const body = { error: { type: 'invalid_request_error', ...error, ...documented } }
  return { status, body, headers: { 'Request-Id': newRequestId(), 'Stripe-Version': API_VERSION, ...headers } }
}

/** 400: what was asked cannot be. */
export const invalid = (message: string, more: Partial<StripeError> = {}) =>
  new Refused(errorReply(400, { ...more, message }))

/** 404 for an object that was asked for, 400 for one that was named in a parameter other than `id`. */
export function missing(what: string, id: string, param = 'id'): Refused {
  const message = `No such ${what}: '${id}'`
  return new Refused(errorReply(param === 'id' ? 404 : 400, { code: 'resource_missing', message, param }))
}

export const refusals: Refusals = {
  unavailable: () => errorReply(503, { type: 'api_error', message: 'The API is temporarily unavailable. Try again.' }),
  serverError: () => errorReply(500, { type: 'api_error', message: 'An unknown error occurred' }),
  tooMany,
  signIn,
  noSuchPath: ({ method, path }) => {
    const message = `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`
    return errorReply(404, { message })
  },
  unreadable: () => errorReply(400, { message: 'Invalid request: the parameters cannot be read.' }),
}

/** 429, with the reason in a header and no time to wait (docs.stripe.com/rate-limits). */
function tooMany({ name }: LimitDeclaration): Reply {
  const message = 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.'
  const reason = name === 'account' ? 'global-rate' : 'endpoint-rate'
  return errorReply(429, { code: 'rate_limit', message }, { 'Stripe-Rate-Limited-Reason': reason })
}

function signIn(trouble: SignInTrouble, permission: string | undefined): Reply {
  if (trouble === 'permission') {
    const message =
      'The provided key does not have the required permissions for this endpoint. ' +
      `Having the '${permission}' permission would allow this request to continue.`
    return errorReply(403, { message })
  }
  if (trouble === 'expired') {
    return errorReply(401, { code: 'api_key_expired', message: 'Expired API Key provided: sk_test_****' })
  }
  const message =
    trouble === 'missing'
      ? 'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth.'
      : 'Invalid API Key provided: sk_test_****'
  return errorReply(401, { message })
}
