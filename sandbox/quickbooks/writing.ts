import { isDeepStrictEqual } from 'node:util'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import { missingRequired, renameIn } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { invalid, notFound, required, stale } from './answers.ts'
import type { Kind } from './kind.ts'
import { timeOf } from './query.ts'
import { shown } from './shape.ts'

/** Unconfirmed: for how long a request id is remembered. */
const REMEMBERED = 86_400_000

/** A repeat with the same request id gets the first answer. Unconfirmed: that a refused request is not remembered. */
export function once(call: Call, desk: Desk, work: () => Reply): Reply {
  const id = call.query.get('requestid')
  if (id === null || call.method !== 'POST') return work()
  if (id === '' || id.length > 50) throw invalid('requestid', 'has more than 50 characters')
  const kept = desk.docs.remembered('answers', id)
  if (isRecord(kept)) return kept as unknown as Reply
  const reply = work()
  desk.docs.remember('answers', id, reply, REMEMBERED)
  return reply
}

export function write(kind: Kind, call: Call, desk: Desk): Reply {
  const given = recordOf(call)
  const operation = call.query.get('operation')
  if (operation === 'delete') return remove(kind, given, desk)
  if (typeof given.Id === 'string') return change(kind, given, desk)
  if (operation === 'update') throw required('Id')
  return create(kind, given, desk)
}

function create(kind: Kind, given: Body, desk: Desk): Reply {
  const whole = known(kind, given, desk)
  kind.check(whole, undefined, desk)
  demand(kind, whole, desk)
  const body = { ...kind.keep(whole, desk), SyncToken: '0' }
  const made = desk.docs.insert(kind.name, body)
  desk.docs.effect(kind.name, kind.businessKey(made.id, body), 'created')
  tell(kind, made.id, 'Create', desk)
  return { status: 200, body: { [kind.name]: shown(kind, made, desk), time: timeOf(desk) } }
}

/** `sparse` keeps what is not given; else what is not given is cleared. */
function change(kind: Kind, given: Body, desk: Desk): Reply {
  const before = current(kind, given, desk)
  const fields = known(kind, given, desk)
  const whole = given.sparse === true ? { ...before.body, ...fields } : fields
  kind.check(whole, before.id, desk)
  demand(kind, whole, desk)
  const kept = kind.keep(whole, desk)
  const { SyncToken, ...was }: Body = before.body
  const same = isDeepStrictEqual(JSON.parse(JSON.stringify(kept)), was)
  const body = { ...kept, SyncToken: String(Number(SyncToken) + 1) }
  const gone = kept.Active === false && was.Active !== false
  desk.docs.effect(kind.name, kind.businessKey(before.id, body), gone ? 'removed' : same ? 'unchanged' : 'changed')
  tell(kind, before.id, 'Update', desk)
  const updated = desk.docs.update(kind.name, before.id, body)
  return { status: 200, body: { [kind.name]: shown(kind, updated, desk), time: timeOf(desk) } }
}

function remove(kind: Kind, given: Body, desk: Desk): Reply {
  if (!kind.deletes) throw invalid('operation', 'names no operation of this entity: it can only be made inactive')
  const before = current(kind, given, desk)
  desk.docs.remove(kind.name, before.id)
  desk.docs.effect(kind.name, kind.businessKey(before.id, before.body), 'removed')
  tell(kind, before.id, 'Delete', desk)
  const body = { [kind.name]: { domain: 'QBO', status: 'Deleted', Id: before.id }, time: timeOf(desk) }
  return { status: 200, body }
}

/** Whoever changes something names the version that was read. */
function current(kind: Kind, given: Body, desk: Desk) {
  const found = desk.docs.get(kind.name, String(given.Id))
  if (!found) throw notFound()
  if (given.SyncToken === undefined) throw required('SyncToken')
  if (String(given.SyncToken) !== found.body.SyncToken) throw stale()
  return found
}

const ALWAYS = ['Id', 'SyncToken', 'sparse', 'domain', 'MetaData']

/** Unconfirmed: that every member which is not known is refused. */
function known(kind: Kind, given: Body, desk: Desk): Body {
  const fields = renameIn(desk, kind.name, given)
  const unknown = Object.keys(fields).find((name) => !kind.members.includes(name) && !ALWAYS.includes(name))
  if (unknown !== undefined) throw invalid(unknown, 'specified is unsupported or invalid')
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !ALWAYS.includes(name)))
}

function demand(kind: Kind, whole: Body, desk: Desk): void {
  const [missing] = missingRequired(desk, kind.name, whole)
  if (missing !== undefined) throw required(missing)
}

function tell(kind: Kind, id: string, operation: string, desk: Desk): void {
  const entity = { name: kind.name, id, operation, lastUpdated: timeOf(desk) }
  desk.notify(`${kind.name}.${operation}`, {
    eventNotifications: [{ realmId: REALM, dataChangeEvent: { entities: [entity] } }],
  })
}

/** The one company of the practice system. */
export const REALM = '9130350000000000001'
