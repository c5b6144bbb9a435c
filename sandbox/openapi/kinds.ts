// Which entries a description speaks of: for each collection, its schema, what names an entry, and where it stands in bodies.
import { type Calls, type DescribedCall, goodAnswer, sentSchema } from './calls.ts'
import { idFieldOf } from './entries.ts'
import { type Place, placeIn } from './place.ts'
import type { Described, Schema } from './schema.ts'

export interface Kind {
  readonly name: string
  readonly title: string
  readonly path: string
  /** Of an entry as it is answered. */
  readonly schema: Schema
  readonly idField: string | undefined
  readonly itemPath: string | undefined
  readonly list?: { readonly status: number; readonly schema: unknown; readonly place: Place }
}

/** By the path of the collection. */
export function readKinds(described: Described, calls: Calls): Map<string, Kind> {
  const found = new Map<string, Kind>()
  for (const { path } of calls.all()) {
    const collection = /^(.*)\/\{[^{}/]+\}$/.exec(path)?.[1] ?? path
    if (found.has(collection) || collection === '' || collection.endsWith('}')) continue
    const kind = kindAt(described, calls, collection)
    if (kind) found.set(collection, kind)
  }
  return found
}

function kindAt(described: Described, calls: Calls, path: string): Kind | undefined {
  const itemPath = calls.itemOf(path)
  const at = (method: string, where: string | undefined) => (where === undefined ? undefined : calls.at(method, where))
  const list = at('GET', path)
  const writes = [at('POST', path), at('PUT', path), at('PUT', itemPath), at('PATCH', itemPath), at('POST', itemPath)]
  const write = writes.find((call) => call && sentSchema(described, call))
  const read = at('GET', itemPath)
  const answers = [read, write, list].flatMap((call) => (call ? [goodAnswer(described, call).schema] : []))
  const answer = answers.find((schema) => schema !== undefined)
  const sent = write && sentSchema(described, write)?.schema
  const place = placeIn(described, answer, sent ?? answer) ?? placeIn(described, sent, sent)
  if (!place || (!write && !(read && list))) return undefined
  const hole = itemPath && /\{([^{}]+)\}$/.exec(itemPath)?.[1]
  const noun =
    path
      .split('/')
      .filter((part) => part !== '' && !part.startsWith('{'))
      .at(-1) ?? path
  const listed = list && goodAnswer(described, list)
  const listPlace = listed && placeIn(described, listed.schema, place.schema, { lists: true, whole: true })
  return {
    name: path
      .replace(/^\//, '')
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/^-+|-+$/g, ''),
    title: noun,
    path,
    schema: place.schema,
    idField: idFieldOf(described, place.schema, hole, noun),
    itemPath,
    ...(listed && listPlace ? { list: { ...listed, place: listPlace } } : {}),
  }
}

/** Where the entry stands in what is sent by this call. */
export const sentPlace = (described: Described, kind: Kind, call: DescribedCall): Place | undefined =>
  placeIn(described, sentSchema(described, call)?.schema, kind.schema, { whole: true })

/** Where the entry stands in what this call answers; undefined when it answers with nothing. */
export const answeredPlace = (described: Described, kind: Kind, call: DescribedCall): Place | undefined =>
  placeIn(described, goodAnswer(described, call).schema, kind.schema, { whole: true })
