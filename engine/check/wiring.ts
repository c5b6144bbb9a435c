/** Problems of the drawing itself: starts, wires, circles, steps that nothing reaches. */
import { own } from '../model/ids.ts'
import { type PortName, portKindOf } from '../model/ports.ts'
import type { Problem } from '../model/problem.ts'
import { exitsOf } from '../steps/index.ts'
import { startOf } from '../steps/sources.ts'
import { type Inspection, isSource, nameOf, problem } from './inspection.ts'

/** The names of the exits, as they stand on the wires. */
export const EXIT_LABELS: Record<PortName, string> = {
  main: 'Continue',
  error: "Couldn't deliver",
  duplicate: 'Already seen',
  rejected: 'Failed check',
  'low-confidence': 'Needs a person',
  stale: 'Older than known',
  filtered: 'Filtered out',
  otherwise: 'Otherwise',
  'case-1': 'Way 1',
  'case-2': 'Way 2',
  'case-3': 'Way 3',
  'case-4': 'Way 4',
  'case-5': 'Way 5',
  'case-6': 'Way 6',
  'case-7': 'Way 7',
  'case-8': 'Way 8',
}

export function checkWiring(inspection: Inspection): Problem[] {
  return [
    ...checkSources(inspection),
    ...checkWires(inspection),
    ...checkCircles(inspection),
    ...checkRoutes(inspection),
  ]
}

function checkSources(inspection: Inspection): Problem[] {
  const ids = Object.keys(inspection.flow.steps)
  const sources = ids.filter((id) => isSource(inspection, id))
  if (sources.length > 1) {
    const steps = sources.map((id) => `"${nameOf(inspection, id)}"`)
    return sources.slice(1).map((step) => problem('flow.many-sources', 'blocks', { step }, { steps }))
  }
  return sources.length === 0 ? [problem('flow.no-source', 'blocks', {})] : []
}

function checkWires(inspection: Inspection): Problem[] {
  const { flow, kindOf } = inspection
  const exits = new Set<string>()
  return flow.wires.flatMap((wire): Problem[] => {
    const { step, port } = wire.from
    const found: Problem[] = []
    const from = nameOf(inspection, step)
    const to = nameOf(inspection, wire.to.step)
    if (!own(flow.steps, wire.to.step))
      found.push(problem('wire.to-nowhere', 'blocks', { wire: wire.id }, { from, to }))
    if (!own(flow.steps, step)) found.push(problem('wire.from-nowhere', 'blocks', { wire: wire.id }, { from, to }))
    const kind = kindOf(step)
    if (kind && !kind.ports.includes(port))
      found.push(problem('wire.no-such-port', 'blocks', { wire: wire.id }, { step: from, port: EXIT_LABELS[port] }))
    if (isSource(inspection, wire.to.step))
      found.push(problem('wire.into-source', 'blocks', { wire: wire.id, step: wire.to.step }, { step: to }))
    const exit = JSON.stringify([step, port])
    if (exits.has(exit)) found.push(problem('wire.doubled', 'blocks', { wire: wire.id, step }, { step: from }))
    exits.add(exit)
    return found
  })
}

function checkCircles(inspection: Inspection): Problem[] {
  return circlesOf(inspection).map((circle) => {
    const steps = [...circle, circle[0] ?? ''].map((id) => `"${nameOf(inspection, id)}"`).join(' → ')
    return problem('flow.cycle', 'blocks', { step: circle[0] ?? '' }, { steps })
  })
}

/** One circle of steps for each place where the wires go round, found without recursion so that long flows are no danger. */
function circlesOf({ flow, from }: Inspection): string[][] {
  const state = new Map<string, 'open' | 'done'>()
  const circles: string[][] = []
  for (const start of Object.keys(flow.steps)) {
    if (state.has(start)) continue
    const path = [{ id: start, next: 0 }]
    state.set(start, 'open')
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const to = from.get(top.id)?.[top.next++]?.to.step
      if (to === undefined) {
        state.set(top.id, 'done')
        path.pop()
      } else if (!state.has(to)) {
        state.set(to, 'open')
        path.push({ id: to, next: 0 })
      } else if (state.get(to) === 'open') {
        circles.push(path.slice(path.findIndex(({ id }) => id === to)).map(({ id }) => id))
      }
    }
  }
  return circles
}

/** Steps that no wire leads to, and records that leave a step with nowhere to go. */
function checkRoutes(inspection: Inspection): Problem[] {
  const { flow, kindOf, from, to } = inspection
  // Records of a called flow go back where no wire takes them.
  const isCalled = startOf(flow)?.source === 'flow'
  return Object.keys(flow.steps).flatMap((step): Problem[] => {
    const kind = kindOf(step)
    const found: Problem[] = []
    const values = { step: nameOf(inspection, step) }
    if (kind?.group !== 'start' && !to.has(step)) found.push(problem('step.unreachable', 'warns', { step }, values))
    if (kind && kind.group !== 'write') {
      const wired = from.get(step)?.map((wire) => wire.from.port) ?? []
      const onward = exitsOf(kind, own(flow.steps, step)?.settings ?? {}).filter((port) => portKindOf(port) === 'main')
      const loose = onward.find((port) => port !== 'otherwise' && !wired.includes(port))
      if (loose && !isCalled) found.push(problem('step.main-unrouted', 'blocks', { step }, values))
    }
    return found
  })
}
