/**
 * A record that stopped gave its keys back. Replayed from the step where it stopped it passes no gate again, so it takes them back
 * first: what was delivered under them meanwhile is not doubled, and what comes later is known as the same.
 */
import type { HeldRecord } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { Failure, type ReplayedClaim, replay } from '#engine'
import type { Context } from './context.ts'
import { definitionOf } from './resume.ts'
import { findRun, planOf } from './runs.ts'

/** Throws Failure hold.overtaken, and then no keys are taken; answers what gives back those of records that are held again. */
export function takeKeys(context: Context, held: readonly HeldRecord[]): () => void {
  const taken: (() => void)[] = []
  const giveBack = () => {
    for (const give of taken) give()
  }
  try {
    for (const one of held) taken.push(takeKeysOf(context, one))
    return giveBack
  } catch (error) {
    giveBack()
    throw error
  }
}

function takeKeysOf(context: Context, held: HeldRecord): () => void {
  const { store } = context
  const { label, identity, seq } = held
  const claims = keysOf(context, held)
  const journal = store.runs.journal(held.run)
  const now = systemClock.now()
  journal.transact(() => {
    for (const claim of claims) {
      const owner = journal.claim({ ...claim, keep: 'first', data: {} }, { seq, label, identity }, now)
      if (owner) throw new Failure('hold.overtaken', 'permanent', { label, other: owner.label })
    }
  })
  return () => {
    if (claims.length === 0 || store.holds.get(held.id)?.settledAt !== undefined) return
    journal.transact(() => {
      for (const { scope, key, days } of claims) journal.releaseClaim(scope, key, days, seq)
    })
  }
}

/** Keys that are remembered beyond the run. */
function keysOf(context: Context, { flow, run, n, seq }: HeldRecord): ReplayedClaim[] {
  const { records } = context.store
  const record = records.record(n, seq)
  if (!record) return []
  const plan = planOf(context, definitionOf(context, flow, findRun(context, run).view.hash))
  return replay(plan, record, records.decisionsOf(n, seq)).claims.filter(({ days }) => days > 0)
}
