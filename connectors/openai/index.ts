/** OpenAI's models, as data. */
import type { Connector } from '#engine'
import { errors } from './errors.ts'

export const openai: Connector = {
  id: 'openai',
  title: 'OpenAI',
  family: 'AI model',
  version: 1,
  source:
    'Requests, answers and error bodies: the OpenAI API description 2.3.0 and the client openai 7.57.0. Questions go to Chat ' +
    'Completions with a JSON schema as response format, and are not stored over there. Limits and their headers: ' +
    'platform.openai.com/docs/guides/rate-limits; they grow with the tier of the account, the headers tell. A spent quota is told as ' +
    '429 with the code insufficient_quota and never passes by waiting: platform.openai.com/docs/guides/error-codes. Unconfirmed: ' +
    'the limit of requests that is assumed before the first answer. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'key',
      label: 'API key',
      help: 'On platform.openai.com, under API keys. Make one for a service account of the project that pays for it.',
      belongsTo: 'service',
    },
  ],
  check: { request: { method: 'GET', path: '/v1/models' } },
  defaultAddress: 'https://api.openai.com',
  proof: ['openai 7.57.0'],
  models: { speaks: 'openai', usual: ['gpt-5.4-mini', 'gpt-5.4-nano', 'gpt-5.4', 'gpt-5-mini'] },
  limit: {
    calls: 500,
    per: 60_000,
    headers: { limit: 'x-ratelimit-limit-requests', remaining: 'x-ratelimit-remaining-requests' },
  },
  concurrency: 8,
  timeout: 120_000,
  objects: {},
  operations: {},
  errors,
}
