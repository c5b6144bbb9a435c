/** Journals intents, sends, and journals what became of them; what has no certain outcome is tried again. */
import type { Found } from '../connect/look.ts'
import { afterLost } from '../connect/strategy.ts'
import { type SendResult, sendGroup } from '../connect/write.ts'
import { type Reason, reasonOf } from '../model/failure.ts'
import type { Input } from './advance.ts'
import { allThrough, type Changed, type Delivered, type Delivery, unknownOutcome } from './delivery.ts'
import { intentOf, sendingOf } from './intent.ts'
import { proceed } from './item.ts'
import type { SettledWrite } from './journal.ts'
import { type Item, writeOf } from './world.ts'

export async function sendChanged(delivery: Delivery, changed: readonly Changed[]): Promise<void> {
  if (changed.length === 0) return
  const { world, committer, operation } = delivery
  const unjournaled = changed.filter(({ item, before }) => !item.intent || isStale(item.intent.before, before))
  if (unjournaled.length > 0) {
    await committer.commit(() => {
      for (const { item, before } of unjournaled) {
        item.intent = intentOf(world, operation, item, before)
        world.journal.addIntent(item.intent)
      }
    })
  }
  const groups: Changed[][] = []
  for (let start = 0; start < changed.length; start += operation.bulk)
    groups.push(changed.slice(start, start + operation.bulk))
  await allThrough(groups.map((group) => sendOne(delivery, group)))
}

/** Somebody else changed the target since the intent was journaled: what is there now is what undo must bring back. */
function isStale(journaled: Record<string, unknown> | null | undefined, now: Found | null | undefined): boolean {
  if (now === undefined || now === null) return false
  return !journaled || Object.entries(now.fields).some(([name, value]) => journaled[name] !== value)
}

interface Answer {
  item: Item
  input: Input
  does: SettledWrite['does']
  targetId?: string
}

async function sendOne(delivery: Delivery, group: readonly Changed[]): Promise<void> {
  const { account, operation, signal, committer, world, through } = delivery
  const items = group.map(({ item }) => item)
  const [first] = items
  if (!first) return
  const { matchField, timeout } = writeOf(first).write
  const sending = group.map(({ item, before }) => ({
    ...sendingOf(world, operation, item),
    ...(before ? { there: before } : {}),
  }))
  const options = timeout === undefined ? {} : { timeout }
  const results = await committer.calling(sendGroup(account, operation, matchField, sending, signal, options))
  const delivered: Delivered[] = []
  const answers: Answer[] = []
  items.forEach((item, index) => {
    const result = results[index]
    if (!result) throw new Error('a record of the group has no result')
    const answer = answerOf(delivery, item, result)
    if (answer) answers.push(answer)
    delivered.push(answer ? { item } : tryAgain(item, result))
  })
  if (answers.length > 0) {
    await committer.commit((tally) => {
      for (const { item, input, does, targetId } of answers) {
        const settled = { seq: item.row.seq, step: writeOf(item).step, does, ...(targetId ? { targetId } : {}) }
        world.journal.settleWrite(settled, world.clock.now())
        if (does === 'failed' && operation.strategy === 'native-key')
          world.journal.refused(item.row.identity, settled.step)
        proceed(world, item, input, tally)
      }
    })
  }
  for (const one of delivered) through(one)
}

/** The answer that lets the record go on; undefined when the write must be tried again, or looked for once more. */
function answerOf({ operation, world }: Delivery, item: Item, result: SendResult): Answer | undefined {
  const failed = (reason: Reason, does: 'failed' | 'unknown'): Answer => ({
    item,
    input: { kind: 'failed', reason },
    does,
  })
  if (result.kind === 'refused') return failed(reasonOf(result.failure), 'failed')
  if (result.kind === 'written') {
    // What the system says of itself counts more than what was there when we looked.
    const created =
      result.created ?? (item.intent?.before === undefined ? operation.does === 'create' : !item.intent.before)
    const does = created ? 'created' : 'updated'
    return { item, input: { kind: 'written', does }, does, targetId: result.id }
  }
  const lost = result.sent && afterLost(operation, item.intent?.at ?? 0, world.clock.now())
  if (lost === 'hold') return failed(unknownOutcome(result.failure), 'unknown')
  if (!result.counts || item.tries + 1 < writeOf(item).write.tries) return undefined
  if (!result.sent) return failed(reasonOf(result.failure), 'failed')
  if (!operation.look) return failed(unknownOutcome(result.failure), 'unknown')
  item.spent = reasonOf(result.failure)
  return undefined
}

function tryAgain(item: Item, result: SendResult): Delivered {
  if (result.kind !== 'unknown') throw new Error('only an unknown outcome is tried again')
  if (result.counts) item.tries++
  return { item, again: { after: result.retryAfter, attempt: item.tries } }
}
