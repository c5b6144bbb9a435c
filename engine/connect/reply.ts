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

/** The answer's JSON when the call succeeded; throws a Refusal otherwise. An answer that nobody recognises is never success. */
export function readReply(connector: Connector, reply: NetReply, now: number): unknown {
  // What says by its status that it has nothing to tell; a write whose answer must name results finds none in it.
  const json = reply.status === 204 && reply.body === '' ? null : parse(reply.body)
  const rule = connector.errors.find((candidate) => applies(candidate, reply.status, json))
  if (!rule && reply.status >= 200 && reply.status < 300 && json !== undefined) return json
  const details = { status: reply.status, response: reply.body.slice(0, 2000) }
  if (!rule) {
    const values = { system: connector.title, status: reply.status }
    throw new Refusal(new Failure('call.unrecognised', 'permanent', values, { details }), undefined, undefined)
  }
  const message = messageIn(json, rule.message) ?? `status ${reply.status}`
  const code = rule.rateLimit ? 'call.rate-limited' : CODE_OF[rule.category]
  const values = { system: connector.title, message, why: `it answers with status ${reply.status}` }
  const waits = { forms: rule.waits, json, rateLimited: rule.rateLimit }
  const retryAfter = retryAfterOf(reply.headers, now, waits)
  throw new Refusal(new Failure(code, rule.category, values, { details }), rule, retryAfter)
}

function messageIn(json: unknown, paths: string | readonly string[] = []): string | undefined {
  const texts = [paths].flat().map((path) => valueAt(json, path))
  const said = texts.find((text) => typeof text === 'string' && text !== '') as string | undefined
  return said?.replace(/\.$/, '')
}

export function readResults(json: unknown, paths: ReplyPaths, matchField: string): Results {
  const results: Results = { items: new Map(), refusals: new Map(), unnamed: [] }
  const list = paths.items === undefined ? (Array.isArray(json) ? json : [json]) : valueAt(json, paths.items)
  if (!Array.isArray(list)) return results
  const keyPath = paths.key?.replace('{match}', matchField)
  list.forEach((result, index) => {
    const id = valueAt(result, paths.id)
    if (id === undefined || id === null) return
    const key = keyPath === undefined ? index : valueAt(result, keyPath)
    results.items.set(String(key), itemOf(result, paths, String(id)))
  })
  readErrors(json, paths, results)
  return results
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

function applies({ when }: ErrorRule, status: number, json: unknown): boolean {
  if (
    when.status !== undefined &&
    !(typeof when.status === 'number' ? when.status === status : when.status.includes(status))
  )
    return false
  if (when.statusFrom !== undefined && status < when.statusFrom) return false
  if (!when.body) return when.status !== undefined || when.statusFrom !== undefined
  return when.body.is.includes((valueAt(json, when.body.path) ?? null) as Json)
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
