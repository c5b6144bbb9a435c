/** The order in which keyboard, outline and numbering go through a flow: along the happy path first, then into what falls from it. */
import { type Flow, PORTS, type Wire } from '#engine'

/** All steps of the flow, each once: from every beginning along main to its end, then the side ways in the order they leave. */
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
      here = leaving.get(here)?.find((wire) => wire.from.port === 'main')?.to.step
    }
    for (const step of path) {
      const side = (leaving.get(step) ?? []).filter((wire) => wire.from.port !== 'main')
      side.sort((a, b) => PORTS.indexOf(a.from.port) - PORTS.indexOf(b.from.port))
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

/** The steps of the happy path: along `main` from the first beginning. */
export function happyPath(flow: Flow): string[] {
  const order = flowOrder(flow)
  const path: string[] = []
  let here = order[0]
  while (here !== undefined && !path.includes(here) && here in flow.steps) {
    const step = here
    path.push(step)
    here = flow.wires.find((wire) => wire.from.step === step && wire.from.port === 'main')?.to.step
  }
  return path
}
