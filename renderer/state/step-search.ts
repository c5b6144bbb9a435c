/** Asks the studio for the next row where stepping pauses. */
import type { Breakpoint, Flow, Paused } from '#engine'
import { studio } from '../client/index.ts'

/** Undefined when no row comes there. Whoever aborts stops the search at the studio, too. */
export async function searchPause(
  flow: Flow,
  from: number,
  breakpoints: readonly Breakpoint[],
  signal: AbortSignal,
  tell: (progress: { looked: number; row: number }) => void,
): Promise<Paused | undefined> {
  const progress = await studio().runs.findPause({ flow, from, breakpoints: [...breakpoints] }, { signal })
  for await (const { looked, row, paused } of progress) {
    if (signal.aborted) return undefined
    if (paused) return paused
    tell({ looked, row })
  }
  return undefined
}
