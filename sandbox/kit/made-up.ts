// A vendor that does not exist, to try the kit on: contacts under /v1, OAuth, limits, idempotency keys, bulk calls, events.
import { createHmac } from 'node:crypto'
import { bearerToken, type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Document } from './documents.ts'
import { missingRequired, mixedDate, renameIn, renameOut, unknownNames } from './drift.ts'
import { recordOf } from './form.ts'
import { sliceAfter, wholeNumber } from './paging.ts'
import { type Desk, type Refusals, Refused, type SystemDeclaration } from './system.ts'

const refusal = (status: number, code: string, more: object = {}, headers: Record<string, string> = {}): Reply => ({
  status,
  body: { error: { code, ...more } },
  headers,
})

const refusals: Refusals = {
  unavailable: () => refusal(503, 'unavailable'),
  serverError: () => refusal(500, 'internal'),
  tooMany: ({ name }, waitMs) =>
    refusal(429, 'too_many', { limit: name }, { 'Retry-After': String(Math.ceil(waitMs / 1_000)) }),
  signIn: (trouble, permission) => refusal(trouble === 'permission' ? 403 : 401, trouble, { permission }),
  noSuchPath: ({ path }) => refusal(404, 'no_such_path', { path }),
  unreadable: ({ message }) => refusal(400, 'unreadable', { message }),
}

export const madeUp: SystemDeclaration = {
  name: 'made-up',
  title: 'Practice Made-up',
  kinds: [{ name: 'contacts', title: 'Contacts', label: 'name' }],
  values: { tenant: 'practice-tenant' },
  signIn: {
    credential: bearerToken,
    permissions: ['contacts.read', 'contacts.write'],
    permissionFor: ({ method }) => (method === 'GET' ? 'contacts.read' : 'contacts.write'),
    open: ({ path }) => path === '/status',
    oauth: {
      authorizePath: '/oauth/authorize',
      tokenPath: '/oauth/token',
      revokePath: '/oauth/revoke',
      grants: ['authorization_code', 'client_credentials', 'refresh_token'],
      tokenLastsMs: 3_600_000,
      refresh: 'rotates',
      refreshLastsMs: 86_400_000,
      pkceRequired: true,
      tokenAnswer: (address) => ({ instance: address }),
    },
    session: { lastsMs: 172_800_000 },
  },
  limits: [
    { name: 'minute', calls: 20, per: 60_000 },
    { name: 'at once', calls: 2, per: 0, atOnce: true },
  ],
  limitHeaders: ([minute]) => (minute === undefined ? {} : { 'X-Left': String(minute.left) }),
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed: ({ docs }) => {
    docs.insert('contacts', { name: 'Zoë O’Brien 🦉', email: '', seen: '03/04/2026' }, { id: 'seed-1' })
  },
  signWebhook: ({ id, text, secret }) => ({
    'X-Event': id,
    'X-Signature': createHmac('sha256', secret).update(text).digest('hex'),
  }),
}

function route(call: Call, desk: Desk): Reply {
  const [, version, kind, id] = call.path.split('/').map(decodeURIComponent)
  if (call.path === '/status') return { status: 200, body: { fine: true } }
  if (version === 'v1' && kind === 'me') return { status: 200, body: { person: desk.caller.person ?? null } }
  if (version !== 'v1' || kind !== 'contacts') return refusals.noSuchPath(call)
  if (call.method === 'GET') return id === undefined ? list(call, desk) : one(desk, id)
  if (call.method === 'DELETE') return remove(desk, id ?? '')
  return id === 'bulk' ? bulk(call, desk) : create(call, desk)
}

const shown = (desk: Desk, { id, body, createdAt }: Document, index = 0) => {
  const made = mixedDate(desk, new Date(createdAt).toISOString(), index)
  return { id, made, ...renameOut(desk, 'contacts', body) }
}

function list(call: Call, desk: Desk): Reply {
  const email = call.query.get('email')
  const oldEnough = desk.now() - desk.searchLagMs()
  const all = email === null ? desk.docs.all('contacts') : desk.docs.findBy('contacts', 'email', email)
  const found = all.filter(({ createdAt }) => createdAt <= oldEnough)
  const slice = sliceAfter(found, call.query.get('after') ?? undefined, wholeNumber(call.query, 'limit', 2, 1, 10))
  return { status: 200, body: { items: slice.items.map((one, index) => shown(desk, one, index)), more: slice.more } }
}

function one(desk: Desk, id: string): Reply {
  const found = desk.docs.get('contacts', id)
  return found === undefined ? refusal(404, 'not_found') : { status: 200, body: shown(desk, found) }
}

function remove(desk: Desk, id: string): Reply {
  desk.docs.remove('contacts', id)
  return { status: 204 }
}

/** The same idempotency key within a day has the same answer and no second effect. */
function create(call: Call, desk: Desk): Reply {
  const key = String(call.headers['idempotency-key'] ?? '')
  const before = key === '' ? undefined : desk.docs.remembered('idempotency', key)
  if (isRecord(before)) {
    desk.docs.effect('contacts', String(before.email), 'unchanged')
    return { status: 201, body: before }
  }
  const body = put(desk, recordOf(call))
  if (key !== '') desk.docs.remember('idempotency', key, body, 86_400_000)
  return { status: 201, body }
}

function put(desk: Desk, sent: Record<string, unknown>) {
  const [unknown] = unknownNames(desk, 'contacts', sent)
  if (unknown !== undefined) throw new Refused(refusal(400, 'unknown_field', { field: unknown }))
  const body = renameIn(desk, 'contacts', sent)
  const [missing] = missingRequired(desk, 'contacts', body)
  if (missing !== undefined) throw new Refused(refusal(400, 'required', { field: missing }))
  const made = desk.docs.insert('contacts', body)
  desk.docs.effect('contacts', String(body.email), 'created')
  desk.notify('contact.created', { id: made.id, email: body.email })
  return shown(desk, made)
}

function bulk(call: Call, desk: Desk): Reply {
  const { items } = recordOf(call)
  const results = (Array.isArray(items) ? items : []).filter(isRecord).map((item) => {
    return desk.takesPartial() ? { error: { code: 'busy', email: item.email } } : put(desk, item)
  })
  return { status: 200, body: { results } }
}
