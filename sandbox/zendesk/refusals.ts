// Zendesk's refusals. Bodies: developer.zendesk.com, API introduction (Requests, Rate limits) and Ticketing introduction
// (Idempotency); texts that no source names are marked.
import type { Call, Reply } from '../http/exchange.ts'
import { type Refusals, Refused, type SignInTrouble } from '../kit/system.ts'

const body = (error: unknown, description?: string, details?: unknown) => ({
  error,
  ...(description === undefined ? {} : { description }),
  ...(details === undefined ? {} : { details }),
})

/** 401 is the same for all who are not let in; an OAuth token's is that of RFC 6750. */
function notSignedIn(trouble: SignInTrouble): Reply {
  const expired = trouble === 'expired' || trouble === 'session-over'
  if (expired)
    return {
      status: 401,
      body: body(
        'invalid_token',
        'The access token provided is expired, revoked, malformed or invalid for other reasons.',
      ),
    }
  return { status: 401, body: body("Couldn't authenticate you") }
}

/** Unconfirmed: that a missing scope and a missing role are told alike. */
const forbidden = (): Reply => ({
  status: 403,
  body: body({
    title: 'Forbidden',
    message:
      'You do not have access to this page. Please contact the account owner of this help desk for further help.',
  }),
})

export const refusals: Refusals = {
  unavailable: () => ({
    status: 503,
    headers: { 'Retry-After': '1' },
    body: body('ServiceUnavailable', 'Please try again in a moment'),
  }),
  serverError: () => ({ status: 500, body: body('InternalError', 'Internal server error') }),
  tooMany: (_limit, waitMs) => ({
    status: 429,
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
    body: body('APIRateLimitExceeded', 'Number of allowed API requests per minute exceeded'),
  }),
  signIn: (trouble) => (trouble === 'permission' ? forbidden() : notSignedIn(trouble)),
  noSuchPath: (_call: Call) => ({
    status: 404,
    body: body({ title: 'Not Found', message: 'The page you were looking for does not exist' }),
  }),
  unreadable: (error) => ({ status: 400, body: body('InvalidJSON', `Unparseable request body: ${error.message}`) }),
}

/** 404 for one thing that is not there. */
export const notFound = () => new Refused({ status: 404, body: body('RecordNotFound', 'Not found') })

/** 400 for what is asked wrongly. */
export const invalid = (error: string, description: string) =>
  new Refused({ status: 400, body: body(error, description) })

/** 422: each field with what is wrong with it. */
export const invalidRecord = (details: Readonly<Record<string, readonly { description: string; error?: string }[]>>) =>
  new Refused({ status: 422, body: body('RecordInvalid', 'Record validation errors', details) })

/** 400: the same key with another body. */
export const keyUsed = () =>
  new Refused({
    status: 400,
    body: body('IdempotentRequestError', "Request parameters don't match the given idempotency key"),
  })
