import type { Operation } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import { idempotencyKeyOf } from '../connect/strategy.ts'
import type { WriteItem } from '../connect/write.ts'
import type { WriteIntent } from './journal.ts'
import { type Item, type Onward, writeOf } from './world.ts'

/** What is about to be written, and what the target had before: null for nothing, undefined where nobody could look. */
export function intentOf(
  world: Onward,
  operation: Operation,
  item: Item,
  before: Found | null | undefined,
): WriteIntent {
  const { step, write, key, body } = writeOf(item)
  const { connection, matchField } = write
  const { object } = operation
  const intent: WriteIntent = {
    seq: item.row.seq,
    step,
    connection,
    object,
    operation: write.operation,
    matchField,
    key,
    body,
    // The first of several tries counts: a key over there is remembered from then on.
    at: item.intent?.at ?? world.clock.now(),
  }
  if (before === null) intent.before = null
  else if (before) {
    intent.before = before.fields
    intent.targetId = before.id
  }
  return intent
}

/** The record as it is sent, with the key that makes its tries one write where the system takes such keys. */
export function sendingOf({ plan, journal, hash }: Onward, { strategy }: Operation, item: Item): WriteItem {
  const { step, key, body } = writeOf(item)
  if (strategy !== 'native-key') return { key, body }
  const { identity } = item.row
  const attempt = journal.refusals(identity, step)
  return {
    key,
    body,
    idempotencyKey: idempotencyKeyOf({ flow: plan.flow.id, step, key, record: identity, attempt }, hash),
  }
}
