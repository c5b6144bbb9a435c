// Google's refusals: google.rpc.Status as JSON. Source: cloud.google.com/apis/design/errors.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

const refusal = (code: number, status: string, message: string): Reply => ({
  status: code,
  body: { error: { code, message, status } },
})

/** @throws Refused with Google's error */
export function fail(code: number, status: string, message: string): never {
  throw new Refused(refusal(code, status, message))
}

export const invalid = (message: string): never => fail(400, 'INVALID_ARGUMENT', message)
export const notFound = (): never => fail(404, 'NOT_FOUND', 'Requested entity was not found.')

export const refusals: Refusals = {
  unavailable: () => refusal(503, 'UNAVAILABLE', 'The service is currently unavailable.'),
  serverError: () => refusal(500, 'INTERNAL', 'Internal error encountered.'),
  // Without a time to wait: the quota fills up within a minute.
  tooMany: ({ name }) =>
    refusal(
      429,
      'RESOURCE_EXHAUSTED',
      `Quota exceeded for quota metric '${name} requests' and limit '${name} per minute per user'.`,
    ),
  signIn: (trouble) =>
    trouble === 'permission'
      ? refusal(403, 'PERMISSION_DENIED', 'Request had insufficient authentication scopes.')
      : refusal(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
  noSuchPath: () => refusal(404, 'NOT_FOUND', 'Requested entity was not found.'),
  unreadable: ({ message }) => refusal(400, 'INVALID_ARGUMENT', `Invalid JSON payload received. ${message}`),
}
