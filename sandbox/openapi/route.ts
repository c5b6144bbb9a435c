// Answers a call as the description says: entries are kept, what does not fit is refused by name.
import { createHash } from 'node:crypto'
import { type Call, isRecord, type Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { missingRequired, renameIn, unknownNames } from '../kit/drift.ts'
import { bodyOf } from '../kit/form.ts'
import { type Desk, Refused } from '../kit/system.ts'
import { answersWith, type Calls, type DescribedCall, goodAnswer, type Matched, sentSchema } from './calls.ts'
import { wrongIn } from './check-value.ts'
import { businessKey, newId, shown } from './entries.ts'
import { answeredPlace, type Kind, sentPlace } from './kinds.ts'
import { answerList, filtersOf } from './listing.ts'
import { bodyWith, entriesIn } from './place.ts'
import { type Described, emptyValue, plain } from './schema.ts'

export interface World {
  readonly described: Described
  readonly calls: Calls
  readonly kinds: ReadonlyMap<string, Kind>
}

export const refusal = (status: number, message: string): Reply => ({
  status,
  body: { message, code: `error_${status}` },
})

const refuse = (status: number, message: string): never => {
  throw new Refused(refusal(status, message))
}

export function route(world: World, call: Call, desk: Desk): Reply {
  const found = world.calls.match(call.method, call.path)
  if (found === undefined) return refusal(404, `There is nothing at ${call.path}`)
  if (found === 'method') return refusal(405, `${call.path} does not take ${call.method}`)
  checkParameters(found, call)
  const { path } = found.call
  const item = /^(.*)\/\{([^{}/]+)\}$/.exec(path)
  const kind = world.kinds.get(path) ?? (item ? world.kinds.get(item[1] ?? '') : undefined)
  if (!kind)
    return {
      status: goodAnswer(world.described, found.call).status,
      body: emptyValue(world.described, goodAnswer(world.described, found.call).schema),
    }
  if (kind.path !== path) return answerItem(world, kind, found, found.holes[item?.[2] ?? ''] ?? '', call, desk)
  if (call.method === 'GET') return answerList(desk, world.described, kind, found.call, call)
  return call.method === 'DELETE'
    ? refusal(405, 'A list cannot be deleted')
    : create(world, kind, found.call, call, desk)
}

function checkParameters({ call: { parameters } }: Matched, call: Call): void {
  for (const { name, in: where, required, schema } of parameters) {
    const value = where === 'query' ? call.query.get(name) : where === 'header' ? call.headers[name.toLowerCase()] : ''
    const own = /authorization|token|api-?key/i.test(name)
    if (required && !own && (value === null || value === undefined)) refuse(400, `${name} is missing`)
    if (where !== 'query' || typeof value !== 'string' || value === '') continue
    if (schema.type === 'integer' && !/^-?\d+$/.test(value)) refuse(400, `${name} is no whole number`)
    if (Array.isArray(schema.enum) && !schema.enum.map(String).includes(value))
      refuse(400, `${name} is none of ${schema.enum.join(', ')}`)
  }
}

/** The entries that are sent, checked. */
function sent(
  world: World,
  kind: Kind,
  described: DescribedCall,
  call: Call,
  desk: Desk,
  whole: boolean,
): Record<string, unknown>[] {
  const schema = sentSchema(world.described, described)
  const place = sentPlace(world.described, kind, described)
  if (!schema || !place) return []
  if (call.body === '') return schema.required ? refuse(400, 'The body is missing') : []
  const form = (call.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
  const given = form ? typed(world.described, schema.schema, bodyOf(call)) : bodyOf(call)
  const bodies = entriesIn(given, place).map((entry) =>
    isRecord(entry) ? entry : refuse(400, 'An entry is no object'),
  )
  const [old] = bodies.flatMap((entry) => unknownNames(desk, kind.name, entry))
  if (old !== undefined) refuse(422, `${old} is not known`)
  const kept = bodies.map((entry) => renameIn(desk, kind.name, entry))
  const [wrong] = wrongIn(
    world.described,
    schema.schema,
    bodyWith(world.described, undefined, place, kept, isRecord(given) && place.member !== undefined ? given : {}),
    whole,
  )
  if (wrong) refuse(422, `${wrong.at || 'The body'} ${wrong.why}`)
  const [missing] = whole ? kept.flatMap((entry) => missingRequired(desk, kind.name, entry)) : []
  if (missing !== undefined) refuse(422, `${missing} is missing`)
  return kept.map((entry) => ({ ...entry }))
}

/** Texts of a form as the values that they stand for. */
function typed(described: Described, schema: unknown, value: unknown): unknown {
  const type = described.type(schema)
  if (type === 'object' && isRecord(value)) {
    const fields = described.fields(schema)
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, typed(described, fields.get(name), inner)]),
    )
  }
  if (typeof value !== 'string') return value
  if ((type === 'integer' || type === 'number') && value !== '' && !Number.isNaN(Number(value))) return Number(value)
  return type === 'boolean' && /^(?:true|false)$/.test(value) ? value === 'true' : value
}

