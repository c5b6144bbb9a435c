/** PagerDuty's events (v2), as data: alarms that are put together by their key, whoever sends them how often. */
import type { Connector } from '#engine'
import { errors } from './errors.ts'

const choice = (...values: string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))

export const pagerdutyEvents: Connector = {
  id: 'pagerduty-events',
  title: 'PagerDuty events',
  family: 'On-call',
  version: 1,
  source:
    'developer.pagerduty.com, Events API v2: events with one dedup_key are put together into one alert while it is open. 120 events a ' +
    'minute for a key in an old answer on community.pagerduty.com, 480 elsewhere: the strictest counts. After an alert was resolved, ' +
    'the same key opens a new one. Unconfirmed: how a wrong integration key is refused. Its own client speaks to PagerDuty’s address ' +
    'only, so that nobody but us checked the practice system.',
  auth: { kind: 'body', name: 'routing_key' },
  signIns: [
    {
      kind: 'key',
      label: 'Integration key',
      help: 'In PagerDuty, open the service, Integrations, add Events API V2, and copy its integration key of 32 signs.',
      belongsTo: 'service',
    },
  ],
  defaultAddress: 'https://events.pagerduty.com',
  proof: [],
  limit: { calls: 120, per: 60_000 },
  concurrency: 4,
  timeout: 30_000,
  objects: {
    events: {
      title: 'Event',
      plural: 'Events',
      fields: [
        { name: 'summary', label: 'What happened', type: 'text', required: true, path: 'payload.summary' },
        { name: 'source', label: 'Where it happened', type: 'text', required: true, path: 'payload.source' },
        {
          name: 'severity',
          label: 'How bad it is',
          type: 'choice',
          required: true,
          choices: choice('critical', 'error', 'warning', 'info'),
          path: 'payload.severity',
        },
        { name: 'timestamp', label: 'When it happened', type: 'date-time', as: 'iso-time', path: 'payload.timestamp' },
        { name: 'component', label: 'Part that is concerned', type: 'text', path: 'payload.component' },
        { name: 'group', label: 'Group of parts', type: 'text', path: 'payload.group' },
        { name: 'class', label: 'Kind of event', type: 'text', path: 'payload.class' },
        {
          name: 'event_action',
          label: 'What is to be done (trigger, unless given)',
          type: 'choice',
          choices: choice('trigger', 'acknowledge', 'resolve'),
        },
      ],
      unique: [{ name: 'dedup_key', label: 'Key of the alert' }],
    },
  },
  operations: {
    'send-event': {
      title: 'Raise, acknowledge or resolve an alert',
      object: 'events',
      does: 'upsert',
      strategy: 'upsert-by-unique-field',
      bulk: 1,
      send: {
        request: {
          method: 'POST',
          path: '/v2/enqueue',
          body: {
            '...': { '...': { event_action: 'trigger' }, payload: { $: 'body.payload' } },
            event_action: { $: 'body.event_action', optional: true },
            dedup_key: { $: 'key' },
          },
        },
        reply: { id: 'dedup_key' },
      },
      undo: {
        created: 'none',
        updated: 'none',
        words: 'An alert is not taken back: somebody was told. It can be resolved by an event with the same key.',
      },
      needs: [],
    },
  },
  errors,
}
