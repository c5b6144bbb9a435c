/** Slack's messages, as data. A message carries our key and what was written in its metadata, by which it is found again. */
import type { Connector, Operation } from '#engine'
import { errors } from './errors.ts'
import { check, signIns } from './sign-in.ts'

const MINUTE = 60_000

/** What is kept in the message beside its words: Slack gives texts back with `&` and `<` escaped, metadata as they were. */
const metadata = {
  event_type: 'sluice_message',
  event_payload: { '...': { $: 'body' }, key: { $: 'key' } },
} as const

const tier3 = (name: string) => ({ name, calls: 50, per: MINUTE })

const post: Operation = {
  title: 'Post or update a message',
  object: 'messages',
  does: 'upsert',
  strategy: 'find-then-create',
  bulk: 1,
  look: {
    request: {
      method: 'GET',
      path: '/api/conversations.history',
      query: { channel: { $: 'body.channel' }, include_all_metadata: true, limit: 999 },
      limit: tier3('conversations.history'),
    },
    reply: {
      items: 'messages',
      key: 'metadata.event_payload.key',
      id: 'ts',
      fields: 'metadata.event_payload',
    },
    bulk: 1,
  },
  send: {
    request: {
      method: 'POST',
      path: '/api/chat.postMessage',
      body: { channel: { $: 'body.channel' }, text: { $: 'body.text' }, metadata },
      limit: { name: 'chat.postMessage', calls: 60, per: MINUTE },
    },
    reply: { id: 'ts' },
  },
  change: {
    request: {
      method: 'POST',
      path: '/api/chat.update',
      body: { channel: { $: 'body.channel' }, ts: { $: 'id' }, text: { $: 'body.text' }, metadata },
      limit: tier3('chat.update'),
    },
    reply: { id: 'ts' },
  },
  list: {
    title: 'New messages of a channel',
    request: {
      method: 'GET',
      path: '/api/conversations.history',
      query: {
        channel: { $: 'account.channel' },
        oldest: { $: 'since' },
        inclusive: true,
        limit: 200,
        cursor: { $: 'after' },
      },
      limit: tier3('conversations.history'),
    },
    reply: { items: 'messages', id: 'ts', fields: '', next: 'response_metadata.next_cursor' },
    cursor: { field: 'ts', as: 'number', asked: 'as-is', start: '0' },
    newestFirst: true,
  },
  undo: {
    created: 'delete',
    updated: 'restore',
    words: 'What was posted is deleted, what was changed gets its old words back; who has read it has read it.',
    delete: {
      method: 'POST',
      path: '/api/chat.delete',
      body: { channel: { $: 'there.channel' }, ts: { $: 'id' } },
      limit: tier3('chat.delete'),
    },
    restore: {
      method: 'POST',
      path: '/api/chat.update',
      body: {
        channel: { $: 'there.channel' },
        ts: { $: 'id' },
        text: { $: 'before.text' },
        metadata: {
          event_type: 'sluice_message',
          event_payload: { '...': { $: 'there' }, text: { $: 'before.text' } },
        },
      },
      limit: tier3('chat.update'),
    },
  },
  needs: ['chat:write', 'channels:history'],
}

export const slack: Connector = {
  id: 'slack',
  title: 'Slack',
  family: 'Chat',
  version: 1,
  source:
    'Methods and their arguments: slackapi/slack-api-specs (2021, MIT) and the types of @slack/web-api 8.2.0; metadata, rate limits ' +
    '(posting one message a second for each channel, 50 calls a minute of tier 3), token rotation and the names of errors: docs.slack.dev. ' +
    'A message is found again among the newest 999 of its channel: an older one is posted anew. Replies in threads are not offered, ' +
    'because they do not stand in that history. Unconfirmed: how large metadata may be, how soon a message stands in the history, that ' +
    'apps sold outside the Slack Marketplace see only 15 messages there, and that Slack takes a redirect to this computer. Slack does ' +
    'not say whether a workspace is for practice. Not checked against a live workspace.',
  auth: { kind: 'bearer' },
  signIns,
  check,
  values: [
    {
      name: 'channel',
      label: 'Channel to watch',
      help: 'Only for starting on new messages: the id of the channel, such as C0123456789, at the end of its details in Slack.',
      required: false,
    },
  ],
  defaultAddress: 'https://slack.com',
  webhook: {
    title: 'Slack events',
    signature: 'slack',
    id: { field: 'event_id' },
    help: 'On api.slack.com/apps, under Event Subscriptions, enter the address of the flow and choose the events.',
  },
  proof: ['@slack/web-api 8.2.0', 'the description in slackapi/slack-api-specs (2021)'],
  limit: { calls: 100, per: MINUTE },
  concurrency: 4,
  timeout: 30_000,
  objects: {
    messages: {
      title: 'Message',
      plural: 'Messages',
      fields: [
        { name: 'channel', label: 'Channel (its id, such as C0123456789)', type: 'text', required: true },
        { name: 'text', label: 'Text', type: 'text', required: true },
      ],
      unique: [{ name: 'key', label: 'Our own key, kept in the message' }],
    },
  },
  operations: { 'post-message': post },
  errors,
}
