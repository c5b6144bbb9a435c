/** Frames: settings that several steps share. What a frame says counts for every step in it that knows the setting. */
import type { StepKind } from '../steps/declare.ts'
import type { Flow, Step } from './flow.ts'

/** The step with its frames' settings laid over its own. A kind that is not known takes none over. */
export function framed(flow: Pick<Flow, 'frames'>, stepId: string, step: Step, kind: StepKind | undefined): Step {
  const frames = Object.values(flow.frames ?? {}).filter(({ steps }) => steps.includes(stepId))
  if (frames.length === 0 || !kind) return step
  const known = new Set(kind.fields.map(({ key }) => key.split('.')[0] ?? key))
  const shared = frames.flatMap(({ settings }) => Object.entries(settings)).filter(([key]) => known.has(key))
  return { ...step, settings: { ...step.settings, ...Object.fromEntries(shared) } }
}

/** The flow with every step as it is framed: what runs and what is checked. The same flow where it has no frames. */
export function framedFlow(flow: Flow, kindOf: (step: Step) => StepKind | undefined): Flow {
  if (Object.keys(flow.frames ?? {}).length === 0) return flow
  const steps = Object.entries(flow.steps).map(([id, step]) => [id, framed(flow, id, step, kindOf(step))])
  return { ...flow, steps: Object.fromEntries(steps) }
}
