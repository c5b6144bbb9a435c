// Searching by identifier and by time of change, in pages whose next one is a link. Source: hl7.org/fhir/R4/search.html.
import type { Call, Reply } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { wholeNumber } from '../kit/paging.ts'
import type { Desk } from '../kit/system.ts'
import { contentType, fail } from './outcome.ts'
import { kindOf, shown } from './shape.ts'

const known = ['identifier', '_id', '_lastUpdated', '_sort', '_count', '_summary', '_offset', '_format', 'subject']

export function search(type: string, call: Call, desk: Desk): Reply {
  const { query } = call
  for (const name of query.keys())
    if (!known.includes(name.split(':')[0] ?? '')) fail(400, 'not-supported', `Unknown search parameter '${name}'`)
  const lag = desk.searchLagMs()
  const found = matching(type, query, desk)
    .filter(({ updatedAt }) => updatedAt + lag <= desk.now())
    .sort(orderOf(query.get('_sort')))
  const base = { resourceType: 'Bundle', type: 'searchset', total: found.length }
  if (query.get('_summary') === 'count') return { status: 200, headers: contentType, body: base }
  const count = wholeNumber(query, '_count', 20, 0, 200)
  const offset = wholeNumber(query, '_offset', 0, 0, 1_000_000)
  const page = found.slice(offset, offset + count)
  const entry = page.map((one, index) => ({
    fullUrl: `${desk.address}/${type}/${one.id}`,
    resource: shown(desk, type, one, index),
    search: { mode: 'match' },
  }))
  const link = [{ relation: 'self', url: `${desk.address}/${type}?${query}` }]
  if (count > 0 && offset + count < found.length)
    link.push({ relation: 'next', url: nextUrl(type, call, desk, offset + count) })
  // An empty list is not allowed in FHIR: it is left out.
  const body = { ...base, link, ...(entry.length > 0 ? { entry } : {}) }
  return { status: 200, headers: contentType, body }
}

function nextUrl(type: string, { query }: Call, desk: Desk, offset: number): string {
  const next = new URLSearchParams(query)
  next.set('_offset', String(offset))
  return `${desk.address}/${type}?${next}`
}

/** The living resources that a search means: of an update that is conditional too. */
export function matching(type: string, query: URLSearchParams, desk: Desk): Document[] {
  const wanted = query.getAll('identifier')
  const start = wanted.length > 0 ? byIdentifier(type, wanted[0] ?? '', desk) : desk.docs.all(kindOf(type))
  const ids = query.get('_id')?.split(',')
  const subject = query.get('subject')
  const times = query.getAll('_lastUpdated').map(timeRule)
  return start.filter(
    ({ id, body, updatedAt }) =>
      (ids === undefined || ids.includes(id)) &&
      (subject === null || (body.subject as { reference?: string } | undefined)?.reference === subject) &&
      times.every((holds) => holds(updatedAt)),
  )
}

function byIdentifier(type: string, text: string, desk: Desk): Document[] {
  const found = new Map<string, Document>()
  for (const token of split(text, ',')) {
    const [system, value] = split(token, '|').map(plain)
    const [one, of] = value === undefined ? [system ?? '', undefined] : [value, system]
    for (const document of desk.docs.all(kindOf(type))) {
      const identifiers = Array.isArray(document.body.identifier) ? document.body.identifier : []
      const has = identifiers.some(
        (identifier: { system?: string; value?: string }) =>
          identifier.value === one && (of === undefined || (identifier.system ?? '') === of),
      )
      if (has) found.set(document.id, document)
    }
  }
  return [...found.values()]
}

/** At that sign, unless a backslash stands before it. */
const split = (text: string, sign: string): string[] => {
  const parts = ['']
  for (const piece of text.match(/\\.|[^\\]/gsu) ?? [])
    if (piece === sign) parts.push('')
    else parts[parts.length - 1] += piece
  return parts
}
const plain = (text: string): string => text.replace(/\\(.)/gsu, '$1')

function timeRule(text: string): (at: number) => boolean {
  const [, prefix = 'eq', moment = ''] = /^(eq|ne|gt|lt|ge|le)?(.+)$/.exec(text) ?? []
  const wanted = Date.parse(moment)
  if (Number.isNaN(wanted)) return fail(400, 'value', `'${text}' is not a date`)
  const holds: Readonly<Record<string, (at: number) => boolean>> = {
    eq: (at) => at === wanted,
    ne: (at) => at !== wanted,
    gt: (at) => at > wanted,
    lt: (at) => at < wanted,
    ge: (at) => at >= wanted,
    le: (at) => at <= wanted,
  }
  return holds[prefix] ?? fail(400, 'value', `'${prefix}' is not known`)
}

function orderOf(sort: string | null): (one: Document, other: Document) => number {
  if (sort === null) return () => 0
  if (sort === '_lastUpdated') return (one, other) => one.updatedAt - other.updatedAt
  if (sort === '-_lastUpdated') return (one, other) => other.updatedAt - one.updatedAt
  return fail(400, 'not-supported', `Sorting by '${sort}' is not supported`)
}
