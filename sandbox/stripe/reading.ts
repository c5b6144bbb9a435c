// Lists, newest first, and searches, which find what was created only after a while (docs.stripe.com/search).
import type { Call, Reply } from '../http/exchange.ts'
import { isRecord } from '../http/exchange.ts'
import type { Document } from '../kit/documents.ts'
import { parseForm } from '../kit/form.ts'
import type { Desk } from '../kit/system.ts'
import { invalid, missing } from './answers.ts'
import { type Kind, seconds } from './kind.ts'
import { shown } from './shape.ts'

export function list(kind: Kind, call: Call, desk: Desk): Reply {
  const { limit, starting_after, ending_before, created, expand: _, ...filters } = parseForm(call.query.toString())
  for (const [name, value] of Object.entries({ starting_after, ending_before, ...filters })) {
    if (value === '')
      throw invalid(`You passed an empty string for '${name}'.`, { code: 'parameter_invalid_empty', param: name })
  }
  const unknown = Object.keys(filters).find((name) => !kind.filters.includes(name))
  if (unknown !== undefined) {
    throw invalid(`Received unknown parameter: ${unknown}`, { code: 'parameter_unknown', param: unknown })
  }
  const [filter] = Object.entries(filters)
  const candidates = filter ? desk.docs.findBy(kind.name, filter[0], String(filter[1])) : desk.docs.all(kind.name)
  const found = candidates.filter((one) => isWithin(one, created) && hasAll(one, filters)).toReversed()
  const from = starting_after === undefined ? 0 : placeAfter(kind, found, String(starting_after))
  const size = sizeOf(limit)
  const data = found.slice(from, from + size).map((one) => shown(kind, one, desk))
  return { status: 200, body: { object: 'list', url: `/v1/${kind.name}`, has_more: from + size < found.length, data } }
}

function sizeOf(limit: unknown): number {
  if (limit === undefined) return 10
  const size = Number(limit)
  if (!Number.isInteger(size)) {
    throw invalid(`Invalid integer: ${String(limit)}`, { code: 'parameter_invalid_integer', param: 'limit' })
  }
  if (size < 1 || size > 100) throw invalid('Limit must be between 1 and 100', { param: 'limit' })
  return size
}

function placeAfter(kind: Kind, found: readonly Document[], id: string): number {
  const at = found.findIndex((one) => one.id === id)
  if (at < 0) throw missing(kind.object, id, 'starting_after')
  return at + 1
}

const hasAll = ({ body }: Document, filters: Record<string, unknown>) =>
  Object.entries(filters).every(([name, value]) => String(body[name]) === String(value))

/** `created[gte]=1` and its like, or `created=1`. */
function isWithin(document: Document, created: unknown): boolean {
  if (created === undefined) return true
  const at = seconds(document.createdAt)
  if (!isRecord(created)) return at === Number(created)
  return Object.entries(created).every(([bound, value]) => compares(at, bound, Number(value)))
}

function compares(at: number, bound: string, value: number): boolean {
  if (!Number.isInteger(value)) {
    throw invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param: `created[${bound}]` })
  }
  if (bound === 'gte') return at >= value
  if (bound === 'gt') return at > value
  if (bound === 'lte') return at <= value
  if (bound === 'lt') return at < value
  throw invalid(`Received unknown parameter: created[${bound}]`, {
    code: 'parameter_unknown',
    param: `created[${bound}]`,
  })
}

export function search(kind: Kind, call: Call, desk: Desk): Reply {
  const query = call.query.get('query') ?? ''
  const clauses = clausesOf(query, kind)
  const visible = desk.now() - desk.searchLagMs()
  const matches = (one: Document) => one.createdAt <= visible && clauses.every((clause) => holds(one, clause))
  const found = desk.docs.all(kind.name, matches).toReversed()
  const size = sizeOf(call.query.get('limit') ?? undefined)
  const page = Number(call.query.get('page') ?? 0)
  const from = Number.isInteger(page) && page >= 0 ? page : 0
  const more = from + size < found.length
  const data = found.slice(from, from + size).map((one) => shown(kind, one, desk))
  const url = `/v1/${kind.name}/search`
  return {
    status: 200,
    body: { object: 'search_result', url, has_more: more, next_page: more ? String(from + size) : null, data },
  }
}

interface Clause {
  readonly field: string
  readonly key: string | undefined
  readonly is: string
}

const CLAUSE =
  /^\s*([a-z_]+)(?:\[(?:'([^']*)'|"([^"]*)")\])?\s*:\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(true|false|\d+))\s*(?:AND\b|$)/

/** Clauses of equality joined by AND, as far as the query language is needed here; anything else is refused. */
function clausesOf(query: string, kind: Kind): Clause[] {
  const clauses: Clause[] = []
  for (let rest = query; rest !== ''; ) {
    const match = CLAUSE.exec(rest)
    const field = match?.[1] ?? ''
    const known =
      field === 'metadata' ? match?.[2] !== undefined || match?.[3] !== undefined : kind.searched.includes(field)
    if (!match || !known) throw invalid(`We were unable to parse your search query: ${query}`, { param: 'query' })
    const is = (match[4] ?? match[5] ?? match[6] ?? '').replace(/\\(.)/g, '$1')
    clauses.push({ field, key: match[2] ?? match[3], is })
    rest = rest.slice(match[0].length)
  }
  if (clauses.length === 0)
    throw invalid('Missing required param: query.', { code: 'parameter_missing', param: 'query' })
  return clauses
}

/** Values of metadata are compared exactly, others without regard to case. */
function holds({ body }: Document, { field, key, is }: Clause): boolean {
  if (key === undefined) return String(body[field] ?? '').toLowerCase() === is.toLowerCase()
  const metadata = body.metadata
  return isRecord(metadata) && Object.hasOwn(metadata, key) && metadata[key] === is
}
