import { type Call, isRecord, jsonBody, type Reply } from '../http/exchange.ts'
import type { StoredObject } from '../store/index.ts'
import type { Desk } from './desk.ts'
import { invalid } from './errors.ts'
import { type FilterGroup, matchesAny, readFilterGroups } from './filters.ts'
import type { Kind } from './kinds.ts'
import { readProperty, showNamed } from './shape.ts'
import { toTime } from './values.ts'
import { findObject } from './writing.ts'

const mostResults = 10_000

/**
 * POST /crm/v3/objects/{type}/search: groups are alternatives, filters in a group must all match. 10 results when no
 * limit is named, 200 at most; `after` counts results, and nothing beyond the first 10,000 can be reached.
 * The real index lags some seconds behind writes; the fault `searchLagMs` makes new objects invisible for that long.
 */
export function search(desk: Desk, kind: Kind, call: Call): Reply {
  const body = jsonBody(call)
  if (!isRecord(body)) throw invalid('Invalid input JSON: an object was expected')
  const groups = readFilterGroups(desk, kind, body.filterGroups)
  const sort = readSort(desk, kind, body.sorts)
  const limit = readNumber(body.limit, 10, 'limit')
  const after = readNumber(body.after, 0, 'after')
  if (limit < 1 || limit > 200) throw invalid('limit must be between 1 and 200')
  if (after + limit > mostResults) throw invalid(`Paging is limited to ${mostResults} results`)
  const query = typeof body.query === 'string' ? body.query.toLowerCase().split(/\s+/).filter(Boolean) : []

  const newest = desk.now() - (desk.faults().searchLagMs ?? 0)
  const matches: StoredObject[] = []
  for (const object of candidates(desk, kind, groups)) {
    if (object.createdAt > newest || !matchesAny(kind, object, groups)) continue
    if (query.length === 0 || matchesQuery(kind, object, query)) matches.push(object)
  }
  if (sort !== undefined) matches.sort(sort)
  const asked = Array.isArray(body.properties) ? body.properties.filter((name) => typeof name === 'string') : []
  const names = asked.length === 0 ? kind.shown : asked
  const next = after + limit
  return {
    status: 200,
    body: {
      total: matches.length,
      results: matches.slice(after, next).map((object) => showNamed(desk, kind, object, names)),
      ...(next < matches.length ? { paging: { next: { after: String(next) } } } : {}),
    },
  }
}

/** The objects that can match: looked up when every group asks for a unique value, else all of the type. */
function candidates(desk: Desk, kind: Kind, groups: readonly FilterGroup[]): Iterable<StoredObject> {
  const found = new Map<string, StoredObject>()
  for (const group of groups) {
    const keyed = group.find((filter) => filter.exact !== undefined && desk.catalogue.isUnique(kind, filter.property))
    if (keyed === undefined) return desk.store.objects.all(kind.name)
    for (const value of keyed.exact ?? []) {
      const object = findObject(desk, kind, value, keyed.property)
      if (object !== undefined) found.set(object.id, object)
    }
  }
  return groups.length === 0 ? desk.store.objects.all(kind.name) : found.values()
}

function matchesQuery(kind: Kind, object: StoredObject, words: readonly string[]): boolean {
  const text = kind.searched.map((name) => object.properties[name] ?? '').join('\n')
  const haystack = text.toLowerCase()
  return words.every((word) => haystack.includes(word))
}

type Order = (left: StoredObject, right: StoredObject) => number

/** One sort, `"name"`, `"-name"` or `{propertyName, direction}`; numbers and dates by size. */
function readSort(desk: Desk, kind: Kind, input: unknown): Order | undefined {
  const first: unknown = Array.isArray(input) ? input[0] : undefined
  if (first === undefined) return undefined
  if (Array.isArray(input) && input.length > 1) throw invalid('Only one sort can be applied to a search')
  const text = typeof first === 'string' ? first : ''
  const name = isRecord(first) ? String(first.propertyName) : text.replace(/^-/, '')
  const down = isRecord(first) ? first.direction === 'DESCENDING' : text.startsWith('-')
  const definition = desk.catalogue.find(kind, name)
  if (definition === undefined) throw invalid(`Unknown sort property "${name}"`)
  const rank = (value: string) => {
    if (definition.type === 'number') return Number(value)
    return definition.type.startsWith('date') ? (toTime(value) ?? 0) : value.toLowerCase()
  }
  return (left, right) => {
    const [one, other] = [readProperty(kind, left, name), readProperty(kind, right, name)]
    if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined)
    const [low, high] = [rank(one), rank(other)]
    return (low < high ? -1 : low > high ? 1 : 0) * (down ? -1 : 1)
  }
}

function readNumber(input: unknown, fallback: number, name: string): number {
  if (input === undefined || input === null || input === '') return fallback
  const number = Number(input)
  if (!Number.isInteger(number) || number < 0) throw invalid(`"${name}" has to be a whole number`)
  return number
}
