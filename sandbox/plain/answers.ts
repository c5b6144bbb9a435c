// Plain answers of a system that nobody made: statuses as RFC 9110 means them, problems as RFC 9457 writes them.
import type { Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Failed',
  503: 'Not available',
}

export const problem = (status: number, detail: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: { type: 'about:blank', title: titles[status] ?? 'Refused', status, detail },
})

/** @throws Refused with a problem */
export function fail(status: number, detail: string): never {
  throw new Refused(problem(status, detail))
}

export const refusals: Refusals = {
  unavailable: () => problem(503, 'Closed for maintenance'),
  serverError: () => problem(500, 'Something went wrong'),
  tooMany: (_limit, waitMs) =>
    problem(429, 'Slow down', { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) }),
  signIn: (trouble, permission) =>
    trouble === 'permission' ? problem(403, `${permission} is missing`) : problem(401, `The sign-in is ${trouble}`),
  noSuchPath: ({ path }) => problem(404, `Nothing is at ${path}`),
  unreadable: ({ message }) => problem(400, message),
}
