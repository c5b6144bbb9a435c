/** How a list is asked for page by page, and by what changed since, guessed from its parameters and from the shape of its answer. */
import type { ListPlan, TargetField, Template } from '../connect/declare.ts'
import { answerOf, type Call, type Parameter } from './collections.ts'
import type { Description } from './description.ts'
import { bare } from './names.ts'

export interface Paging {
  /** Members of the query. */
  query: { [name: string]: Template }
  reply: Pick<ListPlan['reply'], 'next' | 'nextAs' | 'more' | 'size'>
}

const SIZES = ['limit', 'pagesize', 'perpage', 'maxresults', 'size', 'count', 'top', 'first']
const NUMBERS = ['page', 'pagenumber', 'pageno', 'pageindex']
const OFFSETS = ['offset', 'skip', 'startat', 'start', 'startposition']
const TOKENS = [
  'cursor',
  'after',
  'pagetoken',
  'nextpagetoken',
  'nexttoken',
  'continuationtoken',
  'pageafter',
  'nextcursor',
]
const LAST_IDS = ['startingafter', 'afterid', 'sinceid']
const NEXTS = [
  'nextcursor',
  'nextpagetoken',
  'nexttoken',
  'next',
  'after',
  'cursor',
  'continuationtoken',
  'nextpage',
  'nextlink',
]
const MORES = ['hasmore', 'more', 'hasnext', 'hasnextpage']

/** Names of the query that belong to paging and sorting, and are no filters. */
export const isPaging = ({ name }: Parameter): boolean =>
  [
    ...SIZES,
    ...NUMBERS,
    ...OFFSETS,
    ...TOKENS,
    ...LAST_IDS,
    'sort',
    'order',
    'orderby',
    'sortby',
    'fields',
    'expand',
    'include',
  ].includes(bare(name))

/** Undefined where pages cannot be told from one another: then everything comes in one answer. */
export function pagingOf(description: Description, call: Call): Paging | undefined {
  const query = call.parameters.filter((parameter) => parameter.in === 'query')
  const find = (names: readonly string[]) => query.find(({ name }) => names.includes(bare(name)))
  const size = find(SIZES)
  const sized = size ? { size: sizeOf(size) } : {}
  const asked = size ? { [size.name]: sizeOf(size) } : {}
  const next = pathOf(description, call, NEXTS)
  const more = pathOf(description, call, MORES)
  const until = more === undefined ? {} : { more: { path: more, is: [true] } }
  if (next && /(?:link|url)$/.test(bare(next))) return { query: asked, reply: { next, nextAs: 'url' } }
  const token = find(TOKENS)
  if (token && next) return { query: { ...asked, [token.name]: { $: 'after' } }, reply: { next, nextAs: 'token' } }
  const last = find(LAST_IDS)
  if (last && (more || size))
    return {
      query: { ...asked, [last.name]: { $: 'after' } },
      reply: { nextAs: 'last-id', ...until, ...(more ? {} : sized) },
    }
  const number = find(NUMBERS)
  if (number && (size || more))
    return { query: { ...asked, [number.name]: { $: 'after' } }, reply: { nextAs: 'page', ...until, ...sized } }
  const offset = find(OFFSETS)
  if (offset && (size || more))
    return { query: { ...asked, [offset.name]: { $: 'after' } }, reply: { nextAs: 'offset', ...until, ...sized } }
  return undefined
}

/** As much as it allows, up to a hundred. */
function sizeOf({ schema }: Parameter): number {
  const most = Number(schema.maximum ?? 100)
  return Number.isFinite(most) && most >= 1 ? Math.min(100, most) : 100
}

/** A member of the answer, or of an object in it, by the names that it may have. */
function pathOf(description: Description, call: Call, names: readonly string[]): string | undefined {
  const schema = description.schema(answerOf(description, call))
  const outer = description.shape(schema)?.properties ?? new Map()
  for (const [name] of outer) if (names.includes(bare(name))) return name
  for (const [name, property] of outer) {
    if (!['paging', 'pagination', 'meta', 'links', 'pageinfo', 'responsemetadata', 'metadata'].includes(bare(name)))
      continue
    for (const [inner] of description.shape(description.schema(property))?.properties ?? []) {
      if (names.includes(bare(inner))) return `${name}.${inner}`
    }
  }
  return undefined
}

const SINCE =
  /^(?:(?:updated|modified|changed|lastmodified|lastupdated)(?:at|on|date)?(?:since|after|from|gte?|min)?|(?:since|ifmodifiedsince|modifiedsince|updatedsince|changedsince|updatedafter|modifiedafter))$/
const CHANGED =
  /^(?:updated|modified|lastmodified|lastupdated|changed|lastchanged)(?:at|on|date|time|timestamp|dateutc|utc)?$/

/** The parameter by which a list is asked for what changed since a moment. */
export const sinceOf = (call: Call): Parameter | undefined =>
  call.parameters.find(({ name, in: where }) => where === 'query' && SINCE.test(bare(name)))

export const looksChanging = ({ name }: TargetField): boolean => CHANGED.test(bare(name))
