/** The exits at which stepping can pause. */
import { type Breakpoint, exitsOf, type Flow, own, type PortName, stepKind } from '#engine'

export type PauseExit = NonNullable<Breakpoint['exit']>

/** Those that steps have in common, for a pause at any of them. */
export const PAUSE_EXITS: readonly PortName[] = [
  'error',
  'duplicate',
  'rejected',
  'low-confidence',
  'stale',
  'filtered',
]

/** Those of one step. */
export function pauseExitsOf(flow: Flow, id: string): readonly PortName[] {
  const step = own(flow.steps, id)
  const kind = step && stepKind(step.kind)
  return step && kind ? exitsOf(kind, step.settings) : []
}
