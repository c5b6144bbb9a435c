/** What can be done with the entries of one collection: created, saved, changed by their id, listed. */
import type { Operation, ReplyPaths, TargetField, TargetObject, Template } from '../connect/declare.ts'
import { answerOf, bodyOf, type Call, type Collection, unwrapped } from './collections.ts'
import { partsIn } from './description.ts'
import { type Kind, keyable, kindOf, sentToItem } from './kinds.ts'
import { listOf } from './lists.ts'
import { label, withArticle } from './names.ts'
import { type Reading, replacing, replyOf, requestOf, wrap } from './requests.ts'
import { askChanging, askReplacing, askSafe, askUndo, type Safe } from './safety.ts'
import { needsOf } from './sign-ins.ts'

export interface Offer {
  objects: Record<string, TargetObject>
  operations: Record<string, Operation>
}

export function offerOf(reading: Reading, id: string, collection: Collection): Offer {
  const kind = kindOf(reading, id, collection)
  const offer: Offer = { objects: {}, operations: {} }
  addCreating(reading, kind, offer)
  addChanging(reading, kind, offer)
  // Where nothing can be written, a list is not offered: flows begin with operations.
  const list = listOf(reading, kind)
  if (list) for (const operation of Object.values(offer.operations)) operation.list = list
  return offer
}

const titled = (noun: string): string => noun.charAt(0).toUpperCase() + noun.slice(1)

const objectOf = (
  { noun, collection: { path }, fields }: Kind,
  unique: readonly TargetField[],
  how = '',
): TargetObject => ({
  title: titled(noun) + how,
  plural: label(path.split('/').at(-1) ?? noun) + how,
  fields,
  unique: unique.map(({ name, label }) => ({ name, label })),
})

/** The match key stands in its field, whatever else is written. */
const ENTRY: Template = { '...': { $: 'body' }, '{match}': { $: 'key' } }

function addCreating(reading: Reading, kind: Kind, offer: Offer): void {
  const { description } = reading
  const { create, item } = kind.collection
  const body = create && bodyOf(description, create)
  const written = body && unwrapped(description, body.schema, kind.collection.noun, false)
  if (!create || !written) return
  if (kind.beyond.length > 0) {
    reading.notes.push(`${create.path} needs ${kind.beyond.join(', ')}, which no field can hold; creating is left out.`)
    return
  }
  if (['oneOf', 'anyOf'].some((word) => partsIn(written.entry[word]).length > 1))
    reading.notes.push(
      `${create.path} takes one of several shapes: its fields are offered together, and not all go together.`,
    )
  const operation = `create-${kind.id}`
  const safe = askSafe(reading, kind, create, operation)
  const reply = writtenReply(reading, kind, create)
  const undo = askUndo(reading, kind, operation, ['delete'])
  // Without a safe way any text may carry the match key: it is only written there, and never relied on.
  offer.objects[kind.id] = objectOf(kind, safe.match ? [safe.match] : keyable(kind))
  const common = {
    object: kind.id,
    bulk: 1,
    ...lookOf(reading, kind, safe),
    send: {
      request: requestOf(reading, create, {
        body: wrap(written, ENTRY),
        ...(safe.header ? { idempotencyHeader: safe.header } : {}),
      }),
      reply,
    },
    needs: needsOf(description, create.operation),
  }
  const { strategy, keyLasts, settle } = safe
  const kept = {
    strategy,
    ...(keyLasts === undefined ? {} : { keyLasts }),
    ...(settle === undefined ? {} : { settle }),
  }
  offer.operations[operation] = { title: `Create ${withArticle(kind.noun)}`, does: 'create', ...common, ...kept, undo }
  const change = item?.change ?? item?.replace
  const changed = change && changeOf(reading, kind, change, 'id')
  if (strategy !== 'find-then-create' || !changed || !kind.idField) return
  const saving = `save-${kind.id}`
  offer.operations[saving] = {
    ...common,
    ...kept,
    title: `Create or update ${withArticle(kind.noun)}`,
    does: 'upsert',
    change: changed,
    undo: askUndo(reading, kind, saving, ['delete', 'restore']),
    needs: [...new Set([...common.needs, ...needsOf(description, change.operation)])],
  }
}

