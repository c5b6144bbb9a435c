/**
 * Delivers one chunk of records to one target: look → journal the intent → send → journal the outcome.
 * An answer that got lost is neither success nor failure: the next try looks first.
 */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import { Refusal } from '../connect/reply.ts'
import { type Found, isUnchanged, lookUp, type SendResult, sendGroup } from '../connect/write.ts'
import { Failure, reasonOf } from '../model/failure.ts'
import type { Input } from './advance.ts'
import type { Committer } from './commit.ts'
import { type Item, type Onward, proceed, type WriteEffect } from './item.ts'
import type { WriteIntent } from './journal.ts'
import { TRIES } from './pace.ts'

export interface Delivery {
  world: Onward
  committer: Committer
  account: Account
  operation: Operation
  signal: AbortSignal
  /** Hears of each item once, as soon as it is known what became of it. */
  through(one: Delivered): void
}

/** What became of an item: it went on (or ended), or it must be tried again after a while. */
export type Delivered = { item: Item; again?: { after: number; attempt: number } }

export async function deliver(delivery: Delivery, items: readonly Item[]): Promise<void> {
  const looked = await look(delivery, items)
  if ('failed' in looked) return lookFailed(delivery, items, looked.failed)
  const same: Item[] = []
  const changed: { item: Item; before: Found | null | undefined }[] = []
  for (const item of items) {
    const before = delivery.operation.look ? (looked.found.get(writeOf(item).key) ?? null) : undefined
    if (before && isUnchanged(writeOf(item).body, before.fields)) same.push(item)
    else changed.push({ item, before })
  }
  await allThrough([settleSame(delivery, same, looked.found), sendChanged(delivery, changed)])
}

/** Waits for all, even when one fails: what was sent must be journaled before anybody gives up. */
async function allThrough(parts: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(parts)) if (result.status === 'rejected') throw result.reason
}

export const writeOf = (item: Item): WriteEffect => {
  if (!item.write) throw new Error(`record ${item.row.seq} has nothing to write`)
  return item.write
}

async function look(
  delivery: Delivery,
  items: readonly Item[],
): Promise<{ found: Map<string, Found> } | { failed: SendResult }> {
  const { account, operation, signal } = delivery
  const first = items[0]
  if (!operation.look || !first) return { found: new Map() }
  try {
    const found = await lookUp(account, operation, writeOf(first).write.matchField, items.map(writeOf), signal)
    return { found }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { failure, rule, retryAfter } = error
    const counts = !rule?.rateLimit && failure.category !== 'sign-in' && !account.open
    if (failure.category === 'validation' || failure.category === 'permanent')
      return { failed: { kind: 'refused', failure } }
    return { failed: { kind: 'unknown', failure, counts, sent: false, retryAfter: retryAfter ?? 0 } }
  }
}

/** A look-up writes nothing, so that it can always be repeated; only what the records themselves cause is final. */
async function lookFailed(
  { world, committer, through }: Delivery,
  items: readonly Item[],
  result: SendResult,
): Promise<void> {
  if (result.kind === 'written') throw new Error('a look-up writes nothing')
  const isFinal = (item: Item) => result.kind === 'refused' || (result.counts && item.tries + 1 >= TRIES)
  const failed = items.filter(isFinal)
  const input: Input = { kind: 'failed', reason: reasonOf(result.failure) }
  if (failed.length > 0)
    await committer.commit((tally) => failed.forEach((item) => void proceed(world, item, input, tally)))
  for (const item of items) through(failed.includes(item) ? { item } : tryAgain(item, result))
}

/** The target is as it should be. If our own lost answer made it so, the record was written after all. */
async function settleSame(delivery: Delivery, same: readonly Item[], found: Map<string, Found>): Promise<void> {
  if (same.length === 0) return
  const { world, committer, through } = delivery
  await committer.commit((tally) => {
    for (const item of same) {
      const { step, key } = writeOf(item)
      const does = item.intent === undefined ? 'unchanged' : item.intent.before === null ? 'created' : 'updated'
      const targetId = found.get(key)?.id
      if (!item.intent) world.journal.addIntent(intentOf(delivery, item, found.get(key)), world.clock.now())
      world.journal.settleWrite({ seq: item.row.seq, step, does, ...(targetId ? { targetId } : {}) }, world.clock.now())
      proceed(world, item, { kind: 'written', does }, tally)
    }
  })
  for (const item of same) through({ item })
}

