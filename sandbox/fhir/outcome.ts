// What a FHIR server answers with when it refuses: an OperationOutcome. Source: hl7.org/fhir/R4, http.html and operationoutcome.html.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

export const contentType = { 'content-type': 'application/fhir+json;charset=utf-8' }

export const outcome = (status: number, code: string, diagnostics: string, headers: object = {}): Reply => ({
  status,
  headers: { ...contentType, ...headers },
  body: { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, diagnostics }] },
})

/** @throws Refused with an OperationOutcome */
export function fail(status: number, code: string, diagnostics: string): never {
  throw new Refused(outcome(status, code, diagnostics))
}

export const refusals: Refusals = {
  unavailable: () => outcome(503, 'transient', 'The server is under maintenance'),
  serverError: () => outcome(500, 'exception', 'An internal error occurred'),
  tooMany: (_limit, waitMs) =>
    outcome(429, 'throttled', 'Too many requests', { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
  signIn(trouble, permission) {
    if (trouble === 'permission') return outcome(403, 'forbidden', `The scope ${permission} is missing`)
    const why =
      trouble === 'missing'
        ? 'Sign in first'
        : `The access token is ${trouble === 'unknown' ? 'unknown' : 'no longer valid'}`
    const error = trouble === 'missing' ? '' : ', error="invalid_token"'
    return outcome(401, trouble === 'missing' ? 'login' : 'expired', why, {
      'www-authenticate': `Bearer realm="practice"${error}`,
    })
  },
  noSuchPath: ({ path }) => outcome(404, 'not-supported', `Nothing is at ${path}`),
  unreadable: ({ message }) => outcome(400, 'structure', `The body is no JSON: ${message}`),
}
