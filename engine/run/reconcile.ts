/** Counts a run again from its journal: every outcome, every step, every exit must come to the same. */

import { own } from '../model/ids.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { PathCount } from './journal.ts'
import { recount } from './tally.ts'
import { type RunCounts, unaccounted } from './view.ts'

/** How many records the counts and the journal differ by; 0 when all agree. */
export function disagreement(counts: RunCounts, traces: readonly PathCount[]): number {
  const again = recount(traces)
  const gaps = [Math.abs(unaccounted(counts)), Math.abs(counts.received - (again.received ?? 0))]
  gaps.push(Math.abs(counts.made - (again.made ?? 0)))
  for (const [outcome, n] of Object.entries(counts.outcomes))
    gaps.push(Math.abs(n - (again.outcomes?.[outcome as Outcome] ?? 0)))
  for (const id of new Set([...Object.keys(counts.steps), ...Object.keys(again.steps ?? {})])) {
    const [told, found] = [own(counts.steps, id), again.steps?.[id]]
    for (const what of ['in', 'made', 'absorbed'] as const)
      gaps.push(Math.abs((told?.[what] ?? 0) - (found?.[what] ?? 0)))
    const ports = new Set([...Object.keys(told?.ports ?? {}), ...Object.keys(found?.ports ?? {})]) as Set<PortName>
    for (const port of ports) gaps.push(Math.abs((told?.ports[port] ?? 0) - (found?.ports[port] ?? 0)))
  }
  return Math.max(...gaps)
}
