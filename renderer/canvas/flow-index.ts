/** What many cards ask of one flow, worked out once per version of the flow and then looked up. */
import type { Flow, PortName, Problem, Wire } from '#engine'
import { flowOrder } from './flow-order.ts'

export interface FlowIndex {
  order: readonly string[]
  /** Position in the order, from 0. */
  place: ReadonlyMap<string, number>
  leaving: ReadonlyMap<string, readonly Wire[]>
  entering: ReadonlyMap<string, readonly Wire[]>
}

/** By the list of wires, with the steps it was made for: moving a card makes no new index. */
const indexes = new WeakMap<Flow['wires'], { steps: Flow['steps']; index: FlowIndex }>()

export function indexOf(flow: Flow): FlowIndex {
  const known = indexes.get(flow.wires)
  if (known && sameSteps(known.steps, flow.steps)) {
    known.steps = flow.steps
    return known.index
  }
  const order = flowOrder(flow)
  const index: FlowIndex = {
    order,
    place: new Map(order.map((step, i) => [step, i])),
    leaving: Map.groupBy(flow.wires, (wire) => wire.from.step),
    entering: Map.groupBy(flow.wires, (wire) => wire.to.step),
  }
  indexes.set(flow.wires, { steps: flow.steps, index })
  return index
}

/** The index knows which steps there are, not how they are set up. */
function sameSteps(a: Flow['steps'], b: Flow['steps']): boolean {
  if (a === b) return true
  const ids = Object.keys(a)
  return ids.length === Object.keys(b).length && ids.every((id) => Object.hasOwn(b, id))
}

/** The wire at an exit of a step, if that exit leads anywhere. */
export const wireAt = (flow: Flow, step: string, port: PortName): Wire | undefined =>
  indexOf(flow)
    .leaving.get(step)
    ?.find((wire) => wire.from.port === port)

interface ProblemIndex {
  steps: ReadonlyMap<string | undefined, readonly Problem[]>
  wires: ReadonlyMap<string | undefined, readonly Problem[]>
}

const NONE: readonly Problem[] = []
const problemIndexes = new WeakMap<readonly Problem[], ProblemIndex>()

function indexOfProblems(problems: readonly Problem[]): ProblemIndex {
  let index = problemIndexes.get(problems)
  if (!index) {
    index = {
      steps: Map.groupBy(problems, (problem) => problem.at.step),
      wires: Map.groupBy(problems, (problem) => problem.at.wire),
    }
    problemIndexes.set(problems, index)
  }
  return index
}

/** The problems that sit on one step, worst first. */
export const problemsAt = (problems: readonly Problem[], step: string): readonly Problem[] =>
  indexOfProblems(problems).steps.get(step) ?? NONE

/** The first problem that sits on one wire. */
export const problemOn = (problems: readonly Problem[], wire: string): Problem | undefined =>
  indexOfProblems(problems).wires.get(wire)?.[0]
