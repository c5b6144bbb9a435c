// Anthropic's ways of refusing: docs.claude.com/en/api/errors.
import type { Reply } from '../http/exchange.ts'
import type { Refusals } from '../kit/system.ts'

export const fail = (status: number, type: string, message: string): Reply => ({
  status,
  body: { type: 'error', error: { type, message }, request_id: 'req_practice' },
})

export const refusals: Refusals = {
  unavailable: () => fail(529, 'overloaded_error', 'Overloaded'),
  serverError: () => fail(500, 'api_error', 'Internal server error'),
  tooMany: ({ calls }, waitMs) => ({
    ...fail(429, 'rate_limit_error', `This request would exceed your rate limit of ${calls} requests per minute.`),
    headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1000))) },
  }),
  signIn: (trouble, permission) =>
    trouble === 'permission'
      ? fail(
          403,
          'permission_error',
          `Your API key does not have permission to use the specified resource: ${permission}`,
        )
      : fail(401, 'authentication_error', trouble === 'missing' ? 'x-api-key header is required' : 'invalid x-api-key'),
  noSuchPath: () => fail(404, 'not_found_error', 'Not found'),
  unreadable: () => fail(400, 'invalid_request_error', 'The request body is not valid JSON'),
}
