/** What this command did of a run: a run that was taken up again counts whole, its speed only from here on. */
import type { RunHandle } from '#adapters/run'
import { Failure, type RunView } from '#engine'
import type { Context } from '#studio'

export interface Sitting {
  /** The run as it stood when this command took it up. */
  view: RunView
  figures(end: RunView): Figures
}

export interface Figures {
  /** Seconds that this command worked on the run. */
  seconds: number
  /** Records that ended in that time, per second. */
  recordsPerSecond: number
}

const ended = ({ received, outcomes }: RunView) => received - outcomes.waiting

export function beginSitting(context: Context, { run }: RunHandle): Sitting {
  const began = performance.now()
  const view = context.store.runs.get(run)?.view
  if (!view) throw new Failure('run.not-found', 'permanent', { run })
  return {
    view,
    figures(end) {
      const seconds = Math.max(0.001, Math.round(performance.now() - began) / 1000)
      return { seconds, recordsPerSecond: Math.round(Math.max(0, ended(end) - ended(view)) / seconds) }
    },
  }
}
