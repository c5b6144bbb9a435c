import { createHash, randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Body } from '../kit/documents.ts'
import { missingRequired, renameIn, takesPartial } from '../kit/drift.ts'
import { recordOf } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { answer, invalid, notFound } from './answers.ts'
import type { Kind } from './kind.ts'
import { shown } from './reading.ts'

/** Unconfirmed: for how long Xero remembers a key; the practice system forgets early. */
const KEY_LASTS = 360_000

/** A repeat under the same key gets the first answer. Unconfirmed: how another request under it is refused. */
export function once(call: Call, desk: Desk, work: () => Reply): Reply {
  const key = call.headers['idempotency-key']
  if (typeof key !== 'string' || call.method === 'GET') return work()
  if (key.length > 128) throw invalid([], 'The Idempotency-Key exceeds its maximum length of 128')
  const request = createHash('sha256').update(`${call.method} ${call.path}\n${call.body}`).digest('hex')
  const kept = desk.docs.remembered('answers', key)
  if (isRecord(kept)) {
    if (kept.request === request) return kept.reply as Reply
    throw invalid([], 'The Idempotency-Key was used with another request already')
  }
  const reply = work()
  desk.docs.remember('answers', key, { request, reply }, KEY_LASTS)
  return reply
}

/**
 * PUT makes new elements only; POST changes those that are there already. With `summarizeErrors=false` each element says what became
 * of it; else one that is wrong makes the whole call fail (unconfirmed: that the others are not kept then).
 */
export function writeMany(kind: Kind, call: Call, desk: Desk): Reply {
  const body = recordOf(call)
  const list = Array.isArray(body[kind.name]) ? (body[kind.name] as unknown[]) : [body]
  const each = call.query.get('summarizeErrors') === 'false'
  const results = list.map((given) => {
    if (!isRecord(given)) return refusedOne(kind, {}, ['The element is not an object'])
    return writeOne(kind, given, call.method, desk)
  })
  const wrong = results.filter((one) => 'ValidationErrors' in one)
  if (wrong.length > 0 && !each) throw invalid(wrong)
  return answer(kind.name, results, desk.now())
}

export function changeOne(kind: Kind, id: string, call: Call, desk: Desk): Reply {
  const body = recordOf(call)
  const [given] = Array.isArray(body[kind.name]) ? (body[kind.name] as unknown[]) : [body]
  if (!desk.docs.get(kind.name, id)) return notFound()
  const result = writeOne(kind, { ...(isRecord(given) ? given : {}), [kind.id]: id }, 'POST', desk)
  if ('ValidationErrors' in result) throw invalid([result])
  return answer(kind.name, [result], desk.now())
}

function writeOne(kind: Kind, raw: Body, method: string, desk: Desk): Record<string, unknown> {
  const given = renameIn(desk, kind.name, raw)
  const named = typeof given[kind.id] === 'string' ? String(given[kind.id]) : undefined
  const id = named ?? (method === 'POST' ? kind.meant?.(given, desk) : undefined)
  const before = id === undefined ? undefined : desk.docs.get(kind.name, id)
  if (named !== undefined && !before) return refusedOne(kind, given, [`${kind.id} ${named} could not be found`])
  const whole = { ...before?.body, ...given }
  const missing = missingRequired(desk, kind.name, whole).map((field) => `${field} is a required field.`)
  const partial = takesPartial(desk) ? ['The element was refused, as the practice system was told to'] : []
  const problems = [...missing, ...partial, ...kind.problems(whole, before?.body, desk, id)]
  if (problems.length > 0) return refusedOne(kind, whole, problems)
  const body = kind.keep(given, before?.body, desk)
  const place = before?.id ?? randomUUID()
  const same = before !== undefined && isDeepStrictEqual(comparable(body), comparable(before.body))
  const kept = before ? desk.docs.update(kind.name, place, body) : desk.docs.insert(kind.name, body, { id: place })
  const gone = body.Status === 'DELETED' || body.Status === 'VOIDED' || body.ContactStatus === 'ARCHIVED'
  const did = gone && !same ? 'removed' : same ? 'unchanged' : before ? 'changed' : 'created'
  desk.docs.effect(kind.name, kind.businessKey(place, body), did)
  desk.notify(`${kind.name}.${before ? 'UPDATE' : 'CREATE'}`, eventOf(kind, place, before !== undefined, desk))
  return { ...shown(kind, kept, desk), StatusAttributeString: 'OK' }
}

/** Ids of lines are new whenever they are given anew. */
const comparable = (body: Body): unknown =>
  JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'LineItemID' ? undefined : value)))

function refusedOne(kind: Kind, element: Body, problems: readonly string[]): Record<string, unknown> {
  const id = typeof element[kind.id] === 'string' ? element[kind.id] : '00000000-0000-0000-0000-000000000000'
  return {
    ...element,
    [kind.id]: id,
    HasValidationErrors: true,
    StatusAttributeString: 'ERROR',
    ValidationErrors: problems.map((Message) => ({ Message })),
  }
}

function eventOf(kind: Kind, id: string, existed: boolean, desk: Desk): unknown {
  const event = {
    resourceUrl: `${desk.address}/api.xro/2.0/${kind.name}/${id}`,
    resourceId: id,
    eventDateUtc: new Date(desk.now()).toISOString().slice(0, 23),
    eventType: existed ? 'UPDATE' : 'CREATE',
    eventCategory: kind.name === 'Contacts' ? 'CONTACT' : 'INVOICE',
    tenantId: TENANT,
    tenantType: 'ORGANISATION',
  }
  return { events: [event], firstEventSequence: 1, lastEventSequence: 1, entropy: randomUUID().slice(0, 8) }
}

/** The one organisation of the practice system. */
export const TENANT = '70784a63-d24b-46a9-a4db-0e70a274b056'
