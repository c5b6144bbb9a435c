/** What the canvas asks of the engine's step kinds. An unknown kind is still drawn, so that a newer flow opens. */
import { type Flow, exitsOf as kindExits, type PortName, type Step, type StepKind, stepKind, type Wire } from '#engine'
import { t } from '../text/index.ts'
import { indexOf } from './flow-index.ts'
import { cardSize, type Size } from './geometry.ts'
import { byPlace, isOnward } from './ports.ts'

const exits = new WeakMap<Step, readonly PortName[]>()
const withWired = new WeakMap<readonly Wire[], { usual: readonly PortName[]; all: readonly PortName[] }>()
const NONE: readonly PortName[] = []

/** The exits that a step has as it is set up now. Worked out once per version of the step. */
function usualExits(step: Step): readonly PortName[] {
  let known = exits.get(step)
  if (!known) {
    const kind = stepKind(step.kind)
    known = kind ? kindExits(kind, step.settings).toSorted(byPlace) : ['main']
    exits.set(step, known)
  }
  return known
}

/** Those exits, and any other that a wire still leaves by, so that no wire is out of sight. The same list while nothing changed. */
export function exitsOf(flow: Flow, id: string): readonly PortName[] {
  const step = flow.steps[id]
  if (!step) return NONE
  const usual = usualExits(step)
  const wires = indexOf(flow).leaving.get(id)
  if (!wires || wires.every((wire) => usual.includes(wire.from.port))) return usual
  const known = withWired.get(wires)
  if (known?.usual === usual) return known.all
  const all = [...new Set([...usual, ...wires.map((wire) => wire.from.port)])].sort(byPlace)
  withWired.set(wires, { usual, all })
  return all
}

/** What an exit is called: by the person who named its case, or as such exits are called. */
export function exitName(flow: Flow, id: string, port: PortName): string {
  const step = flow.steps[id]
  const kind = step && stepKind(step.kind)
  return kind?.exitName?.(step?.settings ?? {}, port) ?? t(`port.${port}`)
}

type Named = Pick<Flow, 'contracts' | 'connections' | 'subflows'>

const summaries = new WeakMap<Step, Named & { text: string }>()

/** The generated line of a card; empty for an unknown kind. Worked out again when the step, or what it may name, changed. */
export function summaryOf(flow: Flow, step: Step): string {
  const { contracts, connections, subflows } = flow
  const known = summaries.get(step)
  if (known?.contracts === contracts && known.connections === connections && known.subflows === subflows)
    return known.text
  const text = stepKind(step.kind)?.summary(step.settings, flow) ?? ''
  summaries.set(step, { contracts, connections, subflows, text })
  return text
}

export const sizeOf = (flow: Flow, step: string): Size =>
  cardSize(stepKind(flow.steps[step]?.kind ?? '')?.group, exitsOf(flow, step).filter(isOnward).length)

/** What people call a step: its own name, or that of its kind. */
export const titleOf = (flow: Flow, step: string): string => {
  const found = flow.steps[step]
  return found ? found.title || (stepKind(found.kind)?.title ?? found.kind) : step
}

/** True for a step that talks to a system, so that practice or live matters. */
export const touchesSystem = (kind: StepKind | undefined): boolean =>
  kind?.fields.some((field) => field.kind === 'connection') ?? false
