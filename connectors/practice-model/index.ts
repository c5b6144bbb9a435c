/** The model that comes with Sluice: no account, no network, and always the same answer. */
import type { Connector } from '#engine'

export const practiceModel: Connector = {
  id: 'practice-model',
  title: 'Practice model',
  family: 'AI model',
  version: 1,
  source:
    'Part of Sluice: it chooses by shared words, reads by what values look like, and writes from first sentences and a template. It ' +
    'shows how a flow behaves, and measures no real model. It is never called over a network; the rules for refusals stand here ' +
    'because every connector has them.',
  auth: { kind: 'none' },
  signIns: [],
  defaultAddress: '',
  proof: ['description: its own tests, since it is no system of others'],
  models: { speaks: 'practice', usual: ['practice'] },
  limit: { calls: 1_000_000, per: 1000 },
  concurrency: 32,
  timeout: 10_000,
  objects: {},
  operations: {},
  errors: [
    { when: { status: 429 }, category: 'transient', rateLimit: true },
    { when: { status: 401 }, category: 'sign-in' },
    { when: { status: [403, 404, 409] }, category: 'permanent' },
    { when: { status: [400, 422] }, category: 'validation' },
    { when: { statusFrom: 500 }, category: 'transient' },
  ],
}
