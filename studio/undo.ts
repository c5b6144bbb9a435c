/** Taking back what a run wrote: shown first, then done newest first, each step of it journaled. */
import type { StoredRun } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { changesOf, Failure, previewUndo, type UndoNeeds, type UndoStep, undoWrites } from '#engine'
import type { UndoItem, UndoReport } from '#protocol'
import type { Context } from './context.ts'
import { openReach } from './reach.ts'
import { definitionOf, type LiveAccess, placeOfRun } from './resume.ts'
import { findRun } from './runs.ts'

export interface UndoRequest {
  run: string
  /** Absent: all of them. */
  records?: readonly number[] | undefined
  live?: LiveAccess
}

/** Throws Failures run.not-found, run.other-target, undo.interrupted. Nothing is changed. */
export function previewRunUndo(context: Context, request: UndoRequest): Promise<UndoReport> {
  const stored = findRun(context, request.run)
  const writes = context.store.undos.writes(stored.n, request.records)
  return withReach(context, stored, request, (needs) => reportOf(stored, true, previewUndo(needs, writes)))
}

/** Throws Failures run.not-found, run.other-target, undo.under-way, undo.interrupted; undoing again goes on where it stopped. */
export async function undoRun(context: Context, request: UndoRequest & { by: string }): Promise<UndoReport> {
  const { undos } = context.store
  const stored = findRun(context, request.run)
  const { n, view } = stored
  if (context.runner.running(view.flow)?.run === view.run) throw new Failure('undo.under-way', 'permanent')
  const writes = undos.writes(n, request.records)
  const { by } = request
  try {
    return await withReach(context, stored, request, (needs) => {
      const journal = {
        intend: (write: UndoStep['write'], does: 'delete' | 'restore') =>
          undos.intend(n, write, does, by, systemClock.now()),
        settle: (write: UndoStep['write'], outcome: string, reason?: UndoItem['reason']) =>
          undos.settle(n, write, { outcome, reason, by }, systemClock.now()),
      }
      return reportOf(stored, false, undoWrites(needs, journal, writes))
    })
  } finally {
    undos.releaseKeys(n)
  }
}

async function withReach<T>(
  context: Context,
  stored: StoredRun,
  { live }: UndoRequest,
  work: (needs: UndoNeeds) => Promise<T>,
): Promise<T> {
  const { access } = await placeOfRun(context, stored, live)
  const reach = openReach(context, definitionOf(context, stored.view.flow, stored.view.hash), access)
  try {
    return await work({
      target(write) {
        const account = reach.account(write.connection)
        return { account, operation: account.connector.operations[write.operation] }
      },
      signal: new AbortController().signal,
    })
  } finally {
    await reach.close()
  }
}

async function reportOf({ view }: StoredRun, preview: boolean, steps: AsyncGenerator<UndoStep>): Promise<UndoReport> {
  const counts = { delete: 0, restore: 0, done: 0, cannot: 0, changed: 0, gone: 0 }
  const items: UndoItem[] = []
  for await (const step of steps) {
    counts[step.decision.does]++
    items.push(itemOf(step))
  }
  return { run: view.run, preview, counts, items }
}

function itemOf({ write, decision, system }: UndoStep): UndoItem {
  const { seq, label, step, key, body } = write
  const item: UndoItem = { seq, label, step, system, key, does: decision.does }
  if ('reason' in decision) item.reason = decision.reason
  if (decision.does === 'restore') item.changes = changesOf(decision.before, body)
  return item
}
