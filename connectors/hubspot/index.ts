/** HubSpot's CRM, as data. */
import type { Connector, ListPlan, Operation } from '#engine'
import { companies, contacts, deals, tickets } from './fields.ts'
import { NEEDS, probes, signIns } from './sign-in.ts'

type Kind = keyof typeof NEEDS

/** The search, oldest change first. Its results are at most 10,000, so that a long list is asked for in parts, each from where the last ended. */
const listOf = (object: Kind): ListPlan => ({
  title: `New and changed ${object}`,
  request: {
    method: 'POST',
    path: `/crm/v3/objects/${object}/search`,
    body: {
      filterGroups: [{ filters: [{ propertyName: { $: 'cursor' }, operator: 'GTE', value: { $: 'since' } }] }],
      sorts: [{ propertyName: { $: 'cursor' }, direction: 'ASCENDING' }],
      properties: { $: 'fields' },
      limit: 100,
      after: { $: 'after' },
    },
    limit: { name: 'search', calls: 4, per: 1_000 },
  },
  reply: { items: 'results', id: 'id', fields: 'properties', next: 'paging.next.after' },
  cursor: {
    field: object === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate',
    as: 'time',
    asked: 'epoch-ms',
    start: '0',
  },
})

/** One call for up to 100 records, each named by a unique property; every result carries the trace id that was sent with it. */
const upsert = (object: Kind, title: string): Operation => ({
  title,
  object,
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 100,
  look: {
    request: {
      method: 'POST',
      path: `/crm/v3/objects/${object}/batch/read`,
      body: {
        idProperty: { $: 'match' },
        properties: { $: 'fields' },
        propertiesWithHistory: [],
        inputs: { $each: 'records', as: { id: { $: 'key' } } },
      },
    },
    reply: { items: 'results', key: 'properties.{match}', id: 'id', fields: 'properties' },
    bulk: 100,
  },
  send: {
    request: {
      method: 'POST',
      path: `/crm/v3/objects/${object}/batch/upsert`,
      body: {
        inputs: {
          $each: 'records',
          as: {
            idProperty: { $: 'match' },
            id: { $: 'key' },
            objectWriteTraceId: { $: 'key' },
            properties: { $: 'body' },
          },
        },
      },
    },
    reply: {
      items: 'results',
      key: 'objectWriteTraceId',
      id: 'id',
      created: { path: 'new', is: true },
      fields: 'properties',
      errors: {
        items: 'errors',
        message: 'message',
        category: 'category',
        key: 'context.objectWriteTraceId',
        passing: ['RATE_LIMITS'],
      },
    },
  },
  list: listOf(object),
  undo: {
    created: 'delete',
    updated: 'restore',
    words: 'What was created is moved to the recycle bin; what was changed gets its old values back.',
    delete: { method: 'DELETE', path: `/crm/v3/objects/${object}/{id}` },
    restore: { method: 'PATCH', path: `/crm/v3/objects/${object}/{id}`, body: { properties: { $: 'before' } } },
    // An empty text clears a property.
    blank: '',
  },
  needs: NEEDS[object],
})

export const hubspot: Connector = {
  id: 'hubspot',
  title: 'HubSpot',
  family: 'CRM',
  version: 1,
  source:
    'Requests and answers: the models of @hubspot/api-client 14.0.1. 190 calls in ten seconds for private apps on Professional ' +
    'and Enterprise: developers.hubspot.com/changelog/increasing-our-api-limits; smaller accounts and OAuth apps (110) have less, ' +
    'which the X-HubSpot-RateLimit headers tell. Searches: 4 in a second by the changelog, 5 is reported. OAuth: ' +
    'developers.hubspot.com/docs/api-reference/auth-oauth-v3/guide. Missing scopes: PostHog/posthog#53339. Error texts: HubSpot/hubspot-api-python#117 and #51. ' +
    'Unconfirmed: that a missing scope is told before the inputs of a batch are read (the check of permissions rests on it), ' +
    'that refresh tokens stay the same, that batch/upsert keeps to objectWriteTraceId as documented for batch/create, that the statuses 408, 423, 425 ' +
    'and 477 pass by waiting, the longest trace id. Not checked against a live account.',
  auth: { kind: 'bearer' },
  signIns,
  check: { request: { method: 'GET', path: '/account-info/v3/details' }, probes },
  defaultAddress: 'https://api.hubapi.com',
  account: {
    request: { method: 'GET', path: '/account-info/v3/details' },
    type: 'accountType',
    id: 'portalId',
    practice: ['SANDBOX', 'DEVELOPER_TEST', 'APP_DEVELOPER'],
  },
  limit: {
    calls: 190,
    per: 10_000,
    headers: {
      limit: 'x-hubspot-ratelimit-max',
      remaining: 'x-hubspot-ratelimit-remaining',
      intervalMs: 'x-hubspot-ratelimit-interval-milliseconds',
    },
  },
  webhook: {
    title: 'When a record changes',
    signature: 'none',
    id: { field: 'eventId' },
    help:
      'In the private app under Webhooks, or by a workflow that sends a webhook. HubSpot signs in a way of its own, which is not ' +
      'checked here: keep the address secret, and read the record anew before it counts.',
  },
  proof: ['@hubspot/api-client 14.0.1'],
  concurrency: 4,
  timeout: 30_000,
  objects: { companies, contacts, deals, tickets },
  operations: {
    'upsert-company': upsert('companies', 'Create or update a company'),
    'upsert-contact': upsert('contacts', 'Create or update a contact'),
    'upsert-deal': upsert('deals', 'Create or update a deal'),
    'upsert-ticket': upsert('tickets', 'Create or update a ticket'),
  },
  errors: [
    { when: { status: 429 }, category: 'transient', message: 'message', rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: 'message' },
    { when: { status: [408, 423, 425, 477] }, category: 'transient', message: 'message' },
    {
      when: { status: [400, 409, 422] },
      category: 'validation',
      message: ['errors.0.message', 'message'],
      splits: true,
    },
    { when: { status: 404 }, category: 'permanent', message: 'message' },
    { when: { statusFrom: 500 }, category: 'transient', message: 'message' },
  ],
}
