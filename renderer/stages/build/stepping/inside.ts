/** Steps of flows inside the flow, by the ids that a walk gives them: the calling step, a slash, and their own. */
import { type Flow, own, type Step, subflowView } from '#engine'

export interface PlacedStep {
  step: Step
  /** The flow that it is drawn in. */
  flow: Flow
  /** Titles of the steps that lead to it, from the outside; empty for one of the flow itself. */
  calls: string[]
}

/** The step on the canvas that a stage belongs to. */
export const outerStep = (id: string): string => id.split('/')[0] ?? id

export function stepAt(flow: Flow, id: string): PlacedStep | undefined {
  const [outer = '', ...inner] = id.split('/')
  let step = own(flow.steps, outer)
  let around = flow
  const calls: string[] = []
  for (const next of inner) {
    const called = step?.settings.subflow
    const subflow = typeof called === 'string' ? own(flow.subflows ?? {}, called) : undefined
    if (!step || !subflow) return undefined
    calls.push(step.title)
    around = subflowView(flow, subflow)
    step = own(subflow.steps, next)
  }
  return step && { step, flow: around, calls }
}

/** What a stage's step is called, with the steps that lead to it. */
export function titleAt(flow: Flow, id: string): string {
  const placed = stepAt(flow, id)
  return placed ? [...placed.calls, placed.step.title].join(' › ') : id
}
