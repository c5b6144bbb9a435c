// Xero's answers and refusals. Shapes: the vendor's OpenAPI description (XeroAPI/Xero-OpenAPI, schema Error) and xero-node 20.0.0.
// The bodies of 401, 403 and 429, and the texts, are those that users of the real system report; unconfirmed in detail.
import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'
import { type LimitDeclaration, type LimitState, type Refusals, Refused, type SignInTrouble } from '../kit/system.ts'

/** A moment as Xero tells it. */
export const msDate = (ms: number) => `/Date(${ms}+0000)/`

export const answer = (name: string, list: unknown, now: number, more: Record<string, unknown> = {}): Reply => ({
  status: 200,
  body: { Id: randomUUID(), Status: 'OK', ProviderName: 'Practice', DateTimeUTC: msDate(now), ...more, [name]: list },
})

/** 400 with what is wrong in each element. */
export const invalid = (elements: readonly unknown[], message = 'A validation exception occurred') =>
  new Refused({
    status: 400,
    body: { ErrorNumber: 10, Type: 'ValidationException', Message: message, Elements: elements },
  })

/** 400 for a query that cannot be read. */
export const badQuery = (message: string) =>
  new Refused({ status: 400, body: { ErrorNumber: 16, Type: 'QueryParseException', Message: message } })

const text = (status: number, words: string): Reply => ({
  status,
  text: words,
  headers: { 'content-type': 'text/plain' },
})

export const notFound = () => text(404, "The resource you're looking for cannot be found")

const refused = (status: number, Title: string, Detail: string): Reply => ({
  status,
  body: { Type: null, Title, Status: status, Detail, Instance: randomUUID(), Extensions: {} },
})

/** The tenant is missing, or not one that the sign-in may reach. */
export const wrongTenant = () => refused(403, 'Forbidden', 'AuthenticationUnsuccessful')

function signIn(trouble: SignInTrouble): Reply {
  if (trouble === 'permission') return refused(401, 'Unauthorized', 'AuthorizationUnsuccessful')
  return refused(
    401,
    'Unauthorized',
    trouble === 'expired' ? 'TokenExpired: token expired' : 'AuthenticationUnsuccessful',
  )
}

const PROBLEMS: Readonly<Record<string, string>> = { minute: 'minute', day: 'day', 'at once': 'concurrent' }

function tooMany({ name }: LimitDeclaration, waitMs: number): Reply {
  const headers = {
    'Retry-After': String(Math.max(1, Math.ceil(waitMs / 1000))),
    'X-Rate-Limit-Problem': PROBLEMS[name] ?? 'minute',
  }
  return { status: 429, headers }
}

export const refusals: Refusals = {
  unavailable: () => text(503, 'The Xero API is currently offline for maintenance'),
  serverError: () => ({
    status: 500,
    body: { ErrorNumber: 500, Type: 'Exception', Message: 'An error occurred in Xero' },
  }),
  tooMany,
  signIn,
  noSuchPath: notFound,
  unreadable: () => ({
    status: 400,
    body: { ErrorNumber: 14, Type: 'PostDataInvalidException', Message: 'The request body is not valid JSON' },
  }),
}

/** Unconfirmed: whether every answer carries them. */
export function limitHeaders(limits: readonly LimitState[]): Record<string, string> {
  const names = { minute: 'X-MinLimit-Remaining', day: 'X-DayLimit-Remaining' } as const
  const told = limits.filter((one): one is LimitState & { name: keyof typeof names } => Object.hasOwn(names, one.name))
  return Object.fromEntries(told.map(({ name, left }) => [names[name], String(left)]))
}
