/** PagerDuty's incidents, as data. Its events have another address and another key: they are a system of their own. */
import type { Connector, Operation } from '#engine'
import { errors } from './errors.ts'

const incident: Operation = {
  title: 'Open or update an incident',
  object: 'incidents',
  does: 'upsert',
  strategy: 'upsert-by-unique-field',
  bulk: 1,
  look: {
    request: {
      method: 'GET',
      path: '/incidents',
      query: { incident_key: { $: 'key' }, date_range: 'all', 'include[]': ['body'], limit: 2 },
    },
    reply: { items: 'incidents', id: 'id', fields: '' },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: '/incidents',
      headers: { from: '{account.from}' },
      body: {
        incident: {
          '...': { $: 'body' },
          type: 'incident',
          incident_key: { $: 'key' },
          service: { id: { $: 'body.service.id' }, type: 'service_reference' },
          body: { type: 'incident_body', details: { $: 'body.body.details', optional: true } },
        },
      },
    },
    reply: { id: 'incident.id', fields: 'incident' },
  },
  change: {
    request: {
      method: 'PUT',
      path: '/incidents/{id}',
      headers: { from: '{account.from}' },
      body: {
        incident: {
          type: 'incident_reference',
          title: { $: 'body.title', optional: true },
          urgency: { $: 'body.urgency', optional: true },
        },
      },
    },
    reply: { id: 'incident.id', fields: 'incident' },
  },
  list: {
    title: 'New incidents',
    request: {
      method: 'GET',
      path: '/incidents',
      query: { since: { $: 'since' }, sort_by: 'created_at:asc', limit: 100, offset: { $: 'after' } },
    },
    reply: { items: 'incidents', id: 'id', fields: '', nextAs: 'offset', more: { path: 'more', is: [true] } },
    cursor: { field: 'created_at', as: 'time', asked: 'iso-seconds', start: '' },
  },
  undo: {
    created: 'delete',
    updated: 'restore',
    words: 'What was opened is resolved, what was changed gets its old values back; who was called has been called.',
    delete: {
      method: 'PUT',
      path: '/incidents/{id}',
      headers: { from: '{account.from}' },
      body: { incident: { type: 'incident_reference', status: 'resolved' } },
    },
    restore: {
      method: 'PUT',
      path: '/incidents/{id}',
      headers: { from: '{account.from}' },
      body: {
        incident: {
          type: 'incident_reference',
          title: { $: 'before.title', optional: true },
          urgency: { $: 'before.urgency', optional: true },
        },
      },
    },
  },
  needs: ['incidents.read', 'incidents.write'],
}

export const pagerduty: Connector = {
  id: 'pagerduty',
  title: 'PagerDuty',
  family: 'On-call',
  version: 1,
  source:
    'developer.pagerduty.com, REST API v2 (incidents, pagination, rate limits): a second open incident with the same key in a service is ' +
    'refused. 960 calls a minute for a key: community.pagerduty.com. An incident that was resolved is found by its key too and not ' +
    'opened anew. Title and urgency can be changed, its service and details cannot. Unconfirmed: the words of that refusal, that ' +
    'looking by key finds resolved incidents of any age. PagerDuty has no practice accounts that say so. Not checked against a live account.',
  auth: { kind: 'header', name: 'authorization', before: 'Token token=' },
  signIns: [
    {
      kind: 'key',
      label: 'API access key',
      help: 'In PagerDuty, an admin opens Integrations, API Access Keys, and creates a key that is not read-only.',
      belongsTo: 'service',
    },
  ],
  check: {
    request: { method: 'GET', path: '/abilities' },
    probes: { 'incidents.read': { method: 'GET', path: '/incidents', query: { limit: 1 } } },
  },
  values: [
    {
      name: 'from',
      label: 'In whose name',
      help: 'The e-mail address of a PagerDuty user: incidents are opened in the name of somebody.',
      required: true,
    },
  ],
  defaultAddress: 'https://api.pagerduty.com',
  headers: { accept: 'application/vnd.pagerduty+json;version=2' },
  webhook: {
    title: 'PagerDuty webhooks',
    signature: 'none',
    id: { field: 'event.id' },
    help: 'In PagerDuty, under Integrations, Generic Webhooks (v3), add a subscription with the address of the flow.',
  },
  proof: ['@pagerduty/pdjs 2.2.4'],
  limit: {
    calls: 960,
    per: 60_000,
    headers: { limit: 'ratelimit-limit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset' },
  },
  concurrency: 4,
  timeout: 30_000,
  objects: {
    incidents: {
      title: 'Incident',
      plural: 'Incidents',
      fields: [
        { name: 'title', label: 'Title', type: 'text', required: true },
        {
          name: 'service',
          label: 'Service (its id, such as PIJ90N7)',
          type: 'text',
          required: true,
          path: 'service.id',
        },
        {
          name: 'urgency',
          label: 'Urgency',
          type: 'choice',
          choices: [
            { value: 'high', label: 'High' },
            { value: 'low', label: 'Low' },
          ],
        },
        { name: 'details', label: 'Details', type: 'text', path: 'body.details' },
        { name: 'status', label: 'Status', type: 'text', readOnly: true },
        { name: 'created_at', label: 'Opened', type: 'date-time', readOnly: true },
      ],
      unique: [{ name: 'incident_key', label: 'Incident key' }],
    },
  },
  operations: { 'upsert-incident': incident },
  errors,
}
