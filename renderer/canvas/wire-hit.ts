/** Which wire lies under a card that is being dragged. */
import type { Flow, Position } from '#engine'
import { indexOf } from './flow-index.ts'
import { bendOf, cardSize, portOffset, rectAt } from './geometry.ts'
import { exitsOf, sizeOf } from './kinds.ts'
import { isOnward } from './ports.ts'
import { wirePath } from './wire-path.ts'

const NEAR = 28

/** The wire nearest to the middle of a card at `at`. A step that has wires of its own is not spliced (`step` undefined: a new one). */
export function wireUnder(flow: Flow, step: string | undefined, at: Position): string | undefined {
  const { leaving, entering } = indexOf(flow)
  if (step !== undefined && (entering.get(step) || leaving.get(step)?.some((wire) => isOnward(wire.from.port)))) return
  const size = step === undefined ? cardSize(undefined) : sizeOf(flow, step)
  const middle = { x: at.x + size.width / 2, y: at.y + size.height / 2 }
  let best: { wire: string; distance: number } | undefined
  for (const wire of flow.wires) {
    const distance = distanceTo(flow, wire.id, middle)
    if (distance < NEAR && distance < (best?.distance ?? NEAR)) best = { wire: wire.id, distance }
  }
  return best?.wire
}

function distanceTo(flow: Flow, id: string, point: Position): number {
  const points = pointsOf(flow, id)
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i + 1 < points.length; i++) least = Math.min(least, toStretch(point, points[i]!, points[i + 1]!))
  return least
}

/** The corners of a wire as it is drawn. */
function pointsOf(flow: Flow, id: string): Position[] {
  const wire = flow.wires.find((one) => one.id === id)
  const [from, to] = wire ? [flow.layout[wire.from.step], flow.layout[wire.to.step]] : []
  if (!wire || !from || !to) return []
  const ports = exitsOf(flow, wire.from.step)
  const { port } = wire.from
  const offset = portOffset(port, ports, sizeOf(flow, wire.from.step))
  const start = { x: from.x + offset.x, y: from.y + offset.y }
  return wirePath(start, rectAt(to, sizeOf(flow, wire.to.step)), !isOnward(port), bendOf(port, ports)).points
}

/** From a point to a level or upright stretch. */
function toStretch(point: Position, a: Position, b: Position): number {
  const x = Math.min(Math.max(point.x, Math.min(a.x, b.x)), Math.max(a.x, b.x))
  const y = Math.min(Math.max(point.y, Math.min(a.y, b.y)), Math.max(a.y, b.y))
  return Math.hypot(point.x - x, point.y - y)
}
