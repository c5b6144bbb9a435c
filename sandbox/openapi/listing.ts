// Lists of entries: filters by fields, what changed since a moment, and pages in the ways that are usual.
import type { Call, Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { cursorFor, placeOf, sliceAt, wholeNumber } from '../kit/paging.ts'
import type { Desk } from '../kit/system.ts'
import type { DescribedCall } from './calls.ts'
import { shown } from './entries.ts'
import type { Kind } from './kinds.ts'
import { bodyWith } from './place.ts'
import { type Described, plain, type Schema } from './schema.ts'

const sizes = /^(?:limit|pagesize|perpage|maxresults|size|count|top)$/
const pages = /^(?:page|pagenumber|pageno)$/
const offsets = /^(?:offset|skip|startat|start)$/
const cursors = /^(?:cursor|after|pagetoken|nextpagetoken|nexttoken|startingafter)$/
const since = /(?:since|after|from)$|^(?:updated|modified)/

/** Parameters that leave out what has another value in a field of that name. */
export function filtersOf(described: Described, schema: Schema, { parameters }: DescribedCall): Map<string, string> {
  const names = [...described.fields(schema).keys()]
  const found = parameters.flatMap(({ name, in: where }) => {
    const field = names.find((one) => plain(one) === plain(name))
    return where === 'query' && field !== undefined && !sizes.test(plain(name)) ? [[name, field] as const] : []
  })
  return new Map(found)
}

export function answerList(desk: Desk, described: Described, kind: Kind, asked: DescribedCall, call: Call): Reply {
  const { list } = kind
  if (!list) return { status: 404, body: { message: 'There is no list' } }
  const filters = filtersOf(described, list.place.schema, asked)
  const view = (document: Document) => shown(desk, described, kind.schema, kind.idField, document)
  const named = (test: RegExp) =>
    asked.parameters.find(({ name, in: where }) => where === 'query' && test.test(plain(name)))?.name
  const moment = asked.parameters.find(
    ({ name, in: where }) =>
      where === 'query' && since.test(plain(name)) && !cursors.test(plain(name)) && !filters.has(name),
  )?.name
  const from = moment === undefined ? Number.NaN : momentOf(call.query.get(moment))
  const visible = desk.now() - desk.searchLagMs()
  const fitting = desk.docs.all(kind.name, (document) => {
    if (document.createdAt > visible && desk.searchLagMs() > 0) return false
    if (!Number.isNaN(from) && document.updatedAt < from) return false
    return [...filters].every(([name, field]) => {
      const wanted = call.query.get(name)
      return wanted === null || String(view(document)[field] ?? '').toLowerCase() === wanted.toLowerCase()
    })
  })
  if (!Number.isNaN(from)) fitting.sort((a, b) => a.updatedAt - b.updatedAt)
  const size = named(sizes)
  const limit =
    size === undefined
      ? named(pages) || named(offsets) || named(cursors)
        ? 50
        : 100_000
      : wholeNumber(call.query, size, 50, 1, 200)
  const start = startOf(call, limit, named, fitting)
  const slice = sliceAt(fitting, start, limit)
  const next = slice.more ? nextOf(desk, call, start + limit, limit, named) : undefined
  const beside = about(described, list.schema, {
    total: slice.total,
    more: slice.more,
    next,
    start,
    limit,
    size: slice.items.length,
  })
  return { status: list.status, body: bodyWith(described, list.schema, list.place, slice.items.map(view), beside) }
}

function momentOf(text: string | null): number {
  if (text === null || text === '') return Number.NaN
  return /^\d+$/.test(text) ? Number(text) * (text.length > 11 ? 1 : 1000) : Date.parse(text)
}

type Named = (test: RegExp) => string | undefined

function startOf(call: Call, limit: number, named: Named, all: readonly Document[]): number {
  const [cursor, page, offset] = [named(cursors), named(pages), named(offsets)]
  const at = cursor === undefined ? null : call.query.get(cursor)
  if (at) {
    // Either a cursor of ours, or the id of the last entry that was seen.
    const place = Number(placeOf(at) ?? all.findIndex(({ id }) => id === at) + 1)
    return Number.isInteger(place) && place > 0 ? place : all.length
  }
  if (page !== undefined) return (wholeNumber(call.query, page, 1, 1, 1_000_000) - 1) * limit
  return offset === undefined ? 0 : wholeNumber(call.query, offset, 0, 0, 100_000_000)
}

/** The cursor of the next page, and the whole address of it. */
function nextOf(desk: Desk, call: Call, place: number, limit: number, named: Named): { token: string; url: string } {
  const token = cursorFor(String(place))
  const query = new URLSearchParams(call.query)
  const [cursor, page, offset] = [named(cursors), named(pages), named(offsets)]
  if (cursor !== undefined) query.set(cursor, token)
  else if (page !== undefined) query.set(page, String(place / limit + 1))
  else if (offset !== undefined) query.set(offset, String(place))
  return { token, url: `${desk.address}${call.path}?${query}` }
}

interface Facts {
  readonly total: number
  readonly more: boolean
  readonly next: { token: string; url: string } | undefined
  readonly start: number
  readonly limit: number
  readonly size: number
}

/** What stands beside the entries, by the names that it usually has; deeper ones such as `paging.next` too. */
function about(described: Described, schema: unknown, facts: Facts, depth = 0): Schema {
  const found: Schema = {}
  for (const [name, field] of described.fields(schema)) {
    const inner = described.of(field)
    const deeper = described.type(inner) === 'object' && depth < 2 ? about(described, inner, facts, depth + 1) : {}
    if (Object.keys(deeper).length > 0) found[name] = deeper
    const value = factOf(plain(name), inner, facts)
    if (value !== undefined && described.type(inner) !== 'object') found[name] = value
  }
  return found
}

function factOf(name: string, schema: Schema, { total, more, next, start, limit, size }: Facts): unknown {
  if (/^(?:hasmore|more|hasnext|hasnextpage)$/.test(name)) return more
  if (/^(?:islast|last)$/.test(name)) return !more
  if (/^(?:total|totalcount|totalresults|itemcount|totalitems)$/.test(name)) return total
  if (/^(?:pagecount|totalpages)$/.test(name)) return Math.ceil(total / limit)
  if (/^(?:page|pagenumber)$/.test(name)) return Math.floor(start / limit) + 1
  if (/^(?:pagesize|limit|perpage|maxresults)$/.test(name)) return limit
  if (/^(?:offset|startat)$/.test(name)) return start
  if (name === 'count') return size
  if (!/^(?:next|nextcursor|nextpagetoken|nexttoken|cursor|after|nextpage|nextlink|nexturl)$/.test(name))
    return undefined
  if (next) return schema.format === 'uri' || /(?:link|url)$/.test(name) ? next.url : next.token
  return [schema.type].flat().includes('null') ? null : undefined
}
