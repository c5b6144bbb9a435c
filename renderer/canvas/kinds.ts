/** What the canvas asks of the engine's step kinds. An unknown kind is still drawn, so that a newer flow opens. */
import { type Flow, exitsOf as kindExits, type PortName, type Step, type StepKind, stepKind } from '#engine'
import { cardSize, type Size } from './geometry.ts'

const exits = new WeakMap<Step, readonly PortName[]>()

/** The exits that a step has as it is set up now. Worked out once per version of the step. */
export function exitsOf(step: Step): readonly PortName[] {
  let known = exits.get(step)
  if (!known) {
    const kind = stepKind(step.kind)
    known = kind ? kindExits(kind, step.settings) : ['main']
    exits.set(step, known)
  }
  return known
}

type Named = Pick<Flow, 'contracts' | 'connections'>

const summaries = new WeakMap<Step, Named & { text: string }>()

/** The generated line of a card; empty for an unknown kind. Worked out again when the step, or what it may name, changed. */
export function summaryOf(flow: Flow, step: Step): string {
  const known = summaries.get(step)
  if (known?.contracts === flow.contracts && known.connections === flow.connections) return known.text
  const text = stepKind(step.kind)?.summary(step.settings, flow) ?? ''
  summaries.set(step, { contracts: flow.contracts, connections: flow.connections, text })
  return text
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
