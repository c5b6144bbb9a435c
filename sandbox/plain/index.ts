// A plain collection of orders at its own address: GET, POST with Idempotency-Key, PUT at a key, PATCH, DELETE.
// Source: RFC 9110, RFC 5789, and the IETF's draft on the Idempotency-Key header.
import { bearerToken, type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body, Document } from '../kit/documents.ts'
import { missingRequired, renameIn, renameOut, unknownNames } from '../kit/drift.ts'
import { sliceAt, wholeNumber } from '../kit/paging.ts'
import type { Desk, SystemDeclaration } from '../kit/system.ts'
import { fail, refusals } from './answers.ts'

const DAY = 86_400_000

export const plain: SystemDeclaration = {
  name: 'http',
  title: 'Practice collection',
  kinds: [{ name: 'orders', title: 'Orders', label: 'external_id' }],
  values: { key: 'external_id', id: 'id', items: 'items' },
  signIn: {
    credential: bearerToken,
    permissions: ['read', 'write'],
    permissionFor: ({ method }) => (method === 'GET' ? 'read' : 'write'),
  },
  limits: [{ name: 'second', calls: 20, per: 1_000 }],
  refusals,
  isWrite: ({ method }) => method !== 'GET',
  route,
  seed({ docs }) {
    docs.insert('orders', {
      external_id: 'old-1',
      customer: 'Zoë O’Brien 🦉',
      amount: 12.5,
      note: '',
      due: '03/04/2026',
    })
    docs.insert('orders', { external_id: 'old-1 ', customer: 'Zoe OBrien', amount: 12.5, note: 'x'.repeat(5_000) })
  },
}

function route(call: Call, desk: Desk): Reply {
  const [, name, more] = call.path.split('/').map(decodeURIComponent)
  if (more !== undefined) return refusals.noSuchPath(call)
  if (name === '' || name === undefined) return call.method === 'POST' ? create(call, desk) : list(call, desk)
  const found = entryAt(desk, name)
  if (call.method === 'PUT') return put(call, desk, name, found)
  if (!found) return fail(404, `There is no order ${name}`)
  if (call.method === 'PATCH') return change(desk, found, { ...found.body, ...bodyOf(call, desk) })
  if (call.method === 'DELETE') return remove(desk, found)
  return { status: 200, body: shown(desk, found) }
}

/** By its id or, where somebody put it there, by its key. */
const entryAt = (desk: Desk, name: string): Document | undefined =>
  desk.docs.get('orders', name) ?? desk.docs.findBy('orders', 'external_id', name)[0]

function list({ query }: Call, desk: Desk): Reply {
  const key = query.get('external_id')
  const all = key === null ? desk.docs.all('orders') : desk.docs.findBy('orders', 'external_id', key)
  const lag = desk.searchLagMs()
  const visible = all.filter(({ createdAt }) => createdAt + lag <= desk.now())
  const { items, more } = sliceAt(
    visible,
    wholeNumber(query, 'offset', 0, 0, 1e9),
    wholeNumber(query, 'limit', 50, 1, 100),
  )
  return { status: 200, body: { items: items.map((one) => shown(desk, one)), more } }
}

/** The same key within a day has the same answer; with another body it is refused. */
function create(call: Call, desk: Desk): Reply {
  const key = String(call.headers['idempotency-key'] ?? '')
  const before = key === '' ? undefined : desk.docs.remembered('idempotency', key)
  if (isRecord(before)) {
    if (before.sent !== call.body) return fail(422, 'This Idempotency-Key was used for another request')
    desk.docs.effect('orders', String((before.answer as Body).external_id), 'unchanged')
    return { status: 201, body: before.answer }
  }
  const made = insert(desk, bodyOf(call, desk))
  const answer = shown(desk, made)
  if (key !== '') desk.docs.remember('idempotency', key, { sent: call.body, answer }, DAY)
  return { status: 201, body: answer, headers: { location: `${desk.address}/${made.id}` } }
}

function put(call: Call, desk: Desk, name: string, found: Document | undefined): Reply {
  const body = bodyOf(call, desk)
  if (body.external_id !== undefined && body.external_id !== name) fail(409, 'external_id is not that of the address')
  const whole = { ...body, external_id: name }
  if (found) return change(desk, found, whole)
  insert(desk, whole)
  return { status: 201 }
}

function insert(desk: Desk, body: Body): Document {
  const made = desk.docs.insert('orders', body)
  desk.docs.effect('orders', String(body.external_id ?? made.id), 'created')
  return made
}

function change(desk: Desk, found: Document, body: Body): Reply {
  const same = JSON.stringify(body) === JSON.stringify(found.body)
  desk.docs.effect('orders', String(body.external_id ?? found.id), same ? 'unchanged' : 'changed')
  desk.docs.update('orders', found.id, body)
  return { status: 204 }
}

function remove(desk: Desk, found: Document): Reply {
  desk.docs.remove('orders', found.id)
  desk.docs.effect('orders', String(found.body.external_id ?? found.id), 'removed')
  return { status: 204 }
}

function bodyOf(call: Call, desk: Desk): Body {
  const sent: unknown = JSON.parse(call.body)
  if (!isRecord(sent)) return fail(400, 'An object is wanted')
  const [unknown] = unknownNames(desk, 'orders', sent)
  if (unknown !== undefined) fail(422, `${unknown} is not known`)
  const { id: _, ...body } = renameIn(desk, 'orders', sent)
  const [missing] = missingRequired(desk, 'orders', body)
  if (missing !== undefined) fail(422, `${missing} is required`)
  if (body.amount !== undefined && typeof body.amount !== 'number') fail(422, 'amount is no number')
  return body
}

const shown = (desk: Desk, { id, body }: Document): Body => ({ id, ...renameOut(desk, 'orders', body) })
