/** The sample rows as they would arrive at a step: the engine's own pure steps, applied in the window. Nothing is asked or sent. */
import type { Data, Plan, PlannedStep } from '#engine'
import type { SampleRow } from './sample-store.ts'

export interface Arrival {
  row: number
  data: Data
}

/** Rows that reach `step`, in order. Writes let a record through as it is; a record that is already seen turns off. */
export function arrivalsAt(plan: Plan, step: string, rows: Iterable<SampleRow>): Arrival[] {
  const seen = new Map<string, Set<string>>()
  const arrived: Arrival[] = []
  for (const { row, data } of rows) {
    const there = follow(plan, step, data, seen)
    if (there) arrived.push({ row, data: there })
  }
  return arrived
}

/** The record on its arrival at `goal`; undefined when its way leads elsewhere. A flow without circles has at most as many stops as steps. */
function follow(plan: Plan, goal: string, start: Data, seen: Map<string, Set<string>>): Data | undefined {
  let at: string | undefined = plan.source
  let data = start
  for (let stops = Object.keys(plan.steps).length; at !== undefined && stops >= 0; stops--) {
    if (at === goal) return data
    const step: PlannedStep | undefined = plan.steps[at]
    if (!step) return undefined
    const passed = pass(step, data, seen)
    data = passed.data
    at = passed.port === undefined ? undefined : step.next[passed.port]
  }
  return undefined
}

function pass({ id, behaviour }: PlannedStep, data: Data, seen: Map<string, Set<string>>) {
  switch (behaviour.role) {
    case 'sync':
      return behaviour.apply(data)
    case 'claim': {
      const result = behaviour.key(data)
      if (!('key' in result)) return { port: 'error' as const, data }
      const keys = seen.get(id) ?? new Set()
      seen.set(id, keys)
      const port = keys.has(result.key) ? ('duplicate' as const) : ('main' as const)
      keys.add(result.key)
      return { port, data }
    }
    case 'end':
      return { port: undefined, data }
    default:
      return { port: 'main' as const, data }
  }
}
