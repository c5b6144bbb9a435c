/** What undo would do about one write, from what stands at the target now. Pure. */
import type { Connector, Operation } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import { isSameValue } from '../connect/same.ts'
import { isUnchanged } from '../connect/write.ts'
import type { Reason } from '../model/failure.ts'
import type { Json } from '../model/json.ts'

/** A write as the journal has it. */
export interface UndoableWrite {
  seq: number
  label: string
  step: string
  connection: string
  operation: string
  matchField: string
  key: string
  body: Record<string, Json>
  before?: Record<string, Json> | null
  targetId?: string
  does: 'created' | 'updated' | 'unknown'
  /** Journaled, and its outcome not known yet: undo was interrupted there. */
  undoing?: boolean
}

export type UndoDecision =
  | { does: 'delete'; id: string }
  | { does: 'restore'; id: string; before: Record<string, Json> }
  /** An interrupted undo had done it already. */
  | { does: 'done'; as: 'delete' | 'restore' }
  | { does: 'cannot' | 'changed' | 'gone'; reason: Reason }

/** What the target has now, or `undefined` when there is nothing. `operation` absent: the connector does not offer it any more. */
export function decideUndo(
  write: UndoableWrite,
  connector: Connector,
  operation: Operation | undefined,
  now: Found | undefined,
): UndoDecision {
  const system = connector.title
  const refuse = (does: 'cannot' | 'changed' | 'gone', code: Reason['code'], values = {}): UndoDecision => ({
    does,
    reason: { code, category: 'permanent', values: { system, ...values } },
  })
  const why = operation ? whyNot(write, operation) : 'undo.not-offered'
  if (why || !operation) return refuse('cannot', why ?? 'undo.not-offered')
  const created = write.does === 'created'
  const old = created ? undefined : oldValues(write, operation)
  if (!now) {
    if (!created) return refuse('gone', 'undo.gone')
    return write.undoing ? { does: 'done', as: 'delete' } : refuse('gone', 'undo.gone')
  }
  if (write.targetId !== undefined && now.id !== write.targetId) return refuse('gone', 'undo.gone')
  if (old && write.undoing && isUnchanged(old, now.fields)) return { does: 'done', as: 'restore' }
  if (!isUnchanged(write.body, now.fields)) return refuse('changed', 'undo.changed', { fields: differing(write, now) })
  return old ? { does: 'restore', id: now.id, before: old } : { does: 'delete', id: now.id }
}

function whyNot({ does, before }: UndoableWrite, { undo, look }: Operation): Reason['code'] | undefined {
  if (does === 'unknown') return 'undo.uncertain'
  const offered =
    does === 'created' ? undo.created === 'delete' && undo.delete : undo.updated === 'restore' && undo.restore
  if (!offered) return 'undo.not-offered'
  if (!look) return 'undo.cannot-look'
  return does === 'updated' && !before ? 'undo.before-unknown' : undefined
}

/** The fields that were written, as they were before. */
function oldValues({ body, before }: UndoableWrite, { undo: { blank = null } }: Operation): Record<string, Json> {
  return Object.fromEntries(Object.keys(body).map((name) => [name, before?.[name] ?? blank]))
}

const differing = ({ body }: UndoableWrite, { fields }: Found): string[] =>
  Object.keys(body).filter((name) => !isSameValue(body[name], fields[name]))

/** What the target has after the decision was carried out, for the next older write under the same key. */
export function afterUndo(decision: UndoDecision, now: Found | undefined): Found | undefined {
  if (decision.does === 'delete') return undefined
  return decision.does === 'restore' && now ? { id: now.id, fields: { ...now.fields, ...decision.before } } : now
}
