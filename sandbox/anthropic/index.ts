// The practice Anthropic: models, and messages with structured output. Facts: the client @anthropic-ai/sdk 1.12.0 and
// docs.claude.com (errors, rate limits, structured outputs).
import { bearerToken, type Call, type Reply } from '../http/exchange.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { QUIRKS } from '../models/quirks.ts'
import { fail, refusals } from './answers.ts'
import { messages } from './messages.ts'

const MINUTE = 60_000
const MODELS = [
  'claude-haiku-5-5',
  'claude-sonnet-5-5',
  'claude-opus-5-5',
  'claude-haiku-4-5',
  ...Object.values(QUIRKS),
]

/** platform.claude.com/docs/en/api/versioning. */
const VERSIONS = ['2023-06-01', '2026-10-21']

const shown = (id: string) => ({ type: 'model', id, display_name: id, created_at: '2025-10-01T00:00:00Z' })

function route(call: Call, desk: Desk): Reply {
  const { method, path, headers } = call
  const version = headers['anthropic-version']
  if (typeof version !== 'string') return fail(400, 'invalid_request_error', 'anthropic-version: header is required')
  if (!VERSIONS.includes(version))
    return fail(400, 'invalid_request_error', `anthropic-version: "${version}" is not a valid version`)
  if (method === 'POST' && path === '/v1/messages') return messages(recordOf(call), MODELS, desk)
  if (method === 'GET' && path === '/v1/models') {
    const ends = { first_id: MODELS[0], last_id: MODELS.at(-1), has_more: false }
    return { status: 200, body: { data: MODELS.map(shown), ...ends } }
  }
  const named = /^\/v1\/models\/([^/]+)$/.exec(path)?.[1]
  if (method !== 'GET' || named === undefined) return refusals.noSuchPath(call)
  const id = decodeURIComponent(named)
  return MODELS.includes(id) ? { status: 200, body: shown(id) } : fail(404, 'not_found_error', `model: ${id}`)
}

export const anthropic: SystemDeclaration = {
  name: 'anthropic',
  title: 'Practice Anthropic',
  kinds: [{ name: 'questions', title: 'Questions', label: 'question' }],
  signIn: {
    // The documentation sends a key as x-api-key, the client as a bearer token.
    credential: (call) => [call.headers['x-api-key']].flat()[0] ?? bearerToken(call),
    permissions: ['inference', 'models'],
    permissionFor: ({ method }) => (method === 'GET' ? 'models' : 'inference'),
  },
  limits: [{ name: 'requests', calls: 50, per: MINUTE, counts: ({ method }) => method === 'POST' }],
  limitHeaders: ([requests], now) =>
    requests
      ? {
          'anthropic-ratelimit-requests-limit': String(requests.calls),
          'anthropic-ratelimit-requests-remaining': String(requests.left),
          'anthropic-ratelimit-requests-reset': new Date(now + requests.resetMs).toISOString(),
        }
      : {},
  refusals,
  isWrite: ({ method }) => method === 'POST',
  route,
}
