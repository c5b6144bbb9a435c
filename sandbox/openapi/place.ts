// Where an entry stands in a body: the body itself, a member of it, or the elements of a list. Found by comparing the fields of
// what is sent with those of what is answered, since both speak of the same entry.
import { isRecord } from '../http/exchange.ts'
import { type Described, emptyValue, type Schema } from './schema.ts'

export interface Place {
  /** The member of the body; absent: the body itself. */
  readonly member?: string
  readonly many: boolean
  /** Of one entry. */
  readonly schema: Schema
}

function placesIn(described: Described, value: unknown): Place[] {
  const schema = described.of(value)
  if (described.type(schema) === 'array') return [{ many: true, schema: described.of(schema.items) }]
  const members = [...described.fields(schema)].flatMap(([member, field]): Place[] => {
    const inner = described.of(field)
    const many = described.type(inner) === 'array'
    const entry = many ? described.of(inner.items) : inner
    return described.fields(entry).size > 0 ? [{ member, many, schema: entry }] : []
  })
  return [{ many: false, schema }, ...members]
}

/** What lies in an entry is often larger than the entry, so that members count less than the body itself. */
const inner = 0.4

/**
 * The place in `value` whose entries are most like those of `other`; without another, the body itself or its only list. `whole`:
 * `other` is itself one entry.
 */
export function placeIn(
  described: Described,
  value: unknown,
  other: unknown,
  { lists = false, whole = false } = {},
): Place | undefined {
  if (value === undefined) return undefined
  const places = placesIn(described, value)
  const others = whole
    ? [{ many: false, schema: described.of(other) }]
    : other === undefined
      ? []
      : placesIn(described, other)
  let best: Place | undefined
  let most = 0
  for (const place of places) {
    const names = [...described.fields(place.schema).keys()]
    if (isWrapper(described, place, places)) continue
    for (const { schema } of others) {
      const known = described.fields(schema)
      const same = names.filter((name) => known.has(name)).length
      const score = same * (place.member === undefined ? 1 : inner) + (lists && place.many ? 0.25 : 0)
      if (same > 0 && score > most) {
        best = place
        most = score
      }
    }
  }
  return best ?? (lists ? places.find(({ many }) => many) : undefined) ?? places[0]
}

/** The body itself, when all it has is one member that holds the entry. */
const isWrapper = (described: Described, { member, many, schema }: Place, places: readonly Place[]): boolean =>
  member === undefined && !many && places.length === 2 && described.fields(schema).size === 1

/** The entries of a body. */
export function entriesIn(body: unknown, { member, many }: Place): unknown[] {
  const held = member === undefined ? body : isRecord(body) ? body[member] : undefined
  return many ? (Array.isArray(held) ? held : []) : [held]
}

/** A body with these entries, and as little beside them as its schema allows. */
export function bodyWith(
  described: Described,
  schema: unknown,
  place: Place,
  entries: readonly unknown[],
  beside: Schema = {},
): unknown {
  const held = place.many ? entries : entries[0]
  if (place.member === undefined) return held
  const empty = emptyValue(described, schema)
  return { ...(isRecord(empty) ? empty : {}), ...beside, [place.member]: held }
}
