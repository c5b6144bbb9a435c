/** Reads a system's answer as its connector declares: success, asking to wait, or one of the four categories of failure. */

import type { Code } from '../model/codes.ts'
import type { FailureCategory } from '../model/failure.ts'
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { NetReply } from '../ports.ts'
import type { Connector, ErrorRule, ReplyPaths } from './declare.ts'
import { valueAt } from './template.ts'
import { retryAfterOf } from './waits.ts'

export interface ResultItem {
  /** Blank where the answer does not name it. */
  id: string
  created?: boolean
  fields?: Record<string, Json>
}

export interface ItemRefusal {
  message: string
  /** It passes by waiting: the record is tried again. */
  passing: boolean
}

export interface Results {
  /** By match key; by position (as text, from 0) when the answer carries no key. */
  items: Map<string, ResultItem>
  refusals: Map<string, ItemRefusal>
  /** Refusals that name no record. */
  unnamed: ItemRefusal[]
  /** Keys that more than one result has. */
  several: Set<string>
}

/** Thrown for a refused call; `rule` says whether the system only asks to wait, or refuses the whole batch for one record. */
export class Refusal extends Error {
  readonly failure: Failure
  readonly rule: ErrorRule | undefined
  readonly retryAfter: number | undefined
  constructor(failure: Failure, rule: ErrorRule | undefined, retryAfter: number | undefined) {
    super(failure.code)
    this.failure = failure
    this.rule = rule
    this.retryAfter = retryAfter
  }
}

const CODE_OF: Record<FailureCategory, Code> = {
  transient: 'call.unavailable',
  validation: 'call.refused',
  permanent: 'call.not-found',
  'sign-in': 'call.sign-in',
}

/**
 * The answer's JSON when the call succeeded; throws a Refusal otherwise. An answer that nobody recognises is never success;
 * `anything`: one that is no JSON is recognised too, and says nothing.
 */
export function readReply(connector: Connector, reply: NetReply, now: number, anything = false): unknown {
  // What says by its status that it has nothing to tell; a write whose answer must name results finds none in it.
  const json = reply.body === '' && reply.status !== 200 ? null : parse(reply.body)
  const rule = connector.errors.find((candidate) => applies(candidate, reply, json))
  if (!rule && reply.status >= 200 && reply.status < 300 && (json !== undefined || anything)) return json ?? null
  const details = { status: reply.status, response: reply.body.slice(0, 2000) }
  if (!rule) {
    const values = { system: connector.title, status: reply.status }
    throw new Refusal(new Failure('call.unrecognised', 'permanent', values, { details }), undefined, undefined)
  }
  const message = messageIn(json, rule.message) ?? `status ${reply.status}`
  const code = rule.rateLimit ? 'call.rate-limited' : CODE_OF[rule.category]
  const values = { system: connector.title, message, why: `it answers with status ${reply.status}` }
  const waits = { forms: rule.waits, json, rateLimited: rule.rateLimit }
  const retryAfter = retryAfterOf(reply.headers, now, waits) ?? rule.wait
  throw new Refusal(new Failure(code, rule.category, values, { details }), rule, retryAfter)
}

function messageIn(json: unknown, paths: string | readonly string[] = []): string | undefined {
  const texts = [paths].flat().map((path) => {
    const within = path.endsWith('.*')
    return within ? firstText(valueAt(json, path.slice(0, -2))) : valueAt(json, path)
  })
  const said = texts.find((text) => typeof text === 'string' && text !== '') as string | undefined
  return said?.replace(/\.$/, '')
}

/** `field: text` of the first member that holds a text, however deep; the name is left out where the text says it itself. */
function firstText(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object') return undefined
  for (const [name, inner] of Object.entries(value)) {
    const text = textIn(inner)
    if (text)
      return Array.isArray(value) || text.toLowerCase().startsWith(name.toLowerCase()) ? text : `${name}: ${text}`
  }
  return undefined
}

function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return value !== null && typeof value === 'object'
    ? Object.values(value)
        .map(textIn)
        .find((text) => text)
    : undefined
}

