/** Salesforce, as data. */
import type { Connector, RequestTemplate } from '#engine'
import { DATA, objects } from './fields.ts'
import { operations } from './operations.ts'

const MINUTE = 60_000

/** A record without what every record must have is refused as such by whoever may create one, and for the right by whoever may not. */
const probesOf = (kind: string): [string, RequestTemplate][] => [
  [`${kind}:read`, { method: 'GET', path: `${DATA}/query`, query: { q: `SELECT Id FROM ${kind} LIMIT 1` } }],
  [`${kind}:write`, { method: 'POST', path: `${DATA}/sobjects/${kind}`, body: {} }],
]

export const salesforce: Connector = {
  id: 'salesforce',
  title: 'Salesforce',
  family: 'CRM',
  version: 1,
  source:
    'REST API Developer Guide (sObject collections, describe, query, status codes), SOQL and SOSL Reference (FIELDS, OFFSET), Object ' +
    'Reference, the client jsforce 3.10.26. "Limit reached" is told with 403 (gist rickysaltzer/4542457). 100,000 calls a day is the ' +
    'least of paid editions; Developer editions have 5,000 or 15,000, which is told by the refusal only. A session lasts two hours ' +
    'unless the account says otherwise. Unconfirmed: that a missing right is told before a missing field (the check of permissions ' +
    'rests on it), that UNABLE_TO_LOCK_ROW stands in the statusCode of a collection, the longest query. Developer and trial accounts ' +
    'are no sandboxes to Salesforce and count as live. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns: [
    {
      kind: 'oauth-client',
      label: 'Integration user (client credentials)',
      help:
        'In Setup under External Client Apps, an administrator makes an app with the client credentials flow and the scope api, lets ' +
        'it run as an integration user with the rights that are needed, and copies the consumer key and secret. The address of the ' +
        'connection is that of My Domain, such as https://example.my.salesforce.com.',
      tokenUrl: '/services/oauth2/token',
      scopes: [],
      fixedScopes: true,
      pkce: false,
      clientAuth: 'body',
      refresh: 'none',
      lasts: 7_200_000,
      answers: { address: 'instance_url' },
      belongsTo: 'service',
    },
    {
      kind: 'oauth-code',
      label: 'Sign in with Salesforce',
      help:
        'Needs an external client app in Setup with the redirect address shown here, the scopes api, id and refresh_token, its ' +
        'consumer key and secret.',
      authorizeUrl: '/services/oauth2/authorize',
      tokenUrl: '/services/oauth2/token',
      revokeUrl: '/services/oauth2/revoke',
      scopes: ['api', 'id', 'refresh_token'],
      fixedScopes: true,
      pkce: true,
      clientAuth: 'body',
      refresh: 'stays',
      lasts: 7_200_000,
      answers: { address: 'instance_url' },
      belongsTo: 'person',
    },
  ],
  check: {
    request: { method: 'GET', path: '/services/oauth2/userinfo' },
    who: 'name',
    probes: Object.fromEntries(Object.keys(objects).flatMap(probesOf)),
  },
  defaultAddress: '',
  liveAddress: {
    pattern: '^https://(?![^/]*(?:--|\\.(?:sandbox|develop|scratch|trailblaze|demo)\\.))[^/]*\\.salesforce\\.com',
  },
  account: {
    request: {
      method: 'GET',
      path: `${DATA}/query`,
      query: { q: 'SELECT Id, IsSandbox, OrganizationType FROM Organization' },
    },
    type: 'records.0.IsSandbox',
    id: 'records.0.Id',
    practice: ['true'],
  },
  proof: ['jsforce 3.10.26'],
  limit: { calls: 100_000, per: 86_400_000, also: [{ calls: 25, per: 1_000 }] },
  concurrency: 4,
  timeout: 60_000,
  objects,
  operations,
  errors: [
    {
      when: { status: 403, body: { path: '0.errorCode', is: ['REQUEST_LIMIT_EXCEEDED'] } },
      category: 'transient',
      message: '0.message',
      rateLimit: true,
      wait: 10 * MINUTE,
    },
    { when: { status: 429 }, category: 'transient', message: '0.message', rateLimit: true, wait: MINUTE },
    // An object that may not be seen is told to be none.
    {
      when: { status: 400, body: { path: '0.errorCode', is: ['INVALID_TYPE'] } },
      category: 'sign-in',
      message: '0.message',
    },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['0.message', 'error_description', 'error'] },
    {
      when: { status: 400, body: { path: '0.errorCode', is: ['UNABLE_TO_LOCK_ROW'] } },
      category: 'transient',
      message: '0.message',
    },
    { when: { status: [408, 420, 423, 425] }, category: 'transient', message: '0.message' },
    {
      when: { status: [300, 400, 405, 409, 412, 413, 414, 415, 422, 431] },
      category: 'validation',
      message: ['0.message', 'message'],
      splits: true,
    },
    { when: { status: [404, 410] }, category: 'permanent', message: ['0.message', 'message'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['0.message', 'message'] },
  ],
}
