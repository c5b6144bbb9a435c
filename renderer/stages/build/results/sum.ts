/** A run as a sum in words: what came in, and every way in which it ended. The terms always add up, or it says by how much they do not. */
import { OUTCOMES, type Outcome, type RunCounts, unaccounted } from '#engine'
import type { TextKey } from '../../../text/index.ts'
import { OUTCOME_LOOKS, type Tone } from './outcome.ts'

export interface SumTerm {
  outcome: Outcome
  count: number
  text: TextKey
  tone: Tone
  /** Held only: how many of them were not on the hold list before. */
  fresh?: number
}

export interface ResultSum {
  received: number
  /** Records that steps made of others: parts, copies, groups. */
  made: number
  terms: SumTerm[]
  /** Records that no outcome accounts for. Anything but 0 is a defect of ours. */
  unaccounted: number
}

/** Named even when they are 0, in this order, so that their absence is a statement. */
const ALWAYS: readonly Outcome[] = ['created', 'updated', 'unchanged', 'duplicate', 'rejected', 'held']

export function sumOf(counts: RunCounts): ResultSum {
  const rest = OUTCOMES.filter((outcome) => !ALWAYS.includes(outcome) && counts.outcomes[outcome] !== 0)
  return {
    received: counts.received,
    made: counts.made,
    terms: [...ALWAYS, ...rest].map((outcome) => termOf(outcome, counts)),
    unaccounted: unaccounted(counts),
  }
}

function termOf(outcome: Outcome, counts: RunCounts): SumTerm {
  const { count: text, tone } = OUTCOME_LOOKS[outcome]
  const term: SumTerm = { outcome, count: counts.outcomes[outcome], text, tone }
  return outcome === 'held' && term.count > counts.newlyHeld ? { ...term, fresh: counts.newlyHeld } : term
}
