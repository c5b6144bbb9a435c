/** The sample rows as they would arrive at a step: the engine's own pure steps, applied in the window. Nothing is asked or sent. */
import { type Data, type Plan, type PlannedStep, PORTS, type PortName, portKindOf } from '#engine'
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

/** The record on its arrival at `goal`; undefined when its way leads elsewhere. Each step is looked at once. */
function follow(plan: Plan, goal: string, start: Data, seen: Map<string, Set<string>>): Data | undefined {
  const open = [{ at: plan.source, data: start }]
  const been = new Set<string>()
  for (let here = open.pop(); here; here = open.pop()) {
    if (here.at === goal) return here.data
    const step: PlannedStep | undefined = plan.steps[here.at]
    if (!step || been.has(here.at)) continue
    been.add(here.at)
    const { ports, data } = pass(step, here.data, seen)
    for (const port of ports) {
      const next = step.next[port]
      if (next !== undefined) open.push({ at: next, data })
    }
  }
  return undefined
}

const NOTHING_KNOWN = { receivedAt: 0, label: '' }

interface Left {
  ports: readonly PortName[]
  data: Data
}

/** The exits that the record may take. What a person, a system or a formula decides is not known here: any way on is possible. */
function pass({ id, behaviour, next }: PlannedStep, data: Data, seen: Map<string, Set<string>>): Left {
  switch (behaviour.role) {
    case 'sync': {
      const passed = behaviour.apply(data, NOTHING_KNOWN)
      return { ports: [passed.port], data: passed.data }
    }
    case 'claim': {
      const result = behaviour.key(data)
      if (!('key' in result)) return { ports: ['error'], data }
      const keys = seen.get(id) ?? new Set()
      seen.set(id, keys)
      const known = keys.has(result.key)
      keys.add(result.key)
      return { ports: [known ? 'duplicate' : 'main'], data }
    }
    case 'split': {
      const split = behaviour.parts(data)
      const part = 'parts' in split ? split.parts[0] : undefined
      return part ? { ports: ['main'], data: part } : { ports: [], data }
    }
    case 'end':
      return { ports: [], data }
    default:
      return { ports: PORTS.filter((port) => portKindOf(port) === 'main' && next[port] !== undefined), data }
  }
}