export function readResults(json: unknown, paths: ReplyPaths, matchField: string): Results {
  const read: Results = { items: new Map(), refusals: new Map(), unnamed: [], several: new Set() }
  const found = paths.items === undefined ? json : valueAt(json, paths.items)
  const results = Array.isArray(found) ? found : paths.items === undefined ? [found] : []
  const { rows } = paths
  const list = rows ? results.map((cells: unknown, index) => ({ row: rows.first + index, cells })) : results
  const keyPath = paths.key?.replace('{match}', matchField)
  list.forEach((result, index) => {
    const named = keyPath === undefined ? index : valueAt(result, keyPath)
    const refused = paths.refusal && refusalIn(result, paths.refusal)
    // What carries no key is nobody's, not even of a record whose key is the word for that.
    if (named === undefined || named === null) {
      if (refused) read.unnamed.push(refused)
      return
    }
    const key = String(named)
    if (refused) {
      read.refusals.set(key, refused)
      return
    }
    const id = paths.id === undefined ? '' : valueAt(result, paths.id)
    if (id === undefined || id === null) return
    if (read.items.has(key)) read.several.add(key)
    read.items.set(key, itemOf(result, paths, String(id)))
  })
  readErrors(json, paths, read)
  return read
}

/** Why one record of an answer was refused, where each result says so itself. */
function refusalIn(
  result: unknown,
  { path, message, category, passing = [] }: NonNullable<ReplyPaths['refusal']>,
): ItemRefusal | undefined {
  const said = valueAt(result, path)
  if (!isFilled(said)) return undefined
  const text = message === undefined ? said : valueAt(result, message)
  const kind = category === undefined ? undefined : valueAt(result, category)
  return {
    message: (typeof text === 'string' ? text : JSON.stringify(said)).replace(/\.$/, ''),
    passing: typeof kind === 'string' && passing.includes(kind),
  }
}

function itemOf(result: unknown, paths: ReplyPaths, id: string): ResultItem {
  const item: ResultItem = { id }
  if (paths.created) item.created = valueAt(result, paths.created.path) === paths.created.is
  const fields = paths.fields === undefined ? undefined : valueAt(result, paths.fields)
  if (fields !== null && typeof fields === 'object') item.fields = fields as Record<string, Json>
  return item
}

function readErrors(json: unknown, paths: ReplyPaths, results: Results): void {
  const { errors } = paths
  const list = errors ? valueAt(json, errors.items) : undefined
  if (!errors || !Array.isArray(list)) return
  for (const error of list) {
    const category = errors.category === undefined ? undefined : valueAt(error, errors.category)
    const refusal: ItemRefusal = {
      message: String(valueAt(error, errors.message) ?? 'refused').replace(/\.$/, ''),
      passing: typeof category === 'string' && (errors.passing ?? []).includes(category),
    }
    const keys = errors.key ? valueAt(error, errors.key) : undefined
    if (Array.isArray(keys)) for (const key of keys) results.refusals.set(String(key), refusal)
    else if (typeof keys === 'string') results.refusals.set(keys, refusal)
    else results.unnamed.push(refusal)
  }
}

function applies({ when }: ErrorRule, { status, headers }: NetReply, json: unknown): boolean {
  if (when.status !== undefined && ![when.status].flat().includes(status)) return false
  if (when.statusFrom !== undefined && status < when.statusFrom) return false
  if (when.header && !saysHeader(headers[when.header.name], when.header.is)) return false
  if (when.body && !saysBody(json, when.body)) return false
  return Object.values(when).some((one) => one !== undefined)
}

const saysHeader = (value: string | undefined, is: readonly string[] | undefined): boolean =>
  value !== undefined && (is === undefined || is.includes(value))

function saysBody(json: unknown, { path, is, filled, has }: NonNullable<ErrorRule['when']['body']>): boolean {
  const value = valueAt(json, path)
  if (is && !is.includes((value ?? null) as Json)) return false
  if (filled && !isFilled(value)) return false
  return has === undefined || (typeof value === 'string' && value.includes(has))
}

/** A text, list or object with something in it, a number, or yes. */
function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false
  return typeof value !== 'object' || Object.keys(value).length > 0
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
