/** Which fields the records have on arrival at a step, followed along the wires from what the start says. */
import type { Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { StepKind } from '../steps/declare.ts'
import { STEP_KINDS } from '../steps/index.ts'
import { type Inspection, inspect } from './inspection.ts'

export type FieldNames = readonly string[] | undefined

/**
 * Names of the fields that arrive at the step, in order; where several wires lead to it, all that any of them brings.
 * Undefined when nothing is known: the start names no fields, or no wire leads there.
 */
export const fieldsArriving = (flow: Flow, stepId: string, stepKinds: readonly StepKind[] = STEP_KINDS): FieldNames =>
  arrivals(inspect(flow, {}, stepKinds))(stepId)

/** The same for many steps of one flow; each step is worked out once. */
export function arrivals(inspection: Inspection): (stepId: string) => FieldNames {
  const { flow, kindOf, to } = inspection
  const known = new Map<string, FieldNames>()
  const begun = new Set<string>()

  /** Works off a stack of its own: a flow of thousands of steps is no danger. */
  const settle = (stepId: string): void => {
    const stack = [stepId]
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (known.has(id)) {
        stack.pop()
        continue
      }
      const before = (to.get(id) ?? []).map((wire) => wire.from.step)
      const open = begun.has(id) ? [] : before.filter((one) => !known.has(one) && !begun.has(one))
      begun.add(id)
      if (open.length > 0) {
        stack.push(...open)
        continue
      }
      known.set(id, merge(before.map((one) => leaving(one))))
      stack.pop()
    }
  }

  const leaving = (id: string): FieldNames => {
    const step = own(flow.steps, id)
    const arriving = known.get(id)
    return step ? (kindOf(id)?.leaving(step.settings, arriving) ?? undefined) : undefined
  }

  return (stepId) => {
    settle(stepId)
    return known.get(stepId)
  }
}

function merge(lists: readonly FieldNames[]): FieldNames {
  if (lists.length === 0) return undefined
  const all = new Set<string>()
  for (const list of lists) {
    if (!list) return undefined
    for (const name of list) all.add(name)
  }
  return [...all]
}
