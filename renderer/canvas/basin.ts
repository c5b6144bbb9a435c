/** Where the hold list lies under the flow, and which steps stand directly above it, so that trouble visibly falls into it. */
import { type Flow, type PortName, portKindOf } from '#engine'
import { wireAt } from './flow-index.ts'
import { boundsOf, exitLabel, portOffset, type Rect, rectAt } from './geometry.ts'
import { exitsOf, sizeOf } from './kinds.ts'
import { isOnward } from './ports.ts'

export interface BasinFall {
  step: string
  port: PortName
  x: number
  top: number
  /** Where its words stand. */
  label: { left: boolean; row: number }
}

export interface Basin {
  rect: Rect
  falls: readonly BasinFall[]
  steps: ReadonlySet<string>
}

const BELOW = 60
const HEIGHT = 40
const NARROWEST = 440

/** Records that leave by such an exit are held when it leads nowhere; those that mean no harm simply end there. */
export const holds = (port: PortName): boolean =>
  port === 'otherwise' || (!isOnward(port) && portKindOf(port) !== 'duplicate')

const basins = new WeakMap<Flow, Basin | undefined>()

/** Undefined when nothing can fall: no step has an exit that is not wired. */
export function basinOf(flow: Flow): Basin | undefined {
  if (!basins.has(flow)) basins.set(flow, findBasin(flow))
  return basins.get(flow)
}

function findBasin(flow: Flow): Basin | undefined {
  const rects = new Map<string, Rect>()
  for (const step of Object.keys(flow.steps)) {
    const at = flow.layout[step]
    if (at) rects.set(step, rectAt(at, sizeOf(flow, step)))
  }
  const bounds = boundsOf([...rects.values()])
  const open = [...rects.keys()].flatMap((step) => openExits(flow, step).map((port) => ({ step, port })))
  if (!bounds || open.length === 0) return undefined
  const bottom = bounds.y + bounds.height
  const falls = open
    .filter(({ port }) => !isOnward(port))
    .map(({ step, port }) => fallOf(flow, step, port, rects.get(step)!))
    .filter((fall) => bottom - fall.top < 24)
  const width = Math.max(bounds.width + 24, NARROWEST)
  const rect = { x: bounds.x - 12, y: bottom + BELOW, width, height: HEIGHT }
  return { rect, falls, steps: new Set(falls.map((fall) => fall.step)) }
}

const openExits = (flow: Flow, step: string): PortName[] =>
  exitsOf(flow, step).filter((port) => holds(port) && !wireAt(flow, step, port))

function fallOf(flow: Flow, step: string, port: PortName, rect: Rect): BasinFall {
  const ports = exitsOf(flow, step)
  const offset = portOffset(port, ports, rect)
  return { step, port, x: rect.x + offset.x, top: rect.y + offset.y, label: exitLabel(port, ports) }
}