async function sendChanged(
  delivery: Delivery,
  changed: readonly { item: Item; before: Found | null | undefined }[],
): Promise<void> {
  if (changed.length === 0) return
  const { world, committer, operation } = delivery
  const unjournaled = changed.filter(({ item }) => item.intent === undefined)
  if (unjournaled.length > 0) {
    await committer.commit(() => {
      for (const { item, before } of unjournaled) {
        item.intent = intentOf(delivery, item, before)
        world.journal.addIntent(item.intent, world.clock.now())
      }
    })
  }
  const groups: (typeof changed)[] = []
  for (let start = 0; start < changed.length; start += operation.bulk)
    groups.push(changed.slice(start, start + operation.bulk))
  await allThrough(groups.map((group) => sendOne(delivery, group)))
}

async function sendOne(
  delivery: Delivery,
  group: readonly { item: Item; before: Found | null | undefined }[],
): Promise<void> {
  const { account, operation, signal, committer, world, through } = delivery
  const items = group.map(({ item }) => item)
  const first = items[0]
  if (!first) return
  const results = await sendGroup(account, operation, writeOf(first).write.matchField, items.map(writeOf), signal)
  const delivered: Delivered[] = []
  const answers: { item: Item; input: Input; id?: string }[] = []
  group.forEach(({ item, before }, index) => {
    const result = results[index]
    if (!result) throw new Error('a record of the group has no result')
    const answer = answerOf(delivery, item, before, result)
    if (answer) answers.push(answer)
    delivered.push(answer ? { item } : tryAgain(item, result))
  })
  if (answers.length > 0) {
    await committer.commit((tally) => {
      for (const { item, input, id } of answers) {
        const does = input.kind === 'written' ? input.does : 'failed'
        const { step } = writeOf(item)
        world.journal.settleWrite({ seq: item.row.seq, step, does, ...(id ? { targetId: id } : {}) }, world.clock.now())
        proceed(world, item, input, tally)
      }
    })
  }
  for (const one of delivered) through(one)
}

/** The answer that lets the record go on; undefined when the write must be tried again. */
function answerOf(
  { operation }: Delivery,
  item: Item,
  before: Found | null | undefined,
  result: SendResult,
): { item: Item; input: Input; id?: string } | undefined {
  if (result.kind === 'refused') return { item, input: { kind: 'failed', reason: reasonOf(result.failure) } }
  if (result.kind === 'written') {
    const wasThere = item.intent?.before === undefined ? before : item.intent.before
    const created = wasThere === undefined ? (result.created ?? operation.does === 'create') : wasThere === null
    return { item, input: { kind: 'written', does: created ? 'created' : 'updated' }, id: result.id }
  }
  if (result.sent && operation.strategy === 'own-ledger') {
    const failure = new Failure('call.outcome-unknown', 'permanent', result.failure.values, {
      details: result.failure.details,
    })
    return { item, input: { kind: 'failed', reason: reasonOf(failure) } }
  }
  if (result.counts && item.tries + 1 >= TRIES)
    return { item, input: { kind: 'failed', reason: reasonOf(result.failure) } }
  return undefined
}

function tryAgain(item: Item, result: SendResult): Delivered {
  if (result.kind !== 'unknown') throw new Error('only an unknown outcome is tried again')
  if (result.counts) item.tries++
  return { item, again: { after: result.retryAfter, attempt: item.tries } }
}

function intentOf({ operation }: Delivery, item: Item, before: Found | null | undefined): WriteIntent {
  const { step, write, key, body } = writeOf(item)
  const { object } = operation
  const intent: WriteIntent = {
    seq: item.row.seq,
    step,
    connection: write.connection,
    object,
    matchField: write.matchField,
    key,
    body,
  }
  if (before === null) intent.before = null
  else if (before) {
    intent.before = before.fields
    intent.targetId = before.id
  }
  return intent
}
