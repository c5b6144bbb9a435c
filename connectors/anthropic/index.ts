/** Anthropic's models, as data. */
import type { Connector, ErrorRule } from '#engine'

const message = 'error.message'

const errors: readonly ErrorRule[] = [
  { when: { status: 429 }, category: 'transient', message, rateLimit: true },
  { when: { status: [401, 403] }, category: 'sign-in', message },
  { when: { status: [408, 409, 425] }, category: 'transient', message },
  { when: { status: [402, 404] }, category: 'permanent', message },
  { when: { status: [400, 405, 413, 415, 422] }, category: 'validation', message },
  // 529: overloaded.
  { when: { statusFrom: 500 }, category: 'transient', message },
]

export const anthropic: Connector = {
  id: 'anthropic',
  title: 'Anthropic',
  family: 'AI model',
  version: 1,
  source:
    'Requests, answers and error types: the client @anthropic-ai/sdk 1.12.0, which sends the key as a bearer token; the documentation ' +
    'sends it as x-api-key, and so do we (platform.claude.com/docs/en/api/migration-2026-10-21). Questions are put in version ' +
    '2023-06-01 of the API by @ai-sdk/anthropic 4.0.105, the sign-in is checked in 2026-10-21. Errors, among them 529 for overloaded ' +
    'and 402 for billing: docs.claude.com/en/api/errors. Limits and their headers: docs.claude.com/en/api/rate-limits; they grow with ' +
    'the tier of the account, the headers tell. Unconfirmed: the limit that is assumed before the first answer, and how long the older ' +
    'version is answered. Not checked against a live account.',
  auth: { kind: 'header', name: 'x-api-key' },
  signIns: [
    {
      kind: 'key',
      label: 'API key',
      help: 'On console.anthropic.com, under API keys. Make one in the workspace that pays for it.',
      belongsTo: 'service',
    },
  ],
  headers: { 'anthropic-version': '2026-10-21' },
  check: { request: { method: 'GET', path: '/v1/models' } },
  defaultAddress: 'https://api.anthropic.com',
  proof: ['@anthropic-ai/sdk 1.12.0'],
  models: { speaks: 'anthropic', usual: ['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'] },
  limit: {
    calls: 50,
    per: 60_000,
    headers: {
      limit: 'anthropic-ratelimit-requests-limit',
      remaining: 'anthropic-ratelimit-requests-remaining',
      reset: 'anthropic-ratelimit-requests-reset',
    },
  },
  concurrency: 4,
  timeout: 120_000,
  objects: {},
  operations: {},
  errors,
}
