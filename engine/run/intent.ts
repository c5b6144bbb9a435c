import type { Operation } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import type { WriteIntent } from './journal.ts'
import { type Item, writeOf } from './world.ts'

/** What is about to be written, and what the target had before: null for nothing, undefined where nobody could look. */
export function intentOf(operation: Operation, item: Item, before: Found | null | undefined): WriteIntent {
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
  }
  if (before === null) intent.before = null
  else if (before) {
    intent.before = before.fields
    intent.targetId = before.id
  }
  return intent
}
