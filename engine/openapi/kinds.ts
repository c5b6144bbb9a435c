/** What is known of the entries of one collection: their fields, what names them, how they can be found. */
import type { TargetField } from '../connect/declare.ts'
import { slug } from '../model/ids.ts'
import { answerOf, bodyOf, type Call, type Collection, unwrapped, type Wrapping } from './collections.ts'
import { fieldsOf } from './fields.ts'
import { bare, label } from './names.ts'
import { isPaging } from './paging.ts'
import { idOf, type Reading } from './requests.ts'

/** One collection, with what is known of its entries. */
export interface Kind {
  id: string
  noun: string
  collection: Collection
  fields: TargetField[]
  /** What names an entry over there. */
  idField: string | undefined
  /** What must be sent and cannot be given as fields. */
  beyond: readonly string[]
}

export function kindOf(reading: Reading, id: string, collection: Collection): Kind {
  const { description } = reading
  const { create, list, item, noun } = collection
  const writing = [create, item?.replace, item?.change].find((call) => call && bodyOf(description, call))
  const written = writing && unwrapped(description, bodyOf(description, writing)?.schema, noun, false)
  const reads = [item?.read, create, item?.change, item?.replace].map((call) =>
    unwrapped(description, answerOf(description, call), noun, false),
  )
  const read = reads.find(Boolean) ?? unwrapped(description, answerOf(description, list), noun, true)
  const { fields: own, beyond } = written ? fieldsOf(description, written.entry) : { fields: [], beyond: [] }
  const names = new Set(own.map(({ name }) => name))
  const shown = read ? fieldsOf(description, read.entry).fields.filter(({ name }) => !names.has(name)) : []
  // What is shown but cannot be written is read only, whatever the description says of it.
  const fields = [...own, ...shown.map(({ required: _, ...field }) => ({ ...field, readOnly: true }))]
  const tops = fields.filter(({ path }) => path === undefined).map(({ name }) => name)
  const idField = idOf(read ? [...(description.shape(read.entry)?.properties.keys() ?? [])] : tops, noun, item?.hole)
  return { id, noun: label(noun).toLowerCase(), collection, fields, idField, beyond }
}

/** How an entry is sent to its own address. Undefined where it is not: a bare list is one of changes (RFC 6902). */
export function sentToItem({ description }: Reading, { collection }: Kind, call: Call): Wrapping | undefined {
  const body = bodyOf(description, call)
  const written = body && unwrapped(description, body.schema, collection.noun, false)
  return written?.many && written.in === undefined ? undefined : written
}

/** Fields that a match key can be written to. */
export const keyable = ({ fields }: Kind): TargetField[] =>
  fields.filter(
    ({ type, readOnly, path }) => !readOnly && path === undefined && ['text', 'email', 'phone'].includes(type),
  )

/** Fields by whose value the list can be asked for an entry. */
export function findable(kind: Kind): { field: TargetField; parameter: string }[] {
  const filters = (kind.collection.list?.parameters ?? []).filter((one) => one.in === 'query' && !isPaging(one))
  return keyable(kind).flatMap((field) => {
    const filter = filters.find(({ name }) => bare(name) === bare(field.name))
    return filter ? [{ field, parameter: filter.name }] : []
  })
}

/** The name of a collection's entries as an id; one that is taken gets its path's words. */
export function kindId(collection: Collection, taken: ReadonlySet<string>): string {
  const plain = slug(collection.noun)
  if (!taken.has(plain)) return plain
  const longer = slug(collection.path.replaceAll(/\{[^{}]*\}/g, ' '))
  return taken.has(longer) ? slug(`${longer} ${taken.size}`) : longer
}
