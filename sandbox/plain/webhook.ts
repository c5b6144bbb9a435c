// A receiver of webhooks: it checks the signature, drops what comes twice with the same id, and keeps the rest.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { fail, problem, refusals } from './answers.ts'

const DAY = 86_400_000
/** The secret to sign with is no secret here: everybody may practise. */
const secret = 'practice-webhook-secret'

export const webhookReceiver: SystemDeclaration = {
  name: 'webhook',
  title: 'Practice receiver of webhooks',
  kinds: [{ name: 'events', title: 'Events', label: 'key' }],
  signIn: { credential: signer, permissions: ['send'], key: () => secret },
  limits: [{ name: 'second', calls: 20, per: 1_000 }],
  refusals,
  isWrite: () => true,
  route,
}

/** Whoever signed with the secret is whom the secret belongs to. */
function signer(call: Call): string | undefined {
  const header = call.headers['x-signature-256']
  if (typeof header !== 'string') return undefined
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(call.body).digest('hex')}`)
  const given = Buffer.from(header)
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? secret : `unknown ${header}`
}

function route(call: Call, desk: Desk): Reply {
  if (call.method !== 'POST') return problem(405, 'Only POST is taken')
  const event: unknown = JSON.parse(call.body)
  if (!isRecord(event) || typeof event.key !== 'string') return fail(422, 'An event with a key is wanted')
  const id = String(call.headers['idempotency-key'] ?? '')
  const known = id !== '' && desk.docs.remembered('events', id) !== undefined
  desk.docs.effect('events', event.key, known ? 'unchanged' : 'created')
  if (known) return { status: 200 }
  if (id !== '') desk.docs.remember('events', id, true, DAY)
  desk.docs.insert('events', event)
  return { status: 202 }
}
