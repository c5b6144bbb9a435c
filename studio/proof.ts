/** Run it twice: the proof that a second run creates and changes nothing, kept for the exact definition. */
import { systemClock } from '#adapters/system'
import { type Proof, type RunView, unaccounted } from '#engine'
import type { SavedFlow } from '#protocol'
import type { Context } from './context.ts'
import type { Kept } from './files.ts'
import { startPracticeRun } from './runs.ts'

export async function proveTwice(context: Context, saved: SavedFlow, input?: Kept): Promise<Proof> {
  const options = { anew: true, ...(input ? { input } : {}) }
  const first = await (await startPracticeRun(context, saved, options)).done
  const second = await (await startPracticeRun(context, saved, options)).done
  const proof: Proof = { hash: saved.hash, first: figures(first), second: figures(second), at: systemClock.now() }
  if (ranThrough(first) && ranThrough(second)) context.store.notes.keepProof(saved.flow.id, saved.hash, proof)
  return proof
}

/** Two finished runs of one definition and input into one place are a proof, whoever started them. */
export function noteProof(context: Context, flow: string, hash: string): void {
  const finished = context.store.runs
    .list(flow)
    .filter(({ view }) => view.hash === hash && view.mode === 'practice' && ranThrough(view))
  const [second, first] = finished
  if (!second || !first || second.fingerprint !== first.fingerprint || second.target !== first.target) return
  const proof: Proof = { hash, first: figures(first.view), second: figures(second.view), at: systemClock.now() }
  context.store.notes.keepProof(flow, hash, proof)
}

/** What waits for people or a time is as far as it can be. */
const ranThrough = ({ state }: RunView): boolean => state === 'finished' || state === 'waiting'

function figures(view: RunView) {
  const { held } = view.outcomes
  const { created, updated, unchanged } = writesOf(view)
  const { run, received, newlyHeld } = view
  return {
    run,
    received,
    created,
    updated,
    unchanged,
    held,
    newlyHeld,
    unaccounted: unaccounted(view) + (view.state === 'waiting' ? 0 : view.outcomes.waiting),
  }
}

/** What the run did at its targets, write by write: a record with two writes counts twice. */
function writesOf({ steps }: RunView) {
  const sum = { created: 0, updated: 0, unchanged: 0 }
  for (const { writes } of Object.values(steps)) {
    sum.created += writes?.created ?? 0
    sum.updated += writes?.updated ?? 0
    sum.unchanged += writes?.unchanged ?? 0
  }
  return sum
}
