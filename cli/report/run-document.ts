/** A run as the JSON document that scripts read. */
import { type Flow, type RunView, type StepCounts, unaccounted } from '#engine'
import { reasonDocument } from '../tell-error.ts'
import type { Figures } from './sitting.ts'

export interface RunOutcome extends Figures {
  view: RunView
  flow: Flow
  resumed: boolean
}

export function runDocument({ view, flow, resumed, seconds, recordsPerSecond }: RunOutcome) {
  const { run, state, received, outcomes, newlyHeld, models } = view
  const steps = Object.entries(flow.steps).map(([id, { title }]) => [id, { title, ...countsOf(view, id) }])
  const reason = endReason(view)
  return {
    run,
    flow: flow.id,
    state,
    resumed,
    in: received,
    outcomes,
    newlyHeld,
    unaccounted: unaccounted(view),
    steps: Object.fromEntries(steps),
    seconds,
    recordsPerSecond,
    ...(models ? { models } : {}),
    ...(reason ? { reason: reasonDocument(reason) } : {}),
  }
}

const NOTHING: StepCounts = { in: 0, ports: {} }

export const countsOf = (view: RunView, step: string): StepCounts => view.steps[step] ?? NOTHING

/** Why the run is not finished; undefined when it is. What waits for people or a time is no fault of it. */
export function endReason(view: RunView): RunView['reason'] {
  if (view.state === 'finished' || view.state === 'waiting') return undefined
  if (view.reason) return view.reason
  const code = view.state === 'stopped' ? 'run.stopped' : 'run.interrupted'
  return { code, category: 'transient', values: { waiting: view.outcomes.waiting } }
}
