/**
 * Delivers one chunk of records to one target: look → journal the intent → send → journal the outcome.
 * An answer that got lost is neither success nor failure: the next try looks first.
 */
import { type Found, type Looked, lookUp } from '../connect/look.ts'
import { Refusal } from '../connect/reply.ts'
import { afterLost, settleWait } from '../connect/strategy.ts'
import { isUnchanged } from '../connect/write.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import { allThrough, type Changed, type Delivery, unknownOutcome } from './delivery.ts'
import { intentOf } from './intent.ts'
import { proceed } from './item.ts'
import { sendChanged } from './send.ts'
import { type Item, writeOf } from './world.ts'

export async function deliver(delivery: Delivery, chunk: readonly Item[]): Promise<void> {
  const items = await takenUp(delivery, chunk)
  const looked = await look(delivery, items)
  if ('refusal' in looked) return lookFailed(delivery, items, looked.refusal)
  const same: Item[] = []
  const failed: { item: Item; reason: Reason }[] = []
  const changed: Changed[] = []
  for (const item of items) {
    const { key, body } = writeOf(item)
    const refused = looked.refused.get(key)
    const before = delivery.operation.look ? (looked.found.get(key) ?? null) : undefined
    if (refused) failed.push({ item, reason: reasonOf(refused) })
    else if (before && isUnchanged(body, before.fields)) same.push(item)
    else if (item.spent) failed.push({ item, reason: item.spent })
    else changed.push({ item, before })
  }
  const settled = [settleSame(delivery, same, looked.found), settleFailed(delivery, failed, 'failed')]
  await allThrough([...settled, sendChanged(delivery, changed)])
}

/** What may have been sent before a restart: some of it nobody can know about, some of it cannot be seen yet. */
async function takenUp(delivery: Delivery, chunk: readonly Item[]): Promise<readonly Item[]> {
  const { operation, world, through } = delivery
  const resumed = chunk.filter((item) => item.resumed)
  if (resumed.length === 0) return chunk
  const now = world.clock.now()
  const lost = resumed.filter((item) => afterLost(operation, item.intent?.at ?? 0, now) === 'hold')
  const early = resumed.filter((item) => settleWait(operation, item.intent?.at ?? 0, now) > 0)
  for (const item of resumed) if (!early.includes(item)) item.resumed = false
  const failure = new Failure('call.outcome-unknown', 'permanent', { system: delivery.account.connector.title })
  await settleFailed(
    delivery,
    lost.map((item) => ({ item, reason: reasonOf(failure) })),
    'unknown',
  )
  for (const item of early)
    through({ item, again: { after: settleWait(operation, item.intent?.at ?? 0, now), attempt: 0 } })
  return chunk.filter((item) => !lost.includes(item) && !early.includes(item))
}

async function look(delivery: Delivery, items: readonly Item[]): Promise<Looked | { refusal: Refusal }> {
  const { account, committer, operation, signal } = delivery
  const [first] = items
  if (!operation.look || !first) return { found: new Map(), refused: new Map() }
  try {
    return await committer.calling(
      lookUp(account, operation, writeOf(first).write.matchField, items.map(writeOf), signal),
    )
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { refusal: error }
  }
}

/** A look-up writes nothing, so that it can be repeated; after the last try the records fail, and what may have been sent says so. */
async function lookFailed(delivery: Delivery, items: readonly Item[], refusal: Refusal): Promise<void> {
  const { failure, rule, retryAfter } = refusal
  const own = failure.category === 'validation' || failure.category === 'permanent'
  const counts = !rule?.rateLimit && failure.category !== 'sign-in' && !delivery.account.open
  const done = items.filter((item) => own || (counts && item.tries + 1 >= writeOf(item).write.tries))
  const plain = done.filter(({ intent }) => !intent).map((item) => ({ item, reason: reasonOf(failure) }))
  const open = done.filter(({ intent }) => intent).map((item) => ({ item, reason: unknownOutcome(failure) }))
  await allThrough([settleFailed(delivery, plain, 'failed'), settleFailed(delivery, open, 'unknown')])
  for (const item of items) {
    if (done.includes(item)) continue
    if (counts) item.tries++
    delivery.through({ item, again: { after: retryAfter ?? 0, attempt: item.tries } })
  }
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
      if (!item.intent) world.journal.addIntent(intentOf(world, delivery.operation, item, found.get(key)))
      world.journal.settleWrite({ seq: item.row.seq, step, does, ...(targetId ? { targetId } : {}) }, world.clock.now())
      proceed(world, item, { kind: 'written', does }, tally)
    }
  })
  for (const item of same) through({ item })
}

/** Records that will not be written, with the reason; `unknown` where a write may have arrived that nobody can look for. */
async function settleFailed(
  { world, committer, through }: Delivery,
  failed: readonly { item: Item; reason: Reason }[],
  does: 'failed' | 'unknown',
): Promise<void> {
  if (failed.length === 0) return
  await committer.commit((tally) => {
    for (const { item, reason } of failed) {
      if (item.intent) world.journal.settleWrite({ seq: item.row.seq, step: item.intent.step, does }, world.clock.now())
      proceed(world, item, { kind: 'failed', reason }, tally)
    }
  })
  for (const { item } of failed) through({ item })
}
