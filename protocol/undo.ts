import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { FieldChange, Reason } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

/** `done`: an interrupted undo had done it. `changed`, `gone`: somebody did something about it since. */
export type UndoVerdict = 'delete' | 'restore' | 'done' | 'cannot' | 'changed' | 'gone'

export interface UndoItem {
  seq: number
  label: string
  step: string
  system: string
  key: string
  does: UndoVerdict
  /** Why it stays as it is. */
  reason?: Reason
  /** Of what is restored: what is there now, and what was before. */
  changes?: FieldChange[]
}

/** What undo would do, or did; newest first. */
export interface UndoReport {
  run: string
  preview: boolean
  counts: Record<UndoVerdict, number>
  items: UndoItem[]
}

const which = { run: id, records: z.array(z.number().int().min(1)).min(1).max(10_000).optional() }

export const undo = {
  /** Looks at the targets and changes nothing. */
  preview: base.input(z.object(which)).output(as<UndoReport>()),
  /** Of the whole run, or of the records that are named. What was taken back before is left alone. */
  run: base.input(z.object({ ...which, by: z.string().trim().min(1).max(200) })).output(as<UndoReport>()),
}
