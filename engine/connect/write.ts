/** Sends for a group of records as one operation declares, record by record where the system wants it so. */
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Account, CallOptions } from './account.ts'
import type { Operation } from './declare.ts'
import { type FieldForm, fieldFormOf } from './fields.ts'
import { type Found, lookUp } from './look.ts'
import { Refusal, type ResultItem, readResults } from './reply.ts'
import { filledPaths } from './reply-paths.ts'
import { isSameValue } from './same.ts'
import { settleWait } from './strategy.ts'
import type { Scope } from './template.ts'

/** One record to be written: its match key and the target's fields. */
export interface WriteItem {
  key: string
  body: Record<string, Json>
  /** Sent along where the system takes such keys; the same at every try. See `idempotencyKeyOf`. */
  idempotencyKey?: string
  /** What a look found under the key. */
  there?: Found
}

export type SendResult =
  | { kind: 'written'; id: string; created: boolean | undefined }
  /** The system refused this record, for good. */
  | { kind: 'refused'; failure: Failure }
  /** Neither success nor refusal: look first, then repeat. `counts`: a try of the record's own. */
  | { kind: 'unknown'; failure: Failure; counts: boolean; sent: boolean; retryAfter: number }

/** True when writing `body` would change nothing. */
export function isUnchanged(body: Record<string, Json>, fields: Record<string, Json>): boolean {
  return Object.entries(body).every(([name, value]) => isSameValue(value, fields[name]))
}

/**
 * Sends one group; the result stands at the item's position. A group refused because of one record is halved until that one is alone.
 * What is there already is changed one by one where the system has another call for that.
 */
export async function sendGroup(
  ...[account, operation, matchField, items, signal, options = {}]: Sending
): Promise<SendResult[]> {
  const { change } = operation
  if (!change || !items.some(({ there }) => there))
    return sendAll(account, operation, matchField, items, signal, options)
  const added = items.filter(({ there }) => !there)
  const changing = { ...operation, send: change }
  const [sent, changed] = await Promise.all([
    added.length === 0 ? [] : sendAll(account, operation, matchField, added, signal, options),
    Promise.all(
      items.map(({ there }, at) => {
        const item = items[at]
        return there && item ? sendAll(account, changing, matchField, [item], signal, options) : undefined
      }),
    ),
  ])
  return items.map((item, at) => {
    const result = item.there ? changed[at]?.[0] : sent[added.indexOf(item)]
    if (!result) throw new Error('a record of the group has no result')
    return item.there && result.kind === 'written' ? { ...result, created: result.created ?? false } : result
  })
}

type Sending = [
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly WriteItem[],
  signal: AbortSignal,
  options?: CallOptions,
]

async function sendAll(
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly WriteItem[],
  signal: AbortSignal,
  options: CallOptions = {},
): Promise<SendResult[]> {
  try {
    const form = fieldFormOf(account.objectOf(operation))
    const records = items.map((item) => scopeOf(item, form))
    const scope = { match: matchField, records, ...(records.length === 1 ? records[0] : {}) }
    const json = await account.call(operation.send.request, scope, signal, options)
    const reply = filledPaths(operation.send.reply, account.values)
    const results = readResults(json, reply, matchField)
    const how = { account, keyed: reply.key !== undefined }
    const sent = items.map((item, index) => resultOf(item, index, items.length, results, how))
    await awaitVisible(account, operation, matchField, items, sent, signal)
    return sent
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.rule?.splits && items.length > 1) {
      const half = Math.ceil(items.length / 2)
      const first = await sendAll(account, operation, matchField, items.slice(0, half), signal, options)
      return [...first, ...(await sendRest(account, operation, matchField, items.slice(half), signal, options))]
    }
    return items.map(() => settling(refusalOf(error, account), operation))
  }
}

