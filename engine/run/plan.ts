/** A flow compiled for running: settings parsed, contracts compiled, wires turned into "who is next". Made once per definition. */
import type { Connector } from '../connect/declare.ts'
import { Failure } from '../model/failure.ts'
import type { Flow } from '../model/flow.ts'
import type { PortName } from '../model/ports.ts'
import type { PhonePort, SchemaPort } from '../ports.ts'
import type { Behaviour } from '../steps/declare.ts'
import { stepKind } from '../steps/index.ts'

export interface PlannedStep {
  id: string
  title: string
  kind: string
  /** Version of the behaviour that decides for the records of this plan. */
  version: number
  behaviour: Behaviour
  ports: readonly PortName[]
  next: Partial<Record<PortName, string>>
}

export interface Plan {
  flow: Flow
  hash: string
  source: string
  steps: Readonly<Record<string, PlannedStep>>
}

export interface PlanNeeds {
  hash: string
  schema: SchemaPort
  phone: PhonePort
  connectors: Readonly<Record<string, Connector>>
}

/** Compiles a flow that `checkFlow` found complete. Throws a Failure with the first code that stands against it otherwise. */
export function compilePlan(flow: Flow, needs: PlanNeeds): Plan {
  const steps: Record<string, PlannedStep> = Object.create(null)
  let source: string | undefined
  for (const [id, step] of Object.entries(flow.steps)) {
    const kind = stepKind(step.kind)
    if (!kind) throw new Failure('step.unknown-kind', 'permanent', { kind: step.kind, step: step.title })
    const behaviour = kind.plan(step.settings, { flow, stepId: id, ...needs })
    if (behaviour.role === 'source') source = id
    steps[id] = {
      id,
      title: step.title,
      kind: kind.kind,
      version: kind.version,
      behaviour,
      ports: kind.ports,
      next: {},
    }
  }
  if (!source) throw new Failure('flow.no-source', 'permanent')
  for (const wire of flow.wires) {
    const from = steps[wire.from.step]
    if (from && steps[wire.to.step]) from.next[wire.from.port] = wire.to.step
  }
  return { flow, hash: needs.hash, source, steps }
}
