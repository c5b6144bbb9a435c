/** Webhooks out, as data: the record goes to an address, signed, with what tells it apart from all others. */
import type { Connector, Operation } from '#engine'
import { errors } from './errors.ts'

const send = (title: string, strategy: Operation['strategy']): Operation => ({
  title,
  object: 'events',
  does: 'create',
  strategy,
  bulk: 1,
  send: {
    request: {
      method: 'POST',
      path: '',
      headers: { 'Idempotency-Key': '{idempotencyKey}' },
      body: { id: { $: 'idempotencyKey' }, key: { $: 'key' }, data: { $: 'body' } },
      answers: 'anything',
    },
    reply: {},
  },
  undo: { created: 'none', updated: 'none', words: 'What was sent cannot be called back.' },
  needs: [],
})

export const webhook: Connector = {
  id: 'webhook',
  title: 'Webhook out',
  family: 'Any system',
  version: 1,
  source:
    'RFC 2104 (HMAC) and the header that GitHub uses for it (docs.github.com, validating webhook deliveries), with another name. Whether ' +
    'a receiver drops what comes twice nobody knows but its owner. Checked by a practice receiver of our own only.',
  auth: { kind: 'hmac', name: 'x-signature-256', before: 'sha256=' },
  signIns: [
    {
      kind: 'key',
      label: 'Secret to sign with',
      help: 'Agree on a long random text with whoever receives: the header X-Signature-256 holds the HMAC of the body with it.',
      belongsTo: 'service',
    },
  ],
  defaultAddress: '',
  proof: [],
  limit: { calls: 10, per: 1_000 },
  concurrency: 4,
  timeout: 30_000,
  objects: {
    events: {
      title: 'Event',
      plural: 'Events',
      fields: [
        { name: 'type', label: 'What happened', type: 'text' },
        { name: 'subject', label: 'Whom or what it is about', type: 'text' },
        { name: 'text', label: 'Text', type: 'text' },
        { name: 'time', label: 'When it happened', type: 'date-time', as: 'iso-time' },
      ],
      unique: [{ name: 'key', label: 'Key of the event' }],
    },
  },
  operations: {
    'send-once': {
      ...send('Send an event to a receiver that drops what comes twice', 'native-key'),
      // How long a receiver remembers is agreed with nobody: a day is what most do.
      keyLasts: 86_400_000,
    },
    send: send('Send an event (may come twice if an answer is lost)', 'own-ledger'),
  },
  errors,
}