/** What the requests of one record may name. */
function scopeOf({ key, body, idempotencyKey, there }: WriteItem, form: FieldForm): Scope {
  const raw = there?.raw ?? there?.fields
  return {
    key,
    body: form.write(body),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    ...(there && raw ? { id: there.id, there: raw, merged: form.merge(body, raw) } : {}),
  }
}

/** The second half of a group: when the run is stopped before it was sent, what the first half brought must still be heard. */
async function sendRest(...call: Parameters<typeof sendAll>): Promise<SendResult[]> {
  try {
    return await sendAll(...call)
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return call[3].map(() => ({ kind: 'unknown', failure: error, counts: false, sent: false, retryAfter: 0 }))
  }
}

/** The next try looks first: not before what may have been created can be found. */
function settling(result: SendResult, operation: Operation): SendResult {
  if (result.kind !== 'unknown' || !result.sent) return result
  return { ...result, retryAfter: Math.max(result.retryAfter, settleWait(operation, 0, 0)) }
}

/**
 * A system that finds by search what it created only after a while: the records keep their lanes until it does, so that the next
 * one with the same key finds them too.
 */
async function awaitVisible(
  account: Account,
  operation: Operation,
  matchField: string,
  items: readonly WriteItem[],
  sent: readonly SendResult[],
  signal: AbortSignal,
): Promise<void> {
  const { settle = 0 } = operation
  if (operation.strategy !== 'find-then-create' || settle === 0) return
  let missing = items.filter((_, index) => sent[index]?.kind === 'written')
  for (let look = 0; look < LOOKS && missing.length > 0 && !signal.aborted; look++) {
    await account.sleep(settle / LOOKS, signal)
    const found = await foundOf(account, operation, matchField, missing, signal)
    missing = missing.filter(({ key }) => !found.has(key))
  }
}

/** Looks within the time to settle. */
const LOOKS = 3

async function foundOf(...look: Parameters<typeof lookUp>): Promise<Awaited<ReturnType<typeof lookUp>>['found']> {
  try {
    return (await lookUp(...look)).found
  } catch (error) {
    // It was written whatever the look says: the time to settle passes as it would.
    if (error instanceof Refusal || error instanceof Failure) return new Map()
    throw error
  }
}

function resultOf(
  item: WriteItem,
  index: number,
  size: number,
  results: ReturnType<typeof readResults>,
  { account, keyed }: { account: Account; keyed: boolean },
): SendResult {
  const result: ResultItem | undefined = results.items.get(keyed ? item.key : String(index))
  if (result) return { kind: 'written', id: result.id || (item.there?.id ?? item.key), created: result.created }
  const refusal =
    results.refusals.get(keyed ? item.key : String(index)) ??
    results.refusals.get(item.key) ??
    (size === 1 ? results.unnamed[0] : undefined)
  const system = account.connector.title
  if (refusal?.passing) {
    const failure = new Failure('call.unavailable', 'transient', { system, why: refusal.message })
    return { kind: 'unknown', failure, counts: true, sent: false, retryAfter: 0 }
  }
  if (refusal) {
    const failure = new Failure('call.refused', 'validation', { system, message: refusal.message })
    return { kind: 'refused', failure }
  }
  const failure = new Failure('call.unrecognised', 'permanent', { system, status: 200 })
  return { kind: 'unknown', failure, counts: true, sent: true, retryAfter: 0 }
}

function refusalOf({ failure, rule, retryAfter }: Refusal, account: Account): SendResult {
  if (rule?.rateLimit) return { kind: 'unknown', failure, counts: false, sent: false, retryAfter: retryAfter ?? 1000 }
  // An answer that nobody can read says neither that it was written nor that it was not.
  if (failure.category === 'transient' || failure.code === 'call.unrecognised') {
    const sent = failure.details.sent !== 'no'
    return { kind: 'unknown', failure, counts: !account.open, sent, retryAfter: retryAfter ?? 0 }
  }
  if (failure.category === 'sign-in') return { kind: 'unknown', failure, counts: false, sent: false, retryAfter: 0 }
  return { kind: 'refused', failure }
}
