/**
 * Asks a system for what is new or changed since a cursor. Entries may be committed over there later than they are dated, so a
 * little of the past is asked for again each time; what was seen of it is remembered, by id and revision.
 */
import type { Account } from '../connect/account.ts'
import type { ListPlan } from '../connect/declare.ts'
import { fieldFormOf } from '../connect/fields.ts'
import { takeFrom } from '../connect/place.ts'
import { valueAt } from '../connect/template.ts'
import { Failure } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'

/** How far asking has come. Plain data: it is kept together with the entries. */
export interface ListProgress {
  /** The highest value of the cursor's field that was seen; absent before the first look. */
  cursor?: string
  /** The last look did not reach the end. */
  more?: boolean
  /** Keys of the entries that the next look would see again. */
  seen: string[]
}

export interface ChangedEntry {
  /** Revision and id: the same for each time the entry is seen, until it changes. */
  key: string
  data: Data
}

export interface ListOptions {
  /** Another field than the operation's own, that grows with every change. */
  cursor?: string
  /** Fields that are read; none: those that the system shows by itself. */
  fields: readonly string[]
  /** Entries that one look hands over, about. */
  most: number
  signal: AbortSignal
}

/** Of times, so many milliseconds before the cursor are asked for again. */
const OVERLAP = 120_000

interface Entry extends ChangedEntry {
  at: string
}

/**
 * The entries that were not seen yet, in the order of their changes, and how far asking has come with them. `more`: asking again
 * at once finds further ones. Throws a Refusal when the system refuses, and Failure call.unrecognised when its answer is no list.
 */
export async function listChanges(
  account: Account,
  plan: ListPlan,
  before: ListProgress,
  options: ListOptions,
): Promise<{ entries: ChangedEntry[]; progress: ListProgress; more: boolean }> {
  const order = ORDER[plan.cursor.as]
  const known = new Set(before.seen)
  const read: Entry[] = []
  let cursor = before.cursor
  // In the middle of a long list nothing is asked for again: its parts follow one another.
  const from = before.more ? (cursor ?? '') : earlier(plan, cursor)
  let since = from
  let asking: Page = { after: '' }
  let fresh = 0
  let seen = 0
  for (;;) {
    const page = await askFor(account, plan, { since, ...asking }, options)
    seen += page.entries.length
    const entries = page.entries.filter(isEntry)
    for (const entry of entries) {
      if (!known.has(entry.key)) fresh++
      known.add(entry.key)
      read.push(entry)
      if (cursor === undefined || order(entry.at, cursor) > 0) cursor = entry.at
    }
    const last = entries.at(-1)?.at
    const next = nextPage(plan, page, asking, seen)
    if (next === undefined || last === undefined) return handOver(false)
    if (plan.newestFirst) {
      if (from !== '' && order(last, from) < 0) return handOver(false)
      asking = next
      continue
    }
    if (fresh >= options.most) return handOver(true)
    // Pages shift when entries change meanwhile, so the next one begins at the last change of this one, where there is one.
    const moved = order(last, since === '' ? plan.cursor.start : since) > 0 && last !== entries[0]?.at
    since = moved ? last : since
    if (moved) seen = 0
    asking = moved ? { after: '' } : next
  }

  function handOver(more: boolean) {
    const old = new Set(before.seen)
    const entries: ChangedEntry[] = []
    const inOrder = plan.newestFirst ? read.toReversed().toSorted((one, other) => order(one.at, other.at)) : read
    // The last page of the newest reaches further back than was asked for: those were handed over long ago.
    const tooOld = (at: string) => plan.newestFirst === true && from !== '' && order(at, from) < 0
    for (const { key, data, at } of inOrder) {
      if (old.has(key) || tooOld(at)) continue
      old.add(key)
      entries.push({ key, data })
    }
    const next = more ? (cursor ?? '') : earlier(plan, cursor)
    const kept = [...old].filter((key) => order(atOf(key), next) >= 0).slice(-MOST_SEEN)
    const progress: ListProgress = {
      ...(cursor === undefined ? {} : { cursor }),
      ...(more ? { more } : {}),
      seen: kept,
    }
    return { entries, progress, more }
  }
}

/** Keys that are remembered, at most. */
const MOST_SEEN = 10_000

/** Some systems put remarks between the entries, with neither an id nor a time. */
const isEntry = ({ key }: Entry): boolean => key !== keyOf('', '')

const keyOf = (id: string, at: string): string => `${at} ${id}`
const atOf = (key: string): string => key.slice(0, key.indexOf(' '))

const ORDER: Record<ListPlan['cursor']['as'], (one: string, other: string) => number> = {
  time: (one, other) => timeOf(one) - timeOf(other),
  number: (one, other) => Number(one) - Number(other),
}

const timeOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Date.parse(text) || 0)

/** A little before the cursor; blank for everything. */
function earlier({ cursor: { as } }: ListPlan, cursor: string | undefined): string {
  if (cursor === undefined) return ''
  return as === 'time' ? new Date(Math.max(0, timeOf(cursor) - OVERLAP)).toISOString() : cursor
}

function asked({ cursor: { asked: form, start } }: ListPlan, since: string): string {
  if (since === '') return start
  const at = timeOf(since)
  switch (form) {
    case 'epoch-ms':
      return String(at)
    case 'epoch-seconds':
      return String(Math.floor(at / 1000))
    case 'iso':
      return new Date(at).toISOString()
    case 'iso-seconds':
      return `${new Date(at).toISOString().slice(0, 19)}Z`
    case 'as-is':
      return since
  }
}

/** What is asked for: the page that `after` names, or (`path`) the one that the system itself named. */
interface Page {
  after: string
  path?: string
}

interface Answered {
  entries: Entry[]
  /** The last entry's id. */
  lastId: string
  json: unknown
}

async function askFor(
  account: Account,
  plan: ListPlan,
  { since, after, path }: Page & { since: string },
  options: ListOptions,
): Promise<Answered> {
  const { reply } = plan
  const cursor = options.cursor || plan.cursor.field
  const operation = Object.values(account.connector.operations).find(({ list }) => list === plan)
  const form = fieldFormOf(operation && account.objectOf(operation))
  const fields = form.asked([...new Set([...options.fields, cursor])])
  const scope = {
    since: asked(plan, since),
    cursor,
    fields: options.fields.length === 0 ? [] : fields,
    ...(after === '' && reply.first === undefined && reply.nextAs !== undefined
      ? {}
      : { after: after || (reply.first ?? '') }),
  }
  const json = await account.call(plan.request, scope, options.signal, path === undefined ? {} : { path })
  const list = valueAt(json, reply.items) ?? (reply.mayLack ? [] : undefined)
  if (!Array.isArray(list)) {
    throw new Failure('call.unrecognised', 'permanent', { system: account.connector.title, status: 200 })
  }
  const entries = list.map((one) => entryOf(one, plan, cursor, form.read, options.fields))
  return { entries, lastId: String(valueAt(list.at(-1), reply.id) ?? ''), json }
}

/** The page after this one; undefined when there is none. */
function nextPage(
  { reply }: ListPlan,
  { entries, lastId, json }: Answered,
  { after }: Page,
  seen: number,
): Page | undefined {
  const { nextAs = 'token', more, size } = reply
  if (nextAs === 'token' || nextAs === 'url') {
    const next = reply.next === undefined ? undefined : nextIn(json, reply.next)
    if (next === undefined || next === null || next === '' || next === false) return undefined
    if (more && !more.is.includes((valueAt(json, more.path) ?? null) as Json)) return undefined
    // Its origin is left out: whatever an answer says, the next page is asked of the same system.
    return nextAs === 'token'
      ? { after: String(next) }
      : { after: '', path: String(next).replace(/^https?:\/\/[^/]*/i, '') }
  }
  const goesOn = more
    ? more.is.includes((valueAt(json, more.path) ?? null) as Json)
    : entries.length >= (size ?? Infinity)
  if (!goesOn || entries.length === 0) return undefined
  if (nextAs === 'last-id') return { after: lastId }
  return { after: nextAs === 'page' ? String((after === '' ? 1 : Number(after)) + 1) : String(seen) }
}

/** Under that very name (`@odata.nextLink`), or at that place. */
const nextIn = (json: unknown, place: string): unknown =>
  json !== null && typeof json === 'object' && Object.hasOwn(json, place)
    ? (json as Record<string, unknown>)[place]
    : takeFrom(json, place)

function entryOf(
  one: unknown,
  { reply }: ListPlan,
  cursor: string,
  read: (fields: Record<string, Json>) => Record<string, Json>,
  chosen: readonly string[],
): Entry {
  const id = String(valueAt(one, reply.id) ?? '')
  const fields = valueAt(one, reply.fields)
  const raw = fields !== null && typeof fields === 'object' ? (fields as Record<string, Json>) : {}
  const values = read(raw)
  // A field that tells what is new may lie deeper.
  const at = String(values[cursor] ?? valueAt(raw, cursor) ?? '')
  // Some systems add fields that nobody asked for: whoever chose some gets those, and the id.
  const wanted =
    chosen.length === 0 ? values : Object.fromEntries(Object.entries(values).filter(([name]) => chosen.includes(name)))
  const data = Object.assign(Object.create(null) as Data, { id }, wanted)
  return { key: keyOf(id, at.replaceAll(' ', 'T')), at, data }
}
