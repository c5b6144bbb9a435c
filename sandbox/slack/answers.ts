// What Slack answers with: nearly always status 200, with `ok` and, where it refuses, the name of the error.
// Errors by name: the lists of methods/chat.postMessage, chat.update and conversations.history on docs.slack.dev.
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import { type Refusals, Refused } from '../kit/system.ts'

export const permissions = [
  'chat:write',
  'channels:history',
  'channels:read',
  'channels:join',
  'users:read',
  'users:read.email',
] as const

export const refuse = (error: string, more: object = {}): Reply => ({
  status: 200,
  body: { ok: false, error, ...more },
})

/** @throws Refused with the error of that name. */
export function fail(error: string, more: object = {}): never {
  throw new Refused(refuse(error, more))
}

/** The method's name, such as `chat.postMessage`. */
export const methodOf = (call: Call): string => (call.path.startsWith('/api/') ? call.path.slice(5) : '')

export const refusals: Refusals = {
  unavailable: () => ({ status: 503, body: { ok: false, error: 'service_unavailable' } }),
  serverError: () => refuse('internal_error'),
  tooMany: (_limit, waitMs) => ({
    status: 429,
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
    body: { ok: false, error: 'ratelimited' },
  }),
  signIn: (trouble, permission) => {
    if (trouble === 'permission') return refuse('missing_scope', { needed: permission, provided: '' })
    const names = {
      missing: 'not_authed',
      unknown: 'invalid_auth',
      expired: 'token_expired',
      revoked: 'token_revoked',
      'session-over': 'token_expired',
    }
    return refuse(names[trouble])
  },
  noSuchPath: (call) => refuse('unknown_method', { req_method: methodOf(call) }),
  unreadable: () => refuse('invalid_json'),
}

/** The arguments of a call: of its query, and of its body as a form or as JSON. Members of forms that hold JSON are read as such. */
export function argumentsOf(call: Call): Record<string, unknown> {
  const found: Record<string, unknown> = Object.fromEntries(call.query)
  if (call.body === '') return found
  if (!(call.headers['content-type'] ?? '').includes('json')) {
    for (const [name, value] of new URLSearchParams(call.body)) found[name] = readMember(value)
    return found
  }
  const body: unknown = JSON.parse(call.body)
  if (!isRecord(body)) fail('invalid_json')
  return { ...found, ...body }
}

function readMember(value: string): unknown {
  if (!/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

export const textOf = (value: unknown): string => (value === undefined || value === null ? '' : String(value))
export const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1'
