/** A connector is data: what a system offers and how it is asked, interpreted by the engine, which never branches on its name. */
import type { FailureCategory } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Auth, ConnectionValue, Session, SignInCheck, SignInWay, WebhookDeclaration } from './declare-sign-in.ts'

/**
 * A request body or path with holes. `{$: 'a.b'}` is replaced by that value of the scope, `{$each: 'items', as: T}` by one T per
 * element (whose scope is the element laid over the outer one). In texts and names, `{a.b}` is replaced, percent-encoded in paths,
 * and `{quoted:a.b}` with a backslash before `'` and `\`, for texts between single quotes of a query language, `{double:a.b}`
 * with one before `"` alone, for texts between double quotes of languages that refuse such a text at best, `{search:a.b}`
 * with one before `\`, `,`, `|` and `$`, for values of FHIR searches, `{encoded:a.b}` percent-encoded where it would not be,
 * and `{short:a.b}` its first 40 characters, for systems whose keys are short.
 * `{$text: '…'}` is a text as it stands. `{'...': T, …}` lays the other members over those of T, objects within objects too, and
 * over a list by positions.
 * `{$join: ', ', of: T}` is a text of the elements of T, a list, with that between them.
 * A member whose value is `{$: …}` with `optional: true` is left out when the scope has no such value.
 * Every scope has `account`: the values of the connection.
 */
export type Template =
  | Json
  | { $: string; optional?: true }
  | { $text: string }
  | { $each: string; as: Template }
  | { $join: string; of: Template }
  | { [key: string]: Template }
  | Template[]

export interface RequestTemplate {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  /** Goes behind the path as its query; members without a value, or with a blank one, are left out. */
  query?: { [name: string]: Template }
  /** More headers, with holes as in texts. `{idempotencyKey}` is the record's own key, the same at every try. */
  headers?: Readonly<Record<string, string>>
  body?: Template
  /** How the body is written; `form` is `application/x-www-form-urlencoded` with `a[b][0]` for what lies deeper. */
  encode?: 'json' | 'form'
  /** Instead of `application/json`. */
  contentType?: string
  /** `anything`: an answer that is no JSON is a success like any other, and says nothing. */
  answers?: 'json' | 'anything'
  /** A limit of this kind of call beside the account's; calls with the same name share it. */
  limit?: { name: string } & RateWindow
}

/** How an answer is read: dotted paths into its JSON. `{account.x}` takes a value of the connection; a blank path is as if absent. */
export interface ReplyPaths {
  /** The list of results; absent when the answer is itself the list, or the one result. */
  items?: string
  /** The results are lists of cells: each is read as `{row, cells}`, with the number of its row, counted from `first`. */
  rows?: { first: number }
  /** In a result: the value of the match field (`{match}` is the match field's name); absent: results come in the order of the request. */
  key?: string
  /** Absent where an answer does not name it: then it is the one that was known before, or the match key. */
  id?: string
  /**
   * In a result: where its own refusal stands (a text or an object), for systems that answer with one list of both. `passing` are
   * the values at `category` that pass by waiting.
   */
  refusal?: { path: string; message?: string; category?: string; passing?: readonly string[] }
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
  /** All that is given must hold. `is`: one of these values; `filled`: a text, list or object that is not empty. */
  when: {
    status?: number | readonly number[]
    statusFrom?: number
    body?: { path: string; is?: readonly Json[]; filled?: true; has?: string }
    /** Lower case; the header is there, or (`is`) has one of these values. */
    header?: { name: string; is?: readonly string[] }
  }
  category: FailureCategory
  /**
   * Where the system says what is wrong: the first of these paths that holds a text. `errors.*`: the first text in it, however deep,
   * with the name of the field that it stands under.
   */
  message?: string | readonly string[]
  /** The call is not counted as a failure: the system asks to wait. */
  rateLimit?: boolean
  /** In a batch: one bad record makes the whole call fail, so that it is repeated record by record. */
  splits?: boolean
  /** Read before the usual headers. */
  waits?: readonly WaitForm[]
  /** Milliseconds to wait where the answer does not say. */
  wait?: number
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
  type: 'text' | 'number' | 'yes-no' | 'date' | 'date-time' | 'email' | 'phone' | 'choice' | 'list'
  required?: boolean | undefined
  /** It can be read but not written. */
  readOnly?: boolean | undefined
  /** What a field of type `choice` may hold. */
  choices?: readonly { value: string; label: string }[] | undefined
  /** Read from the connected account: it is one of its own. */
  custom?: boolean | undefined
  /** Read from the connected account: its values are unique over there, so that it can carry a match key. */
  unique?: boolean | undefined
  /**
   * Where the value stands in the body and in what is read: dotted, with positions of lists (`addresses.0.city`), or an element
   * chosen by a field of it (`custom_fields[id=7].value`). Absent: under its name.
   */
  path?: string | undefined
  /** How the system writes the value. */
  as?: FieldCodec
  /** Of amounts in `minor-units`: the field beside it that names the currency, and how many places a currency has, unless two. */
  currency?: { field: string; places: Readonly<Record<string, number>> } | undefined
}

/**
 * How a value is written over there: `iso-date` (2026-11-22), `iso-time` (UTC, milliseconds), `epoch-seconds`, `epoch-ms`,
 * `ms-date` (`/Date(1700000000000+0000)/`, written as an ISO date), `ms-time` (the same with its time), `minor-units` (12.34 as 1234), `text` (numbers as text),
 * `number` (texts as numbers), `document` (Atlassian document format), `names` (a comma-separated text as a list of texts).
 */
