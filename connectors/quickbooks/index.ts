/** QuickBooks Online, as data. */
import type { Connector } from '#engine'
import { customers, invoices, items, payments } from './fields.ts'
import { COMPANY, operations } from './operations.ts'

const DAY = 86_400_000
const SCOPE = 'com.intuit.quickbooks.accounting'

export const quickbooks: Connector = {
  id: 'quickbooks',
  title: 'QuickBooks Online',
  family: 'Accounting',
  version: 1,
  source:
    'Requests and answers: node-quickbooks 2.0.50; sign-in: intuit-oauth 4.2.5. Limits for each company, 500 calls a minute and 10 a ' +
    'second, and a minute to wait: developer.intuit.com, limits and throttles. A request id in the query makes a repeat harmless: ' +
    'developer.intuit.com blog. Unconfirmed: that request ids have at most 50 characters and for how long they are remembered (an ' +
    'hour is assumed, then it is looked up); the codes of refusals beside 5010, 6140, 6240 and 3200; that a backslash keeps a ' +
    'quotation mark in a query. Names of customers are shared with suppliers and employees. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'oauth-code',
      label: 'Sign in with Intuit',
      help: 'In developer.intuit.com, My apps, your app: copy the client id and the client secret of its development or production keys.',
      authorizeUrl: 'https://appcenter.intuit.com/connect/oauth2',
      tokenUrl: 'https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer',
      revokeUrl: 'https://developer.api.intuit.com/v2/oauth2/tokens/revoke',
      scopes: [SCOPE],
      fixedScopes: true,
      pkce: false,
      clientAuth: 'basic',
      refresh: 'rotates',
      lasts: 3_600_000,
      refreshLasts: 100 * DAY,
      belongsTo: 'person',
    },
  ],
  check: {
    request: { method: 'GET', path: `${COMPANY}/companyinfo/{account.realm}` },
    who: 'CompanyInfo.CompanyName',
    probes: { [SCOPE]: { method: 'GET', path: `${COMPANY}/companyinfo/{account.realm}` } },
  },
  values: [
    {
      name: 'realm',
      label: 'Company id (realm)',
      help: 'In QuickBooks: the gear, Additional info. It also comes back with the sign-in, as realmId in the address.',
      required: true,
    },
  ],
  defaultAddress: 'https://quickbooks.api.intuit.com',
  // Sandbox companies are elsewhere: https://sandbox-quickbooks.api.intuit.com.
  liveAddress: { pattern: '^https://quickbooks\\.api\\.intuit\\.com' },
  webhook: {
    title: 'Events of QuickBooks',
    signature: 'hmac-sha256',
    header: 'intuit-signature',
    help: 'In developer.intuit.com, your app, Webhooks: choose the entities, and copy the verifier token. An event names what changed, not its contents.',
  },
  proof: ['node-quickbooks 2.0.50', 'intuit-oauth 4.2.5'],
  limit: { calls: 500, per: 60_000, also: [{ calls: 10, per: 1_000 }] },
  concurrency: 4,
  timeout: 60_000,
  objects: { customers, items, invoices, payments },
  operations,
  errors: [
    {
      when: { status: 429 },
      category: 'transient',
      message: ['Fault.Error.0.Message', 'fault.error.0.message'],
      rateLimit: true,
      wait: 60_000,
    },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['fault.error.0.detail', 'Fault.Error.0.Message'] },
    { when: { status: [408, 425] }, category: 'transient', message: 'Fault.Error.0.Message' },
    // Somebody else was faster: the next try reads what is there first.
    {
      when: { body: { path: 'Fault.Error.0.code', is: ['5010'] } },
      category: 'transient',
      message: 'Fault.Error.0.Message',
    },
    {
      when: { body: { path: 'Fault.Error.0.code', is: ['610'] } },
      category: 'permanent',
      message: 'Fault.Error.0.Message',
    },
    {
      when: { status: [400, 409, 422] },
      category: 'validation',
      message: ['Fault.Error.0.Detail', 'Fault.Error.0.Message'],
      splits: true,
    },
    { when: { status: 404 }, category: 'permanent', message: ['Fault.Error.0.Detail', 'Fault.Error.0.Message'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['Fault.Error.0.Detail', 'Fault.Error.0.Message'] },
  ],
}
