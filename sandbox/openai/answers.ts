// OpenAI's ways of refusing: statuses, bodies and names as in its API description 2.3.0 and the client openai 7.57.0.
import type { Reply } from '../http/exchange.ts'
import type { Refusals } from '../kit/system.ts'

export const fail = (
  status: number,
  message: string,
  {
    type = 'invalid_request_error',
    param = null,
    code = null,
  }: { type?: string; param?: string | null; code?: string | null } = {},
): Reply => ({ status, body: { error: { message, type, param, code } } })

const SIGN_IN = {
  missing:
    "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth.",
  unknown:
    'Incorrect API key provided: practice-****. You can find your API key at https://platform.openai.com/account/api-keys.',
  expired: 'Incorrect API key provided: practice-****. It has expired.',
  revoked: 'Incorrect API key provided: practice-****. It was deleted.',
  'session-over': 'Incorrect API key provided: practice-****.',
} as const

export const refusals: Refusals = {
  unavailable: () =>
    fail(503, 'The engine is currently overloaded, please try again later.', {
      type: 'server_error',
      code: 'overloaded',
    }),
  serverError: () => fail(500, 'The server had an error while processing your request.', { type: 'server_error' }),
  tooMany: ({ calls }, waitMs) => {
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    const message = `Rate limit reached for requests. Limit: ${calls} / min. Please try again in ${seconds}s.`
    const reply = fail(429, message, { type: 'requests', code: 'rate_limit_exceeded' })
    return {
      ...reply,
      headers: { 'retry-after': String(seconds), 'retry-after-ms': String(Math.max(1, Math.round(waitMs))) },
    }
  },
  signIn: (trouble, permission) =>
    trouble === 'permission'
      ? fail(403, `You have insufficient permissions for this operation. Missing scopes: ${permission}.`)
      : fail(401, SIGN_IN[trouble], { code: trouble === 'missing' ? null : 'invalid_api_key' }),
  noSuchPath: ({ method, path }) => fail(404, `Invalid URL (${method} ${path})`),
  unreadable: () => fail(400, 'We could not parse the JSON body of your request.'),
}

export const spent = (): Reply =>
  fail(429, 'You exceeded your current quota, please check your plan and billing details.', {
    type: 'insufficient_quota',
    code: 'insufficient_quota',
  })
