// The endpoints. One for each way in which systems let writes be repeated safely, or not at all:
//   POST   /{type}                     Idempotency-Key: the stored answer again, 409 with another body; without a key a plain create
//   POST   /{type}/batch               the same for up to 100 items, each with its own `key`
//   PUT    /{type}/by-ref/{ref}        creates or updates the one with that reference
//   PUT    /{type}/by-ref              the same for up to 100 items
//   POST   /{type}/read                up to 100 by reference, at once up to date
//   POST   /{type}/search              up to 100 by reference, from an index that lags
//   GET, PATCH, DELETE /{type}/{id}, GET /account
import { type Call, isRecord, jsonBody, type Reply } from '../http/exchange.ts'
import { refusal, shown } from './answers.ts'
import type { OrderFaultDesk } from './faults.ts'
import type { KeyCabinet } from './keys.ts'
import type { Ledger, Thing } from './ledger.ts'

export interface OrdersDesk {
  readonly ledger: Ledger
  readonly keys: KeyCabinet
  readonly faults: OrderFaultDesk
  readonly searchLagMs: number
  readonly now: () => number
}

type Fields = Readonly<Record<string, unknown>>

const largestBatch = 100

/** True for requests that can change something. */
export const isWrite = (call: Call): boolean => call.method !== 'GET' && !/\/(read|search)$/.test(call.path)

export function route(desk: OrdersDesk, call: Call): Reply {
  const [, type = '', second, third, more] = call.path.split('/').map(decodeURIComponent)
  if (type === 'account' && call.method === 'GET')
    return { status: 200, body: { id: 'practice-orders', type: 'practice' } }
  const place = `${call.method} ${second === undefined ? '' : second}`
  if (more === undefined && type !== '') {
    if (place === 'POST ') return create(desk, type, call)
    if (place === 'POST batch') return createMany(desk, type, call)
    if (place === 'PUT by-ref') return third === undefined ? putMany(desk, type, call) : putOne(desk, type, third, call)
    if (place === 'POST read' || place === 'POST search') return read(desk, type, second === 'search', call)
    if (second !== undefined) return onOne(desk, type, second, third, call)
  }
  return refusal(404, 'no_such_path', 'There is no such path')
}

function create(desk: OrdersDesk, type: string, call: Call): Reply {
  const { ref, fields } = itemOf(jsonBody(call))
  if (fields === undefined) return refusal(422, 'invalid', '"fields" is an object')
  const key = call.headers['idempotency-key']
  return once(desk, type, typeof key === 'string' ? key : undefined, call.body, ref, fields)
}

/** Carried out once for a key; its answer is given again while the key is remembered. */
function once(
  desk: OrdersDesk,
  type: string,
  key: string | undefined,
  body: string,
  ref: string,
  fields: Fields,
): Reply {
  const invalid = invalidField(fields)
  if (invalid !== undefined) return refusal(422, 'invalid', invalid)
  const kept = key === undefined ? undefined : desk.keys.find(`${type}\n${key}`, body, desk.now())
  if (kept === 'reused') return refusal(409, 'key_reused', 'The key was used with another body')
  desk.ledger.note(type, ref, kept === undefined)
  if (kept !== undefined) return { ...kept, headers: { 'Idempotent-Replayed': 'true' } }
  const thing = desk.ledger.create(type, ref, fields, desk.now())
  const reply = { status: 201, body: { ...shown(thing), created: true } }
  if (key !== undefined) desk.keys.keep(`${type}\n${key}`, body, reply, desk.now())
  return reply
}

function createMany(desk: OrdersDesk, type: string, call: Call): Reply {
  return eachOf(desk, call, (item) => {
    const { ref, fields } = itemOf(item)
    if (fields === undefined) return refusal(422, 'invalid', '"fields" is an object')
    const key = isRecord(item) && typeof item.key === 'string' ? item.key : undefined
    return once(desk, type, key, JSON.stringify(item), ref, fields)
  })
}

