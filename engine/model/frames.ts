/** Frames: settings that several steps share. What a frame says counts for every step in it that knows the setting. */
import type { Flow, Step } from './flow.ts'

/** The step with its frames' settings laid over its own; `known` are the top-level settings that its kind has. */
export function framed(flow: Pick<Flow, 'frames'>, stepId: string, step: Step, known: ReadonlySet<string>): Step {
  const frames = Object.values(flow.frames ?? {}).filter(({ steps }) => steps.includes(stepId))
  if (frames.length === 0) return step
  const shared = frames.flatMap(({ settings }) => Object.entries(settings)).filter(([key]) => known.has(key))
  return { ...step, settings: { ...step.settings, ...Object.fromEntries(shared) } }
}
