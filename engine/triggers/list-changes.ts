/**
 * Asks a system for what is new or changed since a cursor. Entries may be committed over there later than they are dated, so a
 * little of the past is asked for again each time; what was seen of it is remembered, by id and revision.
 */
import type { Account } from '../connect/account.ts'
import type { ListPlan } from '../connect/declare.ts'
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
  let since = before.more ? (cursor ?? '') : earlier(plan, cursor)
  let after = ''
  let fresh = 0
  for (;;) {
    const page = await askFor(account, plan, { since, after }, options)
    for (const entry of page.entries) {
      if (!known.has(entry.key)) fresh++
      known.add(entry.key)
      read.push(entry)
      if (cursor === undefined || order(entry.at, cursor) > 0) cursor = entry.at
    }
    const last = page.entries.at(-1)?.at
    if (page.next === undefined || last === undefined) return handOver(false)
    if (fresh >= options.most) return handOver(true)
    // Pages shift when entries change meanwhile, so the next one begins at the last change of this one, where there is one.
    const moved = order(last, since === '' ? plan.cursor.start : since) > 0 && last !== page.entries[0]?.at
    since = moved ? last : since
    after = moved ? '' : page.next
  }

  function handOver(more: boolean) {
    const old = new Set(before.seen)
    const entries: ChangedEntry[] = []
    for (const { key, data } of read) {
      if (old.has(key)) continue
      old.add(key)
      entries.push({ key, data })
    }
    const from = more ? (cursor ?? '') : earlier(plan, cursor)
    const seen = [...old].filter((key) => order(atOf(key), from) >= 0).slice(-MOST_SEEN)
    const progress: ListProgress = { ...(cursor === undefined ? {} : { cursor }), ...(more ? { more } : {}), seen }
    return { entries, progress, more }
  }
}

/** Keys that are remembered, at most. */
const MOST_SEEN = 10_000

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
  return form === 'epoch-ms' ? String(timeOf(since)) : form === 'iso' ? new Date(timeOf(since)).toISOString() : since
}

async function askFor(
  account: Account,
  plan: ListPlan,
  { since, after }: { since: string; after: string },
  options: ListOptions,
): Promise<{ entries: Entry[]; next: string | undefined }> {
  const { reply } = plan
  const cursor = options.cursor || plan.cursor.field
  const fields = [...new Set([...options.fields, cursor])]
  const scope = { since: asked(plan, since), after, cursor, fields: options.fields.length === 0 ? [] : fields }
  const json = await account.call(plan.request, scope, options.signal)
  const list = valueAt(json, reply.items)
  if (!Array.isArray(list)) {
    throw new Failure('call.unrecognised', 'permanent', { system: account.connector.title, status: 200 })
  }
  const next = reply.next === undefined ? undefined : valueAt(json, reply.next)
  return { entries: list.map((one) => entryOf(one, plan, cursor)), next: next === undefined ? undefined : String(next) }
}

function entryOf(one: unknown, { reply }: ListPlan, cursor: string): Entry {
  const id = String(valueAt(one, reply.id) ?? '')
  const fields = valueAt(one, reply.fields)
  const values = fields !== null && typeof fields === 'object' ? (fields as Record<string, Json>) : {}
  const at = String(values[cursor] ?? '')
  const data = Object.assign(Object.create(null) as Data, { id }, values)
  return { key: keyOf(id, at.replaceAll(' ', 'T')), at, data }
}
