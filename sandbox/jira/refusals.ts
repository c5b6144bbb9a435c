// Jira's refusals: `errorMessages` for the whole, `errors` by field (ErrorCollection of the platform REST API v3). Texts are reported
// ones; where none was found it is said.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

const collection = (errorMessages: readonly string[], errors: Readonly<Record<string, string>> = {}) => ({
  errorMessages,
  errors,
})

/** `yyyy-MM-ddTHH:mmZ`, without seconds (JRACLOUD-69262). */
const resetAt = (at: number) => `${new Date(at).toISOString().slice(0, 16)}Z`

export const refusals: Refusals = {
  unavailable: () => ({
    status: 503,
    headers: { 'Retry-After': '1' },
    body: collection(['The service is currently unavailable.']),
  }),
  serverError: () => ({ status: 500, body: collection(['Internal server error']) }),
  tooMany: (limit, waitMs): Reply => ({
    status: 429,
    headers: {
      'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1_000))),
      'X-RateLimit-Limit': String(limit.calls),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': resetAt(Date.now() + waitMs + 60_000),
      'RateLimit-Reason': limit.name,
    },
    body: collection(['Rate limit exceeded.']),
  }),
  signIn: (trouble, permission) => {
    if (trouble === 'missing')
      return {
        status: 401,
        text: 'Client must be authenticated to access this resource.',
        headers: { 'content-type': 'text/plain' },
      }
    if (trouble === 'permission') return permission === 'write:jira-work' ? forbidden() : scopeMissing()
    // Unconfirmed: that all other troubles are told alike.
    return { status: 401, body: { code: 401, message: 'Unauthorized' } }
  },
  noSuchPath: () => ({ status: 404, body: { message: 'null for uri', 'status-code': 404 } }),
  unreadable: () => ({
    status: 400,
    body: collection(['There was an error parsing JSON. Check that your request body is valid.']),
  }),
}

const forbidden = (): Reply => ({
  status: 403,
  body: collection(['You do not have permission to create issues in this project.']),
})

/** An OAuth token without the scope is told 401, not 403. */
const scopeMissing = (): Reply => ({ status: 401, body: { code: 401, message: 'Unauthorized; scope does not match' } })

export const refused = (...errorMessages: string[]) => new Refused({ status: 400, body: collection(errorMessages) })

/** 400: each field with what is wrong with it. */
export const refusedFields = (errors: Readonly<Record<string, string>>) =>
  new Refused({ status: 400, body: collection([], errors) })

/** What is not there and what may not be seen are told alike. */
export const noIssue = () =>
  new Refused({ status: 404, body: collection(['Issue does not exist or you do not have permission to see it.']) })

/** 410 since the old search was taken away (developer.atlassian.com, changelog CHANGE-2046). */
export const gone = () =>
  new Refused({
    status: 410,
    body: collection(['The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.']),
  })
