/** Everything that goes wrong is answered in one shape: RFC 9457 problem details, with our code and its words. */
import { type Code, type Reason, wordsOf } from '#engine'

export interface ProblemAnswer {
  type: string
  title: string
  status: number
  detail: string
  code: Code
  values: Reason['values']
}

export const PROBLEM_TYPE = 'application/problem+json'

const STATUS: Partial<Record<Code, number>> = {
  'bundle.not-a-bundle': 400,
  'bundle.unknown-key': 403,
  'server.sign-in': 401,
  'server.not-a-record': 400,
  'server.too-large': 413,
  'server.nothing-here': 404,
  'server.not-running': 503,
  'server.slot-missing': 409,
  'server.wrong-intake': 409,
  'flow.not-found': 404,
  'run.not-found': 404,
  'connection.unknown': 404,
  'task.not-found': 404,
  'task.answered': 409,
  'task.closed': 409,
  'usage.invalid': 400,
  'hook.signature': 401,
  'hook.no-secret': 503,
  'hook.too-slow': 408,
  'hook.wrong-type': 415,
  'hook.not-an-event': 400,
  'data.full': 507,
  'data.locked': 503,
  'host.incident': 500,
}

/** The answer for a failure; codes without a status of their own are 422: understood, and not possible as it stands. */
export function problemAnswer({ code, values }: Pick<Reason, 'code' | 'values'>): ProblemAnswer {
  const { what, effect, next } = wordsOf(code, values)
  const detail = [effect, next].filter((part) => part !== '').join(' ')
  return { type: `urn:sluice:${code}`, title: what, status: STATUS[code] ?? 422, detail, code, values }
}