const keyHeader = /^x?idempot|^x?requestid$/
const day = 86_400_000

function create(world: World, kind: Kind, described: DescribedCall, call: Call, desk: Desk): Reply {
  const header = described.parameters.find(
    ({ name, in: where }) => where === 'header' && keyHeader.test(plain(name)),
  )?.name
  const key = header && call.headers[header.toLowerCase()]
  const print = createHash('sha256').update(call.body).digest('hex')
  const before = typeof key === 'string' ? desk.docs.remembered(kind.name, key) : undefined
  if (isRecord(before)) {
    return before.print === print ? (before.reply as Reply) : refusal(422, 'This key was used with another body')
  }
  const entries = sent(world, kind, described, call, desk, true)
  const documents = entries.map((entry) => insert(world, kind, entry, undefined, desk))
  const reply = answered(world, kind, described, documents, desk)
  if (typeof key === 'string') desk.docs.remember(kind.name, key, { print, reply }, day)
  return reply
}

function insert(
  world: World,
  kind: Kind,
  entry: Record<string, unknown>,
  id: string | undefined,
  desk: Desk,
): Document {
  const { [kind.idField ?? '']: own, ...body } = entry
  const named =
    id ??
    (typeof own === 'string' || typeof own === 'number'
      ? String(own)
      : newId(world.described, kind.schema, kind.idField, desk, kind.name))
  if (desk.docs.get(kind.name, named)) refuse(409, `${named} is there already`)
  const made = desk.docs.insert(kind.name, body, { id: named })
  desk.docs.effect(kind.name, keyOf(world, kind, made), 'created')
  desk.notify(`${kind.name}.created`, { id: named })
  return made
}

function keyOf({ described, calls }: World, kind: Kind, { body, id }: Document): string {
  const list = calls.at('GET', kind.path)
  return businessKey(list ? [...filtersOf(described, kind.schema, list).values()] : [], body, id)
}

function answered(
  { described }: World,
  kind: Kind,
  call: DescribedCall,
  documents: readonly Document[],
  desk: Desk,
): Reply {
  const { status, schema } = goodAnswer(described, call)
  const place = answeredPlace(described, kind, call)
  if (!place) return { status }
  const views = documents.map((document) => shown(desk, described, kind.schema, kind.idField, document))
  return { status, body: bodyWith(described, schema, place, views) }
}

function answerItem(world: World, kind: Kind, { call: described }: Matched, id: string, call: Call, desk: Desk): Reply {
  const there = desk.docs.get(kind.name, id)
  if (call.method === 'PUT' && !there && answersWith(described, '201')) {
    const [entry] = sent(world, kind, described, call, desk, true)
    return { ...answered(world, kind, described, [insert(world, kind, entry ?? {}, id, desk)], desk), status: 201 }
  }
  if (!there) return refusal(404, `There is no ${kind.title} ${id}`)
  if (call.method === 'GET') return answered(world, kind, described, [there], desk)
  if (call.method === 'DELETE') {
    desk.docs.remove(kind.name, id)
    desk.docs.effect(kind.name, keyOf(world, kind, there), 'removed')
    return {
      status:
        goodAnswer(world.described, described).status === 200 ? 204 : goodAnswer(world.described, described).status,
    }
  }
  const replaces = call.method === 'PUT'
  const [{ [kind.idField ?? '']: _, ...entry } = {}] = sent(world, kind, described, call, desk, replaces)
  const body = replaces ? entry : merged(there.body, entry)
  const same = JSON.stringify(body) === JSON.stringify(there.body)
  const kept = same ? there : desk.docs.update(kind.name, id, body)
  desk.docs.effect(kind.name, keyOf(world, kind, kept), same ? 'unchanged' : 'changed')
  if (!same) desk.notify(`${kind.name}.changed`, { id })
  return answered(world, kind, described, [kept], desk)
}

/** Objects within objects are merged; what is null is taken out. */
function merged(
  before: Readonly<Record<string, unknown>>,
  changes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const both: Record<string, unknown> = { ...before }
  for (const [name, value] of Object.entries(changes)) {
    const old = both[name]
    if (value === null) delete both[name]
    else both[name] = isRecord(old) && isRecord(value) ? merged(old, value) : value
  }
  return both
}