function lookOf(reading: Reading, { collection: { list, noun }, idField }: Kind, safe: Safe): Pick<Operation, 'look'> {
  if (!list || !safe.find || !safe.match) return {}
  const wrapping = unwrapped(reading.description, answerOf(reading.description, list), noun, true)
  if (!wrapping) return {}
  const request = requestOf(reading, list, { query: { [safe.find]: { $: 'key' } } })
  return { look: { request, reply: { ...replyOf(wrapping, idField), key: safe.match.name }, bulk: 1 } }
}

/** The call that changes one entry, named by its id or by the match key. */
function changeOf(reading: Reading, kind: Kind, call: Call, by: 'id' | 'key'): Operation['send'] | undefined {
  const written = sentToItem(reading, kind, call)
  const hole = kind.collection.item?.hole
  if (!written || hole === undefined) return undefined
  const entry: Template = call.method === 'PUT' ? replacing(kind.fields) : { $: 'body' }
  const reply = writtenReply(reading, kind, call)
  return { request: requestOf(reading, call, { hole: { name: hole, is: by }, body: wrap(written, entry) }), reply }
}

/** What is read of the answer to a write: where it names no entry, only that it went well. */
function writtenReply({ description }: Reading, { idField, collection: { noun } }: Kind, call: Call): ReplyPaths {
  const wrapping = unwrapped(description, answerOf(description, call), noun, false)
  const named = idField !== undefined && wrapping && description.shape(wrapping.entry)?.properties.has(idField)
  return named ? replyOf(wrapping, idField) : {}
}

/** By its id, which somebody must know: then it needs no search. */
function addChanging(reading: Reading, kind: Kind, offer: Offer): void {
  const { item, noun } = kind.collection
  const call = item?.change ?? item?.replace
  const send = call && item?.read && changeOf(reading, kind, call, 'key')
  if (!item?.read || !call || !send || !kind.idField) return
  const creates = call.method === 'PUT' ? askReplacing(reading, kind) : undefined
  const operation = creates === 'creates' ? `put-${kind.id}` : `change-${kind.id}`
  const safe = call.method === 'PUT' ? creates !== undefined : askChanging(reading, kind, call, operation)
  const object = `${kind.id}-by-id`
  const idField = kind.fields.find(({ name }) => name === kind.idField) ?? {
    name: kind.idField,
    label: label(kind.idField),
    type: 'text' as const,
  }
  const fields = kind.fields.map(({ required: _, ...field }) => field)
  offer.objects[object] = objectOf(
    { ...kind, fields: creates === 'creates' ? kind.fields : fields },
    [idField],
    ', by its id',
  )
  const hole = { name: item.hole, is: 'key' as const }
  const reply = replyOf(
    unwrapped(reading.description, answerOf(reading.description, item.read), noun, false),
    kind.idField,
  )
  const undo = askUndo(reading, kind, operation, creates === 'creates' ? ['delete', 'restore'] : ['restore'])
  offer.operations[operation] = {
    title: `${creates === 'creates' ? 'Create or update' : 'Change'} ${withArticle(kind.noun)} by its id`,
    object,
    does: creates === 'creates' ? 'upsert' : 'update',
    strategy: safe ? 'upsert-by-unique-field' : 'own-ledger',
    bulk: 1,
    look: { request: requestOf(reading, item.read, { hole }), reply, bulk: 1, missing: [404, 410] },
    send,
    change: send,
    undo,
    needs: [...new Set([call, item.read].flatMap((each) => needsOf(reading.description, each.operation)))],
  }
}
