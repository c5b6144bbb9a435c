/** Flows inside the flow: each must be able to run by itself, and none may come to itself again. */
import { wordsOf } from '../model/codes.ts'
import type { Flow, Subflow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import { referencesOf } from '../model/references.ts'
import { MOST_INSIDE, subflowView } from '../model/subflow.ts'
import { startOf } from '../steps/sources.ts'
import { type Inspection, nameOf, problem } from './inspection.ts'

/**
 * A problem on each step that runs another flow which cannot run, or which comes to itself again. `checkOne` gives the problems
 * of one flow by itself. A flow that is not there is a problem of the setting, found elsewhere.
 */
export function checkSubflows(inspection: Inspection, checkOne: (flow: Flow) => readonly Problem[]): Problem[] {
  const { flow } = inspection
  const whyNot = faultFinder(flow, checkOne)
  return Object.entries(flow.steps).flatMap(([stepId, step]) =>
    referencesOf(step, 'subflow').flatMap((id) => {
      const fault = whyNot(id)
      if (!fault) return []
      const at = { step: stepId, field: 'subflow' }
      if (fault.code === 'subflow.broken')
        return problem(fault.code, 'blocks', at, { step: nameOf(inspection, stepId), flow: fault.flow, why: fault.why })
      return problem(fault.code, 'blocks', at, { flow: fault.flow })
    }),
  )
}

type Fault =
  | { code: 'subflow.circle' | 'subflow.no-entry' | 'subflow.too-deep'; flow: string }
  | { code: 'subflow.broken'; flow: string; why: string }

/** What is known of a flow inside: what stands against it, and how many flows it runs inside one another, itself included. */
interface Judged {
  fault?: Fault
  height: number
}

/** Why the flow of that key, or one that it runs, cannot run. Each is looked at once, however many run it. */
function faultFinder(flow: Flow, checkOne: (flow: Flow) => readonly Problem[]): (id: string) => Fault | undefined {
  const known = new Map<string, Judged>()
  const open = new Set<string>()

  const judge = (id: string): Judged => {
    const subflow = own(flow.subflows ?? {}, id)
    if (!subflow) return { height: 0 }
    const { name } = subflow
    if (open.has(id) || subflow.flow === flow.id) return { fault: { code: 'subflow.circle', flow: name }, height: 1 }
    const before = known.get(id)
    const tooDeep: Judged = { fault: { code: 'subflow.too-deep', flow: name }, height: 1 }
    if (before) return before.fault || open.size + before.height <= MOST_INSIDE ? before : tooDeep
    if (open.size >= MOST_INSIDE) return tooDeep
    open.add(id)
    const fault = ownFault(subflowView(flow, subflow), checkOne)
    const judged: Judged = fault ? { fault, height: 1 } : within(subflow)
    open.delete(id)
    // Called from further out it may not be too deep.
    if (judged.fault?.code !== 'subflow.too-deep') known.set(id, judged)
    return judged
  }

  const within = ({ steps }: Subflow): Judged => {
    let height = 1
    for (const id of Object.values(steps).flatMap((step) => referencesOf(step, 'subflow'))) {
      const inner = judge(id)
      if (inner.fault) return inner
      height = Math.max(height, inner.height + 1)
    }
    return { height }
  }

  return (id) => judge(id).fault
}

function ownFault(view: Flow, checkOne: (flow: Flow) => readonly Problem[]): Fault | undefined {
  if (startOf(view)?.source !== 'flow') return { code: 'subflow.no-entry', flow: view.name }
  const first = checkOne(view).find(({ severity }) => severity === 'blocks')
  const why = first && wordsOf(first.code, first.values).what.replace(/\.$/, '')
  return why === undefined ? undefined : { code: 'subflow.broken', flow: view.name, why }
}