export type FieldCodec =
  | 'iso-date'
  | 'iso-time'
  | 'epoch-seconds'
  | 'epoch-ms'
  | 'ms-date'
  | 'ms-time'
  | 'minor-units'
  | 'text'
  | 'number'
  | 'document'
  | 'names'

export interface TargetObject {
  title: string
  plural: string
  fields: readonly TargetField[]
  /** Fields that can carry a match key. */
  unique: readonly { name: string; label: string }[]
  /** How the connected account is asked for the fields that it really has. */
  describe?: DescribePlan
}

/** Reads an object's fields from the account. What it names beside the declared ones is added; what it says of those counts more. */
export interface DescribePlan {
  request: RequestTemplate
  reply: {
    /** Path to the list of fields, or to an object whose members are fields (then `name` may be `$key`). */
    items: string
    name: string
    label?: string
    type?: string
    /** The system's types; others are text. */
    types?: Readonly<Record<string, TargetField['type']>>
    /** `and`: this holds as well. */
    required?: { path: string; is: readonly Json[]; and?: { path: string; is: readonly Json[] } }
    readOnly?: { path: string; is: readonly Json[] }
    /** Fields with a value that is unique over there: they can carry a match key. */
    unique?: { path: string; is: readonly Json[] }
    custom?: { path: string; is: readonly Json[] }
    /** Left out altogether. */
    hidden?: { path: string; is: readonly Json[] }
    choices?: { items: string; value: string; label?: string }
    /** Where such a field stands in a body; `{name}` and `{id}` are taken from the entry, `{index}` is its position. */
    path?: string
  }
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
    /** An answer without the list has no entries. */
    mayLack?: true
    /** Where the page after this one is named, as a place (`link[relation=next].url`) or a name with dots; absent: there is none. */
    next?: string
    /**
     * How `next` is meant: the value of `{after}` (`token`, unless given), a whole address that is asked as it is (`url`), or, where
     * nothing names it, the id of the last entry (`last-id`), the number of the next page (`page`, from 1) or of entries seen so
     * far (`offset`) while `more` is true (or, without it, while a page is as full as `size`).
     */
    nextAs?: 'token' | 'url' | 'last-id' | 'page' | 'offset'
    more?: { path: string; is: readonly Json[] }
    size?: number
    /** What `{after}` is for the first page; blank unless given. */
    first?: string
  }
  /** The field that grows with every change. `since` asks for it or more; `start` asks for everything. */
  cursor: {
    field: string
    as: 'time' | 'number'
    asked: 'iso' | 'iso-seconds' | 'epoch-ms' | 'epoch-seconds' | 'as-is'
    start: string
  }
  /** The system can only hand over the newest first: all pages back to `since` are read, then turned round. */
  newestFirst?: true
}

export interface Operation {
  title: string
  object: string
  does: 'create' | 'update' | 'upsert'
  strategy: Strategy
  /** Most records in one call; 1 when there is no bulk call. */
  bulk: number
  /**
   * Reads what is there now, by match key, before anything is written. Absent: the system offers no way to look. `missing`: statuses
   * of an answer that says that nothing is there. `exact`: the answer also holds what was not asked for, so that only an entry with
   * the very same key is meant; otherwise one that differs in case only is taken for it, as most systems do.
   */
  look?: { request: RequestTemplate; reply: ReplyPaths; bulk: number; missing?: readonly number[]; exact?: true }
  send: { request: RequestTemplate; reply: ReplyPaths }
  /**
   * How one that was found is changed, where that is another call. Scope: `id`, `there`: the fields as the look read them, and
   * `merged`: a copy of `there` with the new values put into it, for systems that take only the whole of it.
   */
  change?: { request: RequestTemplate; reply: ReplyPaths }
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
    /** The calls that do it. Scope: `id` at the target, `there`: its fields as they are now, `key`, `match`, `before`: the old values of the fields that were written, and `merged`: a copy of `there` with them put into it. */
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
  auth: Auth
  /** The ways to sign in, the best first. None: it needs no sign-in. */
  signIns: readonly SignInWay[]
  session?: Session
  /** How a sign-in is checked. Absent: by the account alone. */
  check?: SignInCheck
  /** What else a connection must know. In scopes: `{account.name}`. */
  values?: readonly ConnectionValue[]
  /** Where it is, unless the connection says otherwise. Blank: every customer has an address of their own. */
  defaultAddress: string
  /** Headers of every request, with holes as in texts. */
  headers?: Readonly<Record<string, string>>
  /** Reads which account a token belongs to; `practice` lists the types that hold no live data. Any other is taken for live. */
  account?: { request: RequestTemplate; type: string; id: string; practice: readonly string[] }
  /** Texts of tokens, and addresses, that are recognisably live: refused in a practice slot. */
  liveToken?: { pattern: string }
  liveAddress?: { pattern: string }
  webhook?: WebhookDeclaration
  /** What a declaration was checked against that others wrote: clients and descriptions, with their versions. None: it is unproved. */
  proof: readonly string[]
  /** It answers questions to a model: which kind of requests it speaks, and models that people often choose. */
  models?: { speaks: 'openai' | 'openai-compatible' | 'anthropic' | 'practice'; usual: readonly string[] }
  limit: RateLimit
  /** Calls under way at once. */
  concurrency: number
  /** Milliseconds for one call. */
  timeout: number
  objects: Record<string, TargetObject>
  operations: Record<string, Operation>
  errors: readonly ErrorRule[]
}
