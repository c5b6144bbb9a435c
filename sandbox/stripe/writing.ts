import { isDeepStrictEqual } from 'node:util'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { missingRequired, renameIn } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { API_VERSION, invalid, letters, missing } from './answers.ts'
import { type Kind, seconds } from './kind.ts'
import { readParameters } from './parameters.ts'
import { shown } from './shape.ts'

export function create(kind: Kind, call: Call, desk: Desk): Reply {
  const given = readGiven(kind, kind.creating, call, desk)
  const body = kind.create(given, desk)
  demandDrifted(kind, { ...body, ...given }, desk)
  const id = typeof given.id === 'string' ? given.id : `${kind.prefix}_${letters(14)}`
  if (desk.docs.get(kind.name, id)) {
    throw invalid(`${titled(kind)} already exists.`, { code: 'resource_already_exists', param: 'id' })
  }
  const made = desk.docs.insert(kind.name, body, { id })
  desk.docs.effect(kind.name, kind.businessKey(id, body), 'created')
  return tell(kind, made, `${kind.object}.created`, desk)
}

export function change(kind: Kind, id: string, call: Call, desk: Desk): Reply {
  const before = existing(kind, id, desk)
  const given = readGiven(kind, kind.changing, call, desk)
  const body = kind.change(before.body, given, desk)
  demandDrifted(kind, body, desk)
  const same = isDeepStrictEqual({ ...body, updated: 0 }, { ...before.body, updated: 0 })
  desk.docs.effect(kind.name, kind.businessKey(id, body), same ? 'unchanged' : 'changed')
  return tell(kind, desk.docs.update(kind.name, id, body), `${kind.object}.updated`, desk)
}

export function remove(kind: Kind, id: string, desk: Desk): Reply {
  const before = existing(kind, id, desk)
  kind.mayDelete?.(before.body)
  desk.docs.remove(kind.name, id)
  desk.docs.effect(kind.name, kind.businessKey(id, before.body), 'removed')
  return { status: 200, body: { id, object: kind.object, deleted: true } }
}

/** A draft becomes final: from then on it cannot be deleted, and most of it cannot be changed. */
export function finalize(kind: Kind, id: string, desk: Desk): Reply {
  const before = existing(kind, id, desk)
  if (before.body.status !== 'draft')
    throw invalid('This invoice is already finalized', { code: 'invoice_not_editable' })
  const number = before.body.number ?? `PRACTICE-${String(desk.docs.next('invoice numbers')).padStart(4, '0')}`
  const transitions = { ...(before.body.status_transitions as object), finalized_at: seconds(desk.now()) }
  const body = { ...before.body, status: 'open', number, status_transitions: transitions }
  return tell(kind, desk.docs.update(kind.name, id, body), 'invoice.finalized', desk)
}

export function existing(kind: Kind, id: string, { docs }: Desk): Document {
  const found = docs.get(kind.name, id)
  if (!found) throw missing(kind.object, id)
  return found
}

function readGiven(kind: Kind, shape: Kind['creating'], call: Call, desk: Desk): Record<string, unknown> {
  const given = recordOf(call)
  return readParameters(isRecord(given) ? renameIn(desk, kind.name, given) : {}, shape)
}

function demandDrifted(kind: Kind, body: Record<string, unknown>, desk: Desk): void {
  const [param] = missingRequired(desk, kind.name, body)
  if (param !== undefined) throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param })
}

function tell(kind: Kind, document: Document, type: string, desk: Desk): Reply {
  const object = shown(kind, document, desk)
  desk.notify(type, {
    id: `evt_${letters(24)}`,
    object: 'event',
    api_version: API_VERSION,
    created: seconds(desk.now()),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
  })
  return { status: 200, body: object }
}

const titled = ({ object }: Kind) => object.charAt(0).toUpperCase() + object.slice(1)
