/** A connector is data: what a system offers and how it is asked, interpreted by the engine, which never branches on its name. */
import type { FailureCategory } from '../model/failure.ts'
import type { Json } from '../model/json.ts'

/**
 * A request body or path with holes. `{$: 'a.b'}` is replaced by that value of the scope, `{$each: 'items', as: T}` by one T per
 * element (whose scope is the element laid over the outer one). In texts, `{a.b}` is replaced, percent-encoded in paths.
 */
export type Template = Json | { $: string } | { $each: string; as: Template } | { [key: string]: Template } | Template[]

export interface RequestTemplate {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** More headers, with holes as in texts. `{idempotencyKey}` is the record's own key, the same at every try. */
  headers?: Readonly<Record<string, string>>
  body?: Template
}

/** How an answer is read: dotted paths into its JSON. */
export interface ReplyPaths {
  /** The list of results; absent when the answer is itself the list, or the one result. */
  items?: string
  /** In a result: the value of the match field (`{match}` is the match field's name); absent: results come in the order of the request. */
  key?: string
  id: string
  /** In a result: true when it was created, false when it was updated. Absent: unknown. */
  created?: { path: string; is: Json }
  /** In a result: the object with its fields. */
  fields?: string
  /** The list of refusals in a partly successful answer; `passing` are the categories that pass by waiting. */
  errors?: { items: string; message: string; key?: string; category?: string; passing?: readonly string[] }
}

/** Where a system says how long to wait, beside `Retry-After` and the other usual headers, and how that text or number is meant. */
export interface WaitForm {
  /** Lower case. */
  header?: string
  /** Dotted path into the answer's JSON. */
  path?: string
  /** A length of time, a moment since 1970, or an HTTP or ISO date. */
  as: 'seconds' | 'ms' | 'epoch-seconds' | 'epoch-ms' | 'date'
}

export interface ErrorRule {
  when: { status?: number | readonly number[]; statusFrom?: number; body?: { path: string; is: readonly Json[] } }
  category: FailureCategory
  /** Where the system says what is wrong: the first of these paths that holds a text. */
  message?: string | readonly string[]
  /** The call is not counted as a failure: the system asks to wait. */
  rateLimit?: boolean
  /** In a batch: one bad record makes the whole call fail, so that it is repeated record by record. */
  splits?: boolean
  /** Read before the usual headers. */
  waits?: readonly WaitForm[]
}

/** So many calls in any time of this length. */
export interface RateWindow {
  calls: number
  /** Milliseconds of the window. */
  per: number
  /** Names of the headers in which the system reports its limit, lower case. `reset`: when it begins anew, in whatever form. */
  headers?: { limit?: string; remaining?: string; intervalMs?: string; reset?: string }
}

export interface RateLimit extends RateWindow {
  /** Further windows that hold at the same time, such as one of a day beside one of a second. */
  also?: readonly RateWindow[]
}

/** How a write is made safe to repeat, strongest first. */
export type Strategy = 'native-key' | 'upsert-by-unique-field' | 'find-then-create' | 'own-ledger'

export interface TargetField {
  name: string
  label: string
  type: 'text' | 'number' | 'yes-no' | 'date' | 'email' | 'phone'
  required?: boolean
}

export interface TargetObject {
  title: string
  plural: string
  fields: readonly TargetField[]
  /** Fields that can carry a match key. */
  unique: readonly { name: string; label: string }[]
}

/** How a system is asked for what is new or changed, oldest change first. */
export interface ListPlan {
  /** Such as `New and changed contacts`. */
  title: string
  /** Scope: `since` (the cursor, as the system writes it), `cursor` (the name of its field), `after` (the page, blank for the first), `fields`. */
  request: RequestTemplate
  reply: {
    items: string
    id: string
    /** In an entry: the object with its fields. */
    fields: string
    /** Where the page after this one is named; absent: there is none. */
    next?: string
  }
  /** The field that grows with every change. `since` asks for it or more; `start` asks for everything. */
  cursor: { field: string; as: 'time' | 'number'; asked: 'iso' | 'epoch-ms' | 'as-is'; start: string }
}

export interface Operation {
  title: string
  object: string
  does: 'create' | 'update' | 'upsert'
  strategy: Strategy
  /** Most records in one call; 1 when there is no bulk call. */
  bulk: number
  /** Reads what is there now, by match key, before anything is written. Absent: the system offers no way to look. */
  look?: { request: RequestTemplate; reply: ReplyPaths; bulk: number }
  send: { request: RequestTemplate; reply: ReplyPaths }
  /** Asks for what changed. Absent: the system offers no way. */
  list?: ListPlan
  /** With `native-key`: milliseconds for which the system remembers a key. Absent: for good. */
  keyLasts?: number
  /** With `find-then-create`: milliseconds until what was created is surely found by `look`. Absent: at once. */
  settle?: number
  /** How it is taken back. */
  undo: {
    created: 'delete' | 'none'
    updated: 'restore' | 'none'
    words: string
    /** The calls that do it. Scope: `id` at the target, `key`, `match`, and `before`: the old values of the fields that were written. */
    delete?: RequestTemplate
    restore?: RequestTemplate
    /** What stands in `before` for a field that was blank; absent: null. */
    blank?: Json
  }
  /** Permissions (scopes) the sign-in must have. */
  needs: readonly string[]
}

export interface Connector {
  id: string
  title: string
  /** What people call this kind of system: `CRM`. */
  family: string
  version: number
  /** Where the facts come from, and which of them are unconfirmed. */
  source: string
  auth: { kind: 'bearer' } | { kind: 'none' }
  defaultAddress: string
  /** Reads which account a token belongs to; `practice` lists the types that hold no live data. Any other is taken for live. */
  account?: { request: RequestTemplate; type: string; id: string; practice: readonly string[] }
  /** Texts of tokens that are recognisably live. */
  liveToken?: { pattern: string }
  limit: RateLimit
  /** Calls under way at once. */
  concurrency: number
  /** Milliseconds for one call. */
  timeout: number
  objects: Record<string, TargetObject>
  operations: Record<string, Operation>
  errors: readonly ErrorRule[]
}
