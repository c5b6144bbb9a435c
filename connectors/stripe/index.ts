/** Stripe, as data. */
import type { Connector, RequestTemplate } from '#engine'
import { customers, invoiceItems, invoices, products } from './fields.ts'
import { operations } from './operations.ts'

const read = (path: string): RequestTemplate => ({ method: 'GET', path, query: { limit: 1 } })
/** Changing what does not exist tells whether one may, and changes nothing. */
const write = (path: string): RequestTemplate => ({
  method: 'POST',
  path: `${path}/sluice-permission-check`,
  encode: 'form',
  body: {},
})

export const stripe: Connector = {
  id: 'stripe',
  title: 'Stripe',
  family: 'Payments',
  version: 1,
  source:
    'Parameters, answers and errors: the types of stripe 23.1.0 (API version 2026-10-28.endive). Keys for 24 hours, at most 255 ' +
    'characters, answers replayed with status 500 included, other parameters refused: docs.stripe.com/api/idempotent_requests. ' +
    'Limits of a sandbox, 25 calls a second, and of searches, 20: docs.stripe.com/rate-limits; live accounts have 100. Search finds ' +
    'what was written within a minute: docs.stripe.com/search. Unconfirmed: the names of permissions, which Stripe tells in its ' +
    'refusals only; that permissions are checked before it is seen whether an object exists; the texts of refusals. An answer with ' +
    'status 500 is repeated by Stripe under the same key. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'key',
      label: 'Restricted API key',
      help: 'In Stripe: Developers, API keys, Create restricted key. Choose "Read" for Balance and "Write" for what the flow writes.',
      belongsTo: 'service',
    },
  ],
  check: {
    request: { method: 'GET', path: '/v1/account' },
    who: 'settings.dashboard.display_name',
    probes: {
      rak_balance_read: { method: 'GET', path: '/v1/balance' },
      rak_customer_read: read('/v1/customers'),
      rak_customer_write: write('/v1/customers'),
      rak_product_read: read('/v1/products'),
      rak_product_write: write('/v1/products'),
      rak_invoice_read: read('/v1/invoices'),
      rak_invoice_write: write('/v1/invoices'),
    },
  },
  defaultAddress: 'https://api.stripe.com',
  headers: { 'Stripe-Version': '2026-10-28.endive' },
  // Every object says whether it is live; the balance is the one that every account has. It does not name the account.
  account: { request: { method: 'GET', path: '/v1/balance' }, type: 'livemode', id: 'object', practice: ['false'] },
  liveToken: { pattern: '^(sk|rk)_live_' },
  webhook: {
    title: 'Events of Stripe',
    signature: 'stripe',
    id: { field: 'id' },
    help: 'In Stripe: Developers, Webhooks, Add destination. Choose the events, and copy the signing secret from there.',
  },
  proof: ['stripe 23.1.0'],
  limit: { calls: 25, per: 1000 },
  concurrency: 4,
  timeout: 80_000,
  objects: { customers, products, invoices, invoiceItems },
  operations,
  errors: [
    {
      when: { body: { path: 'error.code', is: ['lock_timeout', 'idempotency_key_in_use'] } },
      category: 'transient',
      message: 'error.message',
    },
    { when: { status: 429 }, category: 'transient', message: 'error.message', rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: 'error.message' },
    { when: { status: [408, 424, 425] }, category: 'transient', message: 'error.message' },
    { when: { status: [400, 402, 409, 422] }, category: 'validation', message: 'error.message' },
    { when: { status: 404 }, category: 'permanent', message: 'error.message' },
    { when: { statusFrom: 500 }, category: 'transient', message: 'error.message' },
  ],
}
