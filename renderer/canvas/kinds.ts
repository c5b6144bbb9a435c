/** What the canvas asks of the engine's step kinds. An unknown kind is still drawn, so that a newer flow opens. */
import { type Flow, exitsOf as kindExits, type PortName, type Step, type StepKind, stepKind } from '#engine'
import { cardSize, type Size } from './geometry.ts'

/** The exits that a step has as it is set up now. */
export function exitsOf(step: Step): readonly PortName[] {
  const kind = stepKind(step.kind)
  return kind ? kindExits(kind, step.settings) : ['main']
}

export const sizeOf = (flow: Flow, step: string): Size => cardSize(stepKind(flow.steps[step]?.kind ?? '')?.group)

/** What people call a step: its own name, or that of its kind. */
export const titleOf = (flow: Flow, step: string): string => {
  const found = flow.steps[step]
  return found ? found.title || (stepKind(found.kind)?.title ?? found.kind) : step
}

/** True for a step that talks to a system, so that practice or live matters. */
export const touchesSystem = (kind: StepKind | undefined): boolean =>
  kind?.fields.some((field) => field.kind === 'connection') ?? false