function putMany(desk: OrdersDesk, type: string, call: Call): Reply {
  return eachOf(desk, call, (item) => {
    const { ref, fields } = itemOf(item)
    return fields === undefined ? refusal(422, 'invalid', '"fields" is an object') : put(desk, type, ref, fields)
  })
}

function putOne(desk: OrdersDesk, type: string, ref: string, call: Call): Reply {
  const { fields } = itemOf(jsonBody(call))
  return fields === undefined ? refusal(422, 'invalid', '"fields" is an object') : put(desk, type, ref, fields)
}

function put(desk: OrdersDesk, type: string, ref: string, fields: Fields): Reply {
  const invalid = invalidField(fields)
  if (invalid !== undefined) return refusal(422, 'invalid', invalid)
  const [there] = desk.ledger.withRef(type, ref)
  const differs = there === undefined || Object.entries(fields).some(([name, value]) => there.fields[name] !== value)
  desk.ledger.note(type, ref, differs)
  const thing = there ? desk.ledger.change(type, there.id, fields) : desk.ledger.create(type, ref, fields, desk.now())
  if (thing === undefined) return refusal(404, 'not_found', 'It was deleted')
  return { status: there ? 200 : 201, body: { ...shown(thing), created: there === undefined } }
}

/** Each item by itself: what went well in `results`, what did not in `errors`. */
function eachOf(desk: OrdersDesk, call: Call, carryOut: (item: unknown) => Reply): Reply {
  const body = jsonBody(call)
  const items = isRecord(body) && Array.isArray(body.items) ? body.items : []
  if (items.length === 0 || items.length > largestBatch) return refusal(400, 'batch', `Send 1 to ${largestBatch} items`)
  const results: unknown[] = []
  const errors: unknown[] = []
  for (const item of items) {
    const { ref } = itemOf(item)
    const reply = desk.faults.strikes('failItems') ? refusal(503, 'busy', 'This one is locked') : carryOut(item)
    if (reply.status < 300) results.push(reply.body)
    else errors.push({ ref, ...(reply.body as { error: object }).error })
  }
  return { status: errors.length === 0 ? 200 : 207, body: { results, errors } }
}

function read(desk: OrdersDesk, type: string, lags: boolean, call: Call): Reply {
  const body = jsonBody(call)
  const refs = isRecord(body) && Array.isArray(body.refs) ? body.refs.map(String) : []
  if (refs.length === 0 || refs.length > largestBatch) return refusal(400, 'batch', `Ask for 1 to ${largestBatch}`)
  const visible = (thing: Thing) => !lags || desk.now() - thing.createdAt >= desk.searchLagMs
  const found = refs.flatMap((ref) => desk.ledger.withRef(type, ref).filter(visible).slice(0, 1))
  return { status: 200, body: { results: found.map(shown) } }
}

function onOne(desk: OrdersDesk, type: string, id: string, action: string | undefined, call: Call): Reply {
  const { ledger } = desk
  if (call.method === 'DELETE' && action === undefined) {
    return ledger.remove(type, id, desk.now()) ? { status: 204 } : refusal(404, 'not_found', 'It is not there')
  }
  if (call.method === 'PATCH' && action === undefined) {
    const thing = ledger.change(type, id, itemOf(jsonBody(call)).fields ?? {})
    return thing ? { status: 200, body: shown(thing) } : refusal(404, 'not_found', 'It is not there')
  }
  if (call.method === 'GET' && action === undefined) {
    const thing = ledger.get(type, id)
    return thing && thing.deletedAt === undefined
      ? { status: 200, body: shown(thing) }
      : refusal(404, 'not_found', 'It is not there')
  }
  return refusal(404, 'no_such_path', 'There is no such path')
}

function itemOf(item: unknown): { ref: string; fields: Fields | undefined } {
  if (!isRecord(item)) return { ref: '', fields: undefined }
  return { ref: String(item.ref ?? ''), fields: isRecord(item.fields) ? item.fields : undefined }
}

/** The one rule about values: an amount is a number. */
function invalidField(fields: Fields): string | undefined {
  return fields.amount === undefined || typeof fields.amount === 'number' ? undefined : 'amount must be a number'
}
