/** Zendesk Support, as data. */
import type { Connector } from '#engine'
import { comments, tickets, users } from './fields.ts'
import { operations } from './operations.ts'

export const zendesk: Connector = {
  id: 'zendesk',
  title: 'Zendesk',
  family: 'Help desk',
  version: 1,
  source:
    'developer.zendesk.com: Ticketing API (tickets, users, audits, ticket fields, rate limits, idempotency), OAuth tokens for grant ' +
    'types. Keys are kept two hours and have 255 characters at most: quoted from there by cloudbees-oss/zendesk-java-client and ' +
    'others. 200 calls a minute is the Team plan; others have 400 to 2,500, which the headers tell. A ticket takes 30 changes in ten ' +
    'minutes by one person: told by its 429 only. Unconfirmed: that /api/v2/account names a sandbox (where it does not, the account ' +
    'counts as live), that description is taken beside comment when a ticket is created, that a new comment is the first event of ' +
    'its audit, that audits can be sorted, that a missing scope is told before a missing ticket (the check of permissions rests on ' +
    'it), which 409 passes by waiting. Not checked against a live account.',
  auth: { kind: 'basic', orBearer: true },
  signIns: [
    {
      kind: 'oauth-code',
      label: 'Sign in with Zendesk',
      help:
        'In the Admin Center under Apps and integrations, APIs, OAuth clients, an administrator adds a client with the redirect ' +
        'address shown here, and copies its identifier and secret.',
      authorizeUrl: '/oauth/authorizations/new',
      tokenUrl: '/oauth/tokens',
      scopes: [],
      pkce: true,
      clientAuth: 'body',
      refresh: 'rotates',
      belongsTo: 'person',
    },
    {
      kind: 'password',
      user: 'E-mail address',
      userSuffix: '/token',
      label: 'API token',
      help:
        'In the Admin Center under Apps and integrations, APIs, Zendesk API, an administrator switches token access on and adds a ' +
        'token. Use the e-mail address of an agent that is nobody’s own, so that it stays when people leave.',
    },
  ],
  check: {
    request: { method: 'GET', path: '/api/v2/users/me' },
    who: 'user.name',
    probes: {
      'tickets:read': { method: 'GET', path: '/api/v2/tickets', query: { 'page[size]': 1 } },
      // There is no ticket 0 and no person 0: whoever may write is told so.
      'tickets:write': { method: 'PUT', path: '/api/v2/tickets/0', body: { ticket: {} } },
      'users:read': { method: 'GET', path: '/api/v2/users', query: { 'page[size]': 1 } },
      'users:write': { method: 'PUT', path: '/api/v2/users/0', body: { user: {} } },
    },
  },
  defaultAddress: '',
  account: {
    request: { method: 'GET', path: '/api/v2/account' },
    type: 'account.sandbox',
    id: 'account.subdomain',
    practice: ['true'],
  },
  webhook: {
    title: 'When a ticket or a person changes',
    signature: 'none',
    id: { field: 'id' },
    help:
      'In the Admin Center under Apps and integrations, Webhooks. Zendesk signs in a way of its own, which is not checked here: keep ' +
      'the address secret, and read the ticket anew before it counts.',
  },
  proof: ['node-zendesk 6.0.1'],
  limit: {
    calls: 200,
    per: 60_000,
    headers: { limit: 'x-rate-limit', remaining: 'x-rate-limit-remaining', reset: 'ratelimit-reset' },
  },
  concurrency: 4,
  timeout: 30_000,
  objects: { tickets, users, comments },
  operations,
  errors: [
    { when: { status: 429 }, category: 'transient', message: ['description', 'error'], rateLimit: true },
    {
      when: { status: 409, body: { path: 'error', is: ['DatabaseConflict'] } },
      category: 'transient',
      message: 'description',
    },
    { when: { status: [401, 403] }, category: 'sign-in', message: ['error.message', 'description', 'error'] },
    { when: { status: [408, 423, 425] }, category: 'transient', message: ['description', 'error'] },
    {
      when: { status: [400, 409, 413, 422] },
      category: 'validation',
      message: ['details.base.0.description', 'details.*', 'description', 'error.message', 'error'],
    },
    { when: { status: [404, 410] }, category: 'permanent', message: ['description', 'error.message', 'error'] },
    { when: { statusFrom: 500 }, category: 'transient', message: ['description', 'error.message', 'error'] },
  ],
}
