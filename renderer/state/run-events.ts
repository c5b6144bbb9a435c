/** Folds numbered run events into a view and notices when some are missing, so that they can be read again. */
import { applyRunEvent, type RunEvent, type RunView } from '#engine'

export interface Folded {
  view: RunView | undefined
  /** Events of this run after this number did not arrive; nothing behind the gap was applied. */
  missing?: { run: string; after: number }
}

export function foldEvents(view: RunView | undefined, events: readonly RunEvent[]): Folded {
  let now = view
  for (const event of events) {
    const gap = gapBefore(now, event)
    if (gap) return { view: now, missing: gap }
    now = applyRunEvent(now, event)
  }
  return { view: now }
}

function gapBefore(view: RunView | undefined, event: RunEvent): Folded['missing'] {
  if (event.kind === 'run.started') return undefined
  if (!view || view.run !== event.run) return { run: event.run, after: 0 }
  return event.seq > view.seq + 1 ? { run: event.run, after: view.seq } : undefined
}
