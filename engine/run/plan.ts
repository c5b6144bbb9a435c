/** A flow compiled for running: settings parsed, contracts compiled, wires turned into "who is next". Made once per definition. */
import type { Connector } from '../connect/declare.ts'
import { Failure } from '../model/failure.ts'
import type { Flow, Step, Wire } from '../model/flow.ts'
import { framed } from '../model/frames.ts'
import { own } from '../model/ids.ts'
import type { PortName } from '../model/ports.ts'
import { MOST_INSIDE, subflowView } from '../model/subflow.ts'
import type { PhonePort, SchemaPort } from '../ports.ts'
import type { Behaviour } from '../steps/declare.ts'
import { stepKind } from '../steps/index.ts'

export interface PlannedStep {
  /** Inside another flow: the calling step's id, a slash, and its own. */
  id: string
  title: string
  kind: string
  /** Version of the behaviour that decides for the records of this plan. */
  version: number
  behaviour: Behaviour
  ports: readonly PortName[]
  next: Partial<Record<PortName, string>>
  /** Wires that lead here. */
  wires: number
  /** The first step inside, for one that goes through another flow. */
  inside?: string
  /** The step that it is inside of: exits without a wire lead out by it. */
  out?: string
}

export interface Plan {
  flow: Flow
  hash: string
  source: string
  steps: Readonly<Record<string, PlannedStep>>
  /** Every step, each after those that lead to it. */
  order: readonly string[]
  /** Whether any step's answers are journaled, so that they must be read when a record is taken up again. */
  answers: boolean
  /** Whether records may wait for people or for a time. */
  parks: boolean
}

export interface PlanNeeds {
  hash: string
  schema: SchemaPort
  phone: PhonePort
  connectors: Readonly<Record<string, Connector>>
}

/** Whether the step's answers cannot be worked out again from the record and its path. */
const isAnswered = (behaviour: Behaviour): boolean =>
  ['compute', 'find', 'model', 'person', 'each'].includes(behaviour.role) ||
  (behaviour.role === 'claim' && behaviour.keep === 'merge')

/** Whether records may wait there for a person or a time, however long it is. */
const isParking = (behaviour: Behaviour): boolean =>
  behaviour.role === 'person' ||
  behaviour.role === 'wait' ||
  (behaviour.role === 'model' && behaviour.model.ceiling?.reached === 'wait')

/** Compiles a flow that `checkFlow` found complete. Throws a Failure with the first code that stands against it otherwise. */
export function compilePlan(flow: Flow, needs: PlanNeeds): Plan {
  const steps: Record<string, PlannedStep> = Object.create(null)
  const source = addSteps({ flow, needs, steps, prefix: '', depth: 0 }, flow)
  if (!source) throw new Failure('flow.no-source', 'permanent')
  const behaviours = Object.values(steps).map(({ behaviour }) => behaviour)
  const parks = behaviours.some(isParking)
  return { flow, hash: needs.hash, source, steps, order: orderOf(steps), answers: behaviours.some(isAnswered), parks }
}

/** Works off a stack of its own: a flow of thousands of steps is no danger. */
function orderOf(steps: Plan['steps']): string[] {
  const after = (step: PlannedStep): string[] => {
    // What leaves a flow inside goes on behind the step that went through it.
    const out = step.out === undefined ? undefined : steps[step.out]
    return [...Object.values(step.next), ...(step.inside ? [step.inside] : []), ...Object.values(out?.next ?? {})]
  }
  const seen = new Set<string>()
  const order: string[] = []
  for (const start of Object.keys(steps)) {
    const stack = [{ id: start, done: false }]
    for (let top = stack.pop(); top; top = stack.pop()) {
      const step = steps[top.id]
      if (top.done) order.push(top.id)
      else if (step && !seen.has(top.id)) {
        seen.add(top.id)
        stack.push({ id: top.id, done: true }, ...after(step).map((id) => ({ id, done: false })))
      }
    }
  }
  return order.reverse()
}

interface Adding {
  /** What settings refer to: the flow itself, or a flow inside with the outer one's connections. */
  flow: Flow
  needs: PlanNeeds
  steps: Record<string, PlannedStep>
  prefix: string
  out?: string
  depth: number
}

/** Adds the steps of a drawing, and of those inside it; answers the id of its start. */
function addSteps(adding: Adding, drawing: { steps: Record<string, Step>; wires: Wire[] }): string | undefined {
  const { flow, needs, steps, prefix, out } = adding
  let source: string | undefined
  for (const [inner, drawn] of Object.entries(drawing.steps)) {
    const kind = stepKind(drawn.kind)
    if (!kind) throw new Failure('step.unknown-kind', 'permanent', { kind: drawn.kind, step: drawn.title })
    const step = framed(flow, inner, drawn, kind)
    const id = prefix + inner
    const behaviour = kind.plan(step.settings, { flow, stepId: id, ...needs })
    if (behaviour.role === 'source') source = id
    const { kind: name, version, ports } = kind
    const planned: PlannedStep = { id, title: step.title, kind: name, version, behaviour, ports, next: {}, wires: 0 }
    if (out !== undefined) planned.out = out
    if (behaviour.role === 'call' || behaviour.role === 'each')
      planned.inside = addInside(adding, id, behaviour.subflow)
    steps[id] = planned
  }
  for (const wire of drawing.wires) {
    const [from, to] = [steps[prefix + wire.from.step], steps[prefix + wire.to.step]]
    if (!from || !to) continue
    from.next[wire.from.port] = to.id
    to.wires++
  }
  return source
}

function addInside(adding: Adding, caller: string, id: string): string {
  const { flow, needs, steps, depth } = adding
  const subflow = own(flow.subflows ?? {}, id)
  if (!subflow) throw new Failure('subflow.unknown', 'permanent', { step: caller })
  if (depth >= MOST_INSIDE) throw new Failure('subflow.too-deep', 'permanent', { flow: subflow.name })
  const view = subflowView(flow, subflow)
  const inside = addSteps({ flow: view, needs, steps, prefix: `${caller}/`, out: caller, depth: depth + 1 }, view)
  if (!inside) throw new Failure('subflow.no-entry', 'permanent', { flow: subflow.name })
  return inside
}
