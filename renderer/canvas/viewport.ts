/** The view over the flow, for commands outside the canvas. Does nothing while no canvas is open. */
import type { ReactFlowInstance, Viewport } from 'reactflow'
import type { Position } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { type Spot, useCanvas } from './canvas-store.ts'
import type { CardNode, WireEdge } from './card-nodes.ts'
import type { Rect, Size } from './geometry.ts'
import { boundsOf, rectAt } from './geometry.ts'
import { sizeOf } from './kinds.ts'

interface OpenView {
  flow: ReactFlowInstance<CardNode, WireEdge>
  element: HTMLElement
}

let open: OpenView | undefined

/** True once the person moved the view themselves: from then on it stays where they put it, until it is fitted again. */
let moved = false

export const viewWasMoved = (): boolean => moved

export function noteViewMoved(): void {
  moved = true
}

export function setView(view: OpenView | undefined): void {
  open = view
}

const EDGE = 26
/** Room under the lowest card for its exits and the hold list; and at the bottom of the view for the tools. */
const UNDER = 102
const TOOLS = 46
/** The zoom below which nobody can go. */
export const SMALLEST = 0.05

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
const smooth = () => ({ duration: calm() ? 0 : 220 })

/** Size of the canvas on screen, in pixels. */
export const viewSize = (): Size =>
  open ? { width: open.element.clientWidth, height: open.element.clientHeight } : { width: 892, height: 466 }

/** The view in which a rectangle with its exits and the hold list is seen as large as possible. */
function viewportFor(rect: Rect, { width, height }: Size): Viewport {
  const largest = width > 1100 ? 1.25 : 1
  const wanted = Math.min(largest, (width - EDGE * 2) / rect.width, (height - EDGE - TOOLS) / (rect.height + UNDER))
  const zoom = Math.max(wanted, SMALLEST)
  const spare = height - TOOLS - (rect.height + UNDER) * zoom
  const x = (width - rect.width * zoom) / 2 - rect.x * zoom
  return { x, y: Math.max(EDGE, Math.min(spare / 2, EDGE * 2)) - rect.y * zoom, zoom }
}

/** The view in which a flow opens. */
export function openingView(size: Size): Viewport {
  moved = false
  const bounds = boundsOf(rectsOf(Object.keys(useFlow.getState().flow?.steps ?? {})))
  return bounds ? viewportFor(bounds, size) : { x: 0, y: 0, zoom: 1 }
}

const rectOf = (step: string): Rect | undefined => {
  const { flow } = useFlow.getState()
  const at = flow?.layout[step]
  return flow && at ? rectAt(at, sizeOf(flow, step)) : undefined
}

const rectsOf = (steps: readonly string[]): Rect[] => steps.map(rectOf).filter((rect) => rect !== undefined)

export const view = {
  /** Shows the whole flow, or these steps, as large as possible, at most at `maxZoom`. */
  fit(steps?: readonly string[], still = false): void {
    const bounds = boundsOf(rectsOf(steps ?? Object.keys(useFlow.getState().flow?.steps ?? {})))
    moved = steps !== undefined
    if (bounds) void open?.flow.setViewport(viewportFor(bounds, viewSize()), still ? {} : smooth())
  },
  zoomTo(zoom: number): void {
    moved = true
    void open?.flow.zoomTo(zoom, smooth())
  },
  zoomIn(): void {
    moved = true
    void open?.flow.zoomIn(smooth())
  },
  zoomOut(): void {
    moved = true
    void open?.flow.zoomOut(smooth())
  },
  /** Place on the canvas in the middle of what is seen. */
  centre(): Position {
    if (!open) return { x: 0, y: 0 }
    const box = open.element.getBoundingClientRect()
    return open.flow.screenToFlowPosition({ x: box.left + box.width / 2, y: box.top + box.height / 2 })
  },
  /** Place on the canvas under a point of the screen. */
  at: (point: Position): Position => open?.flow.screenToFlowPosition(point) ?? point,
  /** Moves the view, only if the step is not fully in it. */
  reveal(step: string): void {
    const rect = rectOf(step)
    if (!open || !rect) return
    const { x, y, zoom } = open.flow.getViewport()
    const { width, height } = viewSize()
    const left = rect.x * zoom + x
    const top = rect.y * zoom + y
    const inside = left >= 0 && top >= 0 && left + rect.width * zoom <= width && top + rect.height * zoom <= height
    if (inside) return
    void open.flow.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom, ...smooth() })
  },
  /** Puts the keyboard on a step or wire, once it is drawn. */
  focus(spot: Spot | undefined): void {
    if (!spot) return void open?.element.focus()
    useCanvas.setState({ spot })
    const name = spot.step !== undefined ? `[data-step="${spot.step}"]` : `[data-wire="${spot.wire}"]`
    requestAnimationFrame(() => {
      const found = open?.element.querySelector<HTMLElement>(name)
      found?.focus({ preventScroll: true })
    })
    if (spot.step !== undefined) view.reveal(spot.step)
  },
}
