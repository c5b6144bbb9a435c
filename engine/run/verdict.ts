/** What became of a record as a whole: it and everything that was made of it. Pure. */
import type { Outcome } from '../model/ports.ts'

/** `all` came to a good end; `part` did, while another part did not; `none` did; `open`: not known yet. */
export type Verdict = 'all' | 'part' | 'none' | 'open'

/** How bad an end is. What was stopped by a gate came to a good end: nothing more was meant to happen to it. */
const isBad = (outcome: Outcome): boolean => outcome === 'held' || outcome === 'rejected'

/** Of the outcomes of a record and of all that descends from it; what was absorbed counts as what it became. */
export function verdictOf(outcomes: Iterable<Outcome>): Verdict {
  let [good, bad] = [0, 0]
  for (const outcome of outcomes) {
    if (outcome === 'waiting') return 'open'
    if (isBad(outcome)) bad++
    else if (outcome !== 'absorbed') good++
  }
  if (bad === 0) return 'all'
  return good === 0 ? 'none' : 'part'
}

/** The record and all that descends from it. `made`: for a record, those that were made of it. */
export function descent(seq: number, made: (seq: number) => readonly number[]): Set<number> {
  const found = new Set([seq])
  for (const one of found) for (const child of made(one)) found.add(child)
  return found
}
