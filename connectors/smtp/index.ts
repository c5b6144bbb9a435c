/** E-mail over SMTP, as data. */
import type { Connector } from '#engine'

export const smtp: Connector = {
  id: 'smtp',
  title: 'E-mail',
  family: 'Mail',
  version: 1,
  source:
    'RFC 5321 (SMTP, reply codes), RFC 4954 (sign-in), RFC 3207 (STARTTLS), RFC 8314 (ports 465 and 587), RFC 5322 (messages). A ' +
    'message goes to all of its recipients or to none. Nobody can ask a mail server later whether it took a message: when an answer ' +
    'is lost, a person decides. The same record always has the same Message-ID, by which a mailbox may know a message that comes ' +
    'twice. How many messages a provider takes in what time differs, and is unconfirmed; 30 a minute is what small ones allow.',
  auth: { kind: 'basic' },
  signIns: [
    {
      kind: 'password',
      user: 'User name',
      label: 'Password',
      help:
        'The name and password of a mailbox that sends for this purpose, often its e-mail address. Where people sign in with a second ' +
        'step, the provider has app passwords for programs.',
    },
  ],
  check: { request: { method: 'POST', path: '', body: { do: 'check' } }, who: 'user' },
  defaultAddress: '',
  values: [
    {
      name: 'from',
      label: 'Sender',
      help: 'Whom the messages come from, such as Shop <orders@example.com>; the mailbox must be allowed to send as that.',
      required: true,
    },
  ],
  proof: ['smtp-server 3.21.6, by nodemailer 10.6.0'],
  limit: { calls: 30, per: 60_000 },
  concurrency: 2,
  timeout: 60_000,
  objects: {
    messages: {
      title: 'Message',
      plural: 'Messages',
      fields: [
        { name: 'to', label: 'To', type: 'text', required: true },
        { name: 'cc', label: 'Copy to', type: 'text' },
        { name: 'replyTo', label: 'Answers go to', type: 'text' },
        { name: 'subject', label: 'Subject', type: 'text', required: true },
        { name: 'text', label: 'Text', type: 'text', required: true },
        { name: 'html', label: 'Text as HTML', type: 'text' },
      ],
      unique: [{ name: 'key', label: 'Our own key, kept here and not in the message' }],
    },
  },
  operations: {
    'send-message': {
      title: 'Send an e-mail (may come twice if an answer is lost)',
      object: 'messages',
      does: 'create',
      strategy: 'own-ledger',
      bulk: 1,
      send: {
        request: {
          method: 'POST',
          path: '',
          body: {
            from: { $: 'account.from' },
            to: { $: 'body.to' },
            cc: { $: 'body.cc', optional: true },
            replyTo: { $: 'body.replyTo', optional: true },
            subject: { $: 'body.subject' },
            text: { $: 'body.text' },
            html: { $: 'body.html', optional: true },
            messageId: '{idempotencyKey}',
          },
        },
        reply: { id: 'id' },
      },
      undo: { created: 'none', updated: 'none', words: 'An e-mail cannot be taken back.' },
      needs: [],
    },
  },
  errors: [
    { when: { status: 429 }, category: 'transient', message: 'message', rateLimit: true },
    { when: { status: [401, 403] }, category: 'sign-in', message: 'message' },
    { when: { status: [400, 409, 422] }, category: 'validation', message: 'message' },
    { when: { status: 404 }, category: 'permanent', message: 'message' },
    { when: { statusFrom: 500 }, category: 'transient', message: 'message' },
  ],
}
