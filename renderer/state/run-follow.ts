/** Follows the events of a flow's runs for as long as the screen shows them, across gaps and lost connections. */
import type { RunEvent, RunView } from '#engine'
import { studio } from '../client/index.ts'
import { foldEvents } from './run-events.ts'

export interface RunDisplay {
  now(): RunView | undefined
  show(view: RunView | undefined): void
}

/** Milliseconds before the stream is asked for again after it broke. */
const AGAIN = 500

/** Ends only when `signal` aborts. A broken stream is taken up again from the studio's own latest counts. */
export async function followRuns(flow: string, signal: AbortSignal, display: RunDisplay): Promise<void> {
  while (!signal.aborted) {
    try {
      const latest = (await studio().runs.latest({ flow }, { signal })) ?? undefined
      display.show(latest)
      const after = latest ? { run: latest.run, seq: latest.seq } : {}
      for await (const events of await studio().runs.watch({ flow, ...after }, { signal })) {
        display.show(await withMissing(display.now(), events))
      }
    } catch {
      // The connection itself tells the user that it is lost; here it only matters that following goes on.
    }
    await pause(AGAIN, signal)
  }
}

async function withMissing(view: RunView | undefined, events: readonly RunEvent[]): Promise<RunView | undefined> {
  const folded = foldEvents(view, events)
  if (!folded.missing) return folded.view
  const { run, after } = folded.missing
  const missed = await studio().runs.eventsSince({ run, seq: after })
  return foldEvents(after === 0 ? undefined : folded.view, missed).view ?? folded.view
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
