/** What every check of a flow looks at, gathered once. */
import type { Connector } from '../connect/declare.ts'
import type { Code } from '../model/codes.ts'
import type { Flow, Wire } from '../model/flow.ts'
import { framedFlow } from '../model/frames.ts'
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Place, Problem, Severity } from '../model/problem.ts'
import type { StepKind } from '../steps/declare.ts'

export interface Inspection {
  flow: Flow
  connectors: Readonly<Record<string, Connector>>
  kindOf(stepId: string): StepKind | undefined
  /** Wires whose both ends are there. */
  wires: readonly Wire[]
  from: ReadonlyMap<string, readonly Wire[]>
  to: ReadonlyMap<string, readonly Wire[]>
}

export function inspect(
  drawn: Flow,
  connectors: Readonly<Record<string, Connector>>,
  stepKinds: readonly StepKind[],
): Inspection {
  const kinds = new Map(stepKinds.map((kind) => [kind.kind, kind]))
  const flow = framedFlow(drawn, (step) => kinds.get(step.kind))
  const wires = flow.wires.filter((wire) => own(flow.steps, wire.from.step) && own(flow.steps, wire.to.step))
  return {
    flow,
    connectors,
    kindOf: (id) => kinds.get(own(flow.steps, id)?.kind ?? ''),
    wires,
    from: Map.groupBy(wires, (wire) => wire.from.step),
    to: Map.groupBy(wires, (wire) => wire.to.step),
  }
}

/** What people call the step: its title, else its kind's, else its id. */
export const nameOf = ({ flow, kindOf }: Inspection, stepId: string): string =>
  own(flow.steps, stepId)?.title || kindOf(stepId)?.title || stepId

export const isSource = ({ kindOf }: Inspection, stepId: string): boolean => kindOf(stepId)?.group === 'start'

export const problem = (code: Code, severity: Severity, at: Place, values: Record<string, Json> = {}): Problem => ({
  code,
  severity,
  at,
  values,
})
