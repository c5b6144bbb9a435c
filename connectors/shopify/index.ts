/** Shopify, as data. */
import type { Connector } from '#engine'
import { customers, orders, products, stock } from './fields.ts'
import { ask, operations } from './operations.ts'

const DAY = 86_400_000
const needed =
  'read_customers, write_customers, read_products, write_products, read_orders, write_orders, read_inventory, write_inventory'

export const shopify: Connector = {
  id: 'shopify',
  title: 'Shopify',
  family: 'Shop',
  version: 1,
  source:
    'Documents: the Admin API’s schema of version 2026-10 (@shopify/dev-mcp 1.16.0); requests and answers: @shopify/admin-api-client ' +
    '2.0.0. 100 points a second on the smallest plan: shopify.dev; a request is taken to cost 10. @idempotent is demanded for stock ' +
    'from 2026-04 on: shopify.dev changelog. Unconfirmed: that customerSet and productSet create where nothing has the identifier; ' +
    'that an order is found by its source_identifier, and after ten seconds; for how long a key of stock is remembered; the texts and ' +
    'the status of refusals (200 is assumed for "Throttled"). Nothing keeps an order from being made twice within those seconds but ' +
    'that it is looked for. Not checked against a live shop.',
  auth: { kind: 'header', name: 'x-shopify-access-token' },
  signIns: [
    {
      kind: 'oauth-client',
      label: 'App of your own shop',
      help: `In Shopify’s Dev Dashboard, create an app, give it the scopes (${needed}), install it in the shop, and copy its client id and secret.`,
      tokenUrl: '/admin/oauth/access_token',
      scopes: [],
      fixedScopes: true,
      scopeSeparator: ',',
      pkce: false,
      clientAuth: 'body',
      refresh: 'none',
      lasts: DAY,
      belongsTo: 'service',
    },
    {
      kind: 'key',
      label: 'Admin API access token',
      help: 'In Shopify: Settings, Apps, Develop apps, your app, API credentials. It is shown once.',
      belongsTo: 'service',
    },
    {
      kind: 'oauth-code',
      label: 'App of a developer',
      help: 'In Shopify’s Dev Dashboard: copy the client id and secret of the app, and enter the redirect address there.',
      authorizeUrl: '/admin/oauth/authorize',
      tokenUrl: '/admin/oauth/access_token',
      scopes: [],
      scopeSeparator: ',',
      pkce: false,
      clientAuth: 'body',
      refresh: 'none',
      belongsTo: 'service',
    },
  ],
  check: {
    request: ask('shop'),
    who: 'data.shop.name',
    probes: {
      read_customers: ask('mayReadCustomers'),
      write_customers: ask('mayWriteCustomers'),
      read_products: ask('mayReadProducts'),
      write_products: ask('mayWriteProducts'),
      read_orders: ask('mayReadOrders'),
      write_orders: ask('mayWriteOrders'),
      read_inventory: ask('mayReadInventory'),
    },
  },
  // Every shop is at an address of its own, such as https://name.myshopify.com.
  defaultAddress: '',
  account: {
    request: ask('shop'),
    type: 'data.shop.plan.partnerDevelopment',
    id: 'data.shop.id',
    practice: ['true'],
  },
  webhook: {
    title: 'Events of Shopify',
    signature: 'shopify',
    id: { header: 'x-shopify-webhook-id' },
    help: 'In Shopify: Settings, Notifications, Webhooks. Choose the event and JSON; the secret is shown below the list.',
  },
  proof: ['@shopify/admin-api-client 2.0.0', 'Admin API schema 2026-10 (@shopify/dev-mcp 1.16.0)'],
  limit: { calls: 10, per: 1_000 },
  concurrency: 4,
  timeout: 60_000,
  objects: { customers, products, orders, stock },
  operations,
  errors: [
    {
      when: { body: { path: 'errors.0.extensions.code', is: ['THROTTLED'] } },
      category: 'transient',
      message: 'errors.0.message',
      rateLimit: true,
    },
    {
      when: { body: { path: 'errors.0.extensions.code', is: ['ACCESS_DENIED'] } },
      category: 'sign-in',
      message: 'errors.0.message',
    },
    {
      when: { body: { path: 'errors.0.extensions.code', is: ['INTERNAL_SERVER_ERROR', 'TIMEOUT'] } },
      category: 'transient',
      message: 'errors.0.message',
    },
    { when: { status: 429 }, category: 'transient', message: ['errors.0.message', 'errors'], rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['errors.0.message', 'errors'] },
    { when: { status: [408, 425] }, category: 'transient', message: ['errors.0.message', 'errors'] },
    { when: { status: [400, 402, 409, 422] }, category: 'validation', message: ['errors.0.message', 'errors'] },
    { when: { status: [404, 423] }, category: 'permanent', message: ['errors.0.message', 'errors'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['errors.0.message', 'errors'] },
    {
      when: { body: { path: 'data.result.userErrors', filled: true } },
      category: 'validation',
      message: 'data.result.userErrors.0.message',
    },
    { when: { body: { path: 'errors', filled: true } }, category: 'validation', message: 'errors.0.message' },
  ],
}
