import * as z from 'zod'
import type { StepKind } from './declare.ts'
import { sampledFields, sampledLeaving, sampledSchema } from './sample-fields.ts'
import { listWords, type Settings, text } from './settings.ts'

export const SIGNATURES = ['none', 'hmac-sha256', 'github', 'stripe', 'shopify', 'slack'] as const

const settingsSchema = sampledSchema.extend({
  signature: z.enum(SIGNATURES).catch('none'),
  signatureHeader: text,
  eventId: z.enum(['content', 'field', 'header']).catch('content'),
  eventIdName: text,
  answer: z.enum(['at-once', 'when-done']).catch('at-once'),
})

export type WebhookSettings = z.infer<typeof settingsSchema>

/** What the intake has to know: how events are signed, what tells them apart, and when the sender gets its answer. */
export const readWebhook = (settings: Settings): WebhookSettings => settingsSchema.parse(settings)

/**
 * Settings `{fields: string[], samples: object[], signature, signatureHeader, eventId: 'content' | 'field' | 'header',
 * eventIdName, answer: 'at-once' | 'when-done'}`. The secret of the signature is kept with the sign-ins, never here.
 */
export const webhook: StepKind = {
  kind: 'webhook',
  version: 1,
  group: 'start',
  source: 'webhook',
  title: 'Webhook',
  about: 'Takes each event that another system sends to an address of its own.',
  synonyms: ['http', 'event', 'post', 'form', 'incoming', 'receive', 'trigger', 'hook'],
  icon: 'webhook',
  ports: ['main'],
  fields: [
    ...sampledFields('event', 'events', 'the sending system'),
    {
      kind: 'choice',
      key: 'signature',
      label: 'Signed by',
      help: 'Events whose signature is wrong are refused. The secret is set on the server, under Launch.',
      choices: [
        { value: 'none', label: 'nothing' },
        { value: 'hmac-sha256', label: 'a shared secret (HMAC SHA-256)' },
        { value: 'github', label: 'GitHub' },
        { value: 'stripe', label: 'Stripe' },
        { value: 'shopify', label: 'Shopify' },
        { value: 'slack', label: 'Slack' },
      ],
    },
    {
      kind: 'text',
      key: 'signatureHeader',
      label: 'Header with the signature',
      placeholder: 'x-signature',
      maxLength: 100,
      mono: true,
      required: true,
      when: { key: 'signature', is: ['hmac-sha256'] },
    },
    {
      kind: 'choice',
      key: 'eventId',
      label: 'The same event is known by',
      help: "An event that is sent twice is taken once. What the sender says is the sender's own id or the Idempotency-Key where there is one; otherwise each post is a new event.",
      choices: [
        { value: 'content', label: 'what the sender says' },
        { value: 'field', label: 'a field' },
        { value: 'header', label: 'a header' },
      ],
    },
    {
      kind: 'text',
      key: 'eventIdName',
      label: 'Name of that field or header',
      placeholder: 'event_id',
      maxLength: 100,
      mono: true,
      required: true,
      when: { key: 'eventId', is: ['field', 'header'] },
    },
    {
      kind: 'choice',
      key: 'answer',
      label: 'Answer the sender',
      help: 'Most systems want an answer within seconds. Either way the event is kept before the answer.',
      choices: [
        { value: 'at-once', label: 'as soon as the event is kept' },
        { value: 'when-done', label: 'when the record is done' },
      ],
    },
  ],
  defaults: () => ({
    fields: [],
    samples: [],
    signature: 'none',
    signatureHeader: '',
    eventId: 'content',
    eventIdName: '',
    answer: 'at-once',
  }),
  summary(settings) {
    const { fields } = readWebhook(settings)
    return fields.length === 0 ? 'Takes events' : `Takes ${listWords(fields)}`
  },
  leaving: sampledLeaving,
  check: () => [],
  plan: () => ({ role: 'source', source: 'webhook' }),
}
