/** What the pointer does on the canvas: dragging cards, drawing wires, choosing. The handlers stay the same objects. */
import { type RefObject, useMemo } from 'react'
import type { NodeChange, OnConnectStart, ReactFlowInstance, Viewport } from 'reactflow'
import type { Position } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import type { CanvasActions } from './actions.ts'
import { showZoom, useCanvas } from './canvas-store.ts'
import type { CardNode, WireEdge } from './card-nodes.ts'
import { targetsOf } from './connect-rules.ts'
import { snap } from './geometry.ts'
import { exitsOf } from './kinds.ts'
import { noteViewMoved, setView, view } from './viewport.ts'
import { wireUnder } from './wire-hit.ts'

export const NO_DRAG: Readonly<Record<string, Position>> = {}

/** Dragging is only shown until the pointer lets go; then it is one edit, through the same way as the arrow keys. */
export function useCardDrag(actions: CanvasActions, setDragged: (places: Readonly<Record<string, Position>>) => void) {
  return useMemo(() => {
    let places: Record<string, Position> = {}
    const finish = (moved: readonly CardNode[]) => {
      const last = Object.fromEntries(moved.map((node) => [node.id, snap(places[node.id] ?? node.position)]))
      const { splice } = useCanvas.getState()
      places = {}
      setDragged(NO_DRAG)
      useCanvas.setState({ splice: undefined })
      const only = moved.length === 1 ? moved[0] : undefined
      if (splice && only) actions.splice(only.id, splice, last[only.id] ?? only.position)
      else actions.move(last)
    }
    return {
      onSelectionDragStop: (_event: unknown, moved: CardNode[]) => finish(moved),
      onNodesChange(changes: NodeChange<CardNode>[]) {
        const moved = changes.filter((one) => one.type === 'position' && one.dragging && one.position !== undefined)
        for (const change of moved)
          if (change.type === 'position' && change.position) places[change.id] = change.position
        if (moved.length > 0) setDragged({ ...places })
        applySelection(changes)
      },
      onNodeDrag(_event: unknown, node: CardNode, all: CardNode[]) {
        const { flow } = useFlow.getState()
        if (flow && all.length === 1)
          useCanvas.setState({ splice: wireUnder(flow, node.id, places[node.id] ?? node.position) })
      },
      onNodeDragStop: (_event: unknown, _node: CardNode, all: CardNode[]) => finish(all),
    }
  }, [actions, setDragged])
}

function applySelection(changes: NodeChange<CardNode>[]): void {
  const chosen = changes.filter((one) => one.type === 'select')
  if (chosen.length === 0) return
  const { selection, select } = useFlow.getState()
  const steps = new Set(selection.steps)
  for (const change of chosen) {
    if (change.selected) steps.add(change.id)
    else steps.delete(change.id)
  }
  select({ steps: [...steps] })
}

/** Drawing a wire: by dragging from an exit, or by a click on an exit and a click on a step. */
export function useConnecting(actions: CanvasActions) {
  return useMemo(() => {
    const legal = (step: string): boolean => {
      const { flow } = useFlow.getState()
      const { connecting } = useCanvas.getState()
      return Boolean(flow && connecting && targetsOf(flow, connecting)[step]?.legal)
    }
    const onConnectStart: OnConnectStart = (_event, { nodeId, handleId }) => {
      const { flow } = useFlow.getState()
      const port = flow && nodeId ? exitsOf(flow, nodeId).find((one) => one === handleId) : undefined
      if (nodeId && port) useCanvas.setState({ connecting: { step: nodeId, port } })
    }
    return {
      onConnectStart,
      isValidConnection: (wire: { target: string | null }) => Boolean(wire.target && legal(wire.target)),
      onConnect(wire: { target: string | null }) {
        const { connecting } = useCanvas.getState()
        if (connecting && wire.target) actions.connect(connecting, wire.target)
      },
      onConnectEnd(event: MouseEvent | TouchEvent, state: { toNode: { id: string } | null; isValid: boolean | null }) {
        const { connecting } = useCanvas.getState()
        useCanvas.setState({ connecting: undefined })
        const point = 'clientX' in event ? event : event.changedTouches[0]
        if (!connecting || !point || state.isValid || state.toNode) return
        const under = document.elementFromPoint(point.clientX, point.clientY)
        if (under?.classList.contains('react-flow__pane')) {
          actions.connectToNew(connecting, view.at({ x: point.clientX, y: point.clientY }))
        }
      },
      onNodeClick(_event: unknown, node: CardNode) {
        const { connecting } = useCanvas.getState()
        if (connecting) {
          if (legal(node.id)) actions.connect(connecting, node.id)
          useCanvas.setState({ connecting: undefined })
        }
        view.focus({ step: node.id })
      },
    }
  }, [actions])
}

/** Choosing with the pointer, and what the view tells. */
export function useLooking(actions: CanvasActions, element: RefObject<HTMLDivElement | null>) {
  return useMemo(
    () => ({
      onInit(flow: ReactFlowInstance<CardNode, WireEdge>) {
        if (!element.current) return
        setView({ flow, element: element.current })
        // What opened the flow is gone from the screen, and the keyboard with it: it starts again here.
        const { spot } = useCanvas.getState()
        if (spot && document.activeElement === document.body) view.focus(spot)
      },
      onMoveStart(event: MouseEvent | TouchEvent | null) {
        if (event) noteViewMoved()
      },
      onMove: (_event: unknown, at: Viewport) => showZoom(at.zoom),
      onNodeDoubleClick: (_event: unknown, node: CardNode) => actions.openStep(node.id),
      onEdgeClick(_event: unknown, edge: WireEdge) {
        useFlow.getState().select({ steps: [], wire: edge.id })
        view.focus({ wire: edge.id })
      },
      onPaneClick() {
        useCanvas.setState({ connecting: undefined })
        useFlow.getState().select({ steps: [] })
      },
    }),
    [actions, element],
  )
}
