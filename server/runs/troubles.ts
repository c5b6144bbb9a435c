/** What keeps records of a run waiting now. It stands in the run's events; here it is at hand for whoever looks at the run. */
import type { Reason, RunEvent, RunView } from '#engine'

export interface Troubles {
  note(event: RunEvent): void
  /** The run is not under way any more. */
  forget(run: string): void
  /** The run with what troubles it. */
  in(view: RunView): RunView
}

export function createTroubles(): Troubles {
  const known = new Map<string, Reason>()
  return {
    note(event) {
      if (event.kind !== 'run.troubled') return
      if (event.reason) known.set(event.run, event.reason)
      else known.delete(event.run)
    },
    forget: (run) => void known.delete(run),
    in(view) {
      const trouble = view.state === 'running' ? known.get(view.run) : undefined
      return trouble ? { ...view, trouble } : view
    },
  }
}
