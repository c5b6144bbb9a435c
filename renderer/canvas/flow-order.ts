/** The order in which keyboard, outline and numbering go through a flow: along the happy path first, then into its other ways. */
import { type Flow, PORTS, type Wire } from '#engine'
import { byPlace, isOnward } from './ports.ts'

/** All steps of the flow, each once: from every beginning along the first way on to its end, then the side ways in the order they leave. */
export function flowOrder(flow: Flow): string[] {
  const leaving = new Map<string, Wire[]>()
  const entered = new Set<string>()
  for (const wire of flow.wires) {
    leaving.set(wire.from.step, [...(leaving.get(wire.from.step) ?? []), wire])
    if (wire.from.step in flow.steps) entered.add(wire.to.step)
  }
  const seen = new Set<string>()
  const walk = (start: string): void => {
    const path: string[] = []
    let here: string | undefined = start
    while (here !== undefined && !seen.has(here) && here in flow.steps) {
      seen.add(here)
      path.push(here)
      here = onwardOf(leaving.get(here))?.to.step
    }
    for (const step of path) {
      const side = (leaving.get(step) ?? []).toSorted(
        ({ from: a }, { from: b }) => byPlace(a.port, b.port) || PORTS.indexOf(a.port) - PORTS.indexOf(b.port),
      )
      for (const wire of side) walk(wire.to.step)
    }
  }
  const steps = Object.keys(flow.steps).sort((a, b) => placeOf(flow, a) - placeOf(flow, b) || (a < b ? -1 : 1))
  for (const step of steps) if (!entered.has(step)) walk(step)
  for (const step of steps) walk(step)
  return [...seen]
}

/** Reading order of what has no wires: from left to right, row by row. */
const placeOf = (flow: Flow, step: string): number => {
  const at = flow.layout[step]
  return at ? Math.round(at.y / 64) * 1_000_000 + at.x : Number.MAX_SAFE_INTEGER
}

/** The wire by which most records go on: that of `main`, or of the first case that is wired. */
export const onwardOf = (wires: readonly Wire[] | undefined): Wire | undefined =>
  wires?.filter((wire) => isOnward(wire.from.port)).sort((a, b) => byPlace(a.from.port, b.from.port))[0]

/** The steps of the happy path: along the first way on, from the first beginning. */
export function happyPath(flow: Flow): string[] {
  const leaving = Map.groupBy(flow.wires, (wire) => wire.from.step)
  const path: string[] = []
  let here = flowOrder(flow)[0]
  while (here !== undefined && !path.includes(here) && here in flow.steps) {
    const step = here
    path.push(step)
    here = onwardOf(leaving.get(step))?.to.step
  }
  return path
}
