/** The canvas of a flow. The only place that knows React Flow: outside of this folder there are steps and wires. */
import 'reactflow/dist/base.css'
import './canvas.css'
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  type NodeChange,
  type OnConnectStart,
  ReactFlow,
  ReactFlowProvider,
  SelectionMode,
  type Viewport,
} from 'reactflow'
import type { Position } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { useLitPath } from '../state/lit-path.ts'
import { t } from '../text/index.ts'
import { ActionsContext, type CanvasActions } from './actions.ts'
import { showZoom, useCanvas } from './canvas-store.ts'
import { type CardNode, cardNodes, createCardCache, type WireEdge, wireEdges } from './card-nodes.ts'
import { targetsOf } from './connect-rules.ts'
import { useDropTarget } from './drop-target.ts'
import { snap } from './geometry.ts'
import { HoldBasin } from './hold-basin.tsx'
import { exitsOf } from './kinds.ts'
import { LitContext } from './live.ts'
import { NewWire } from './new-wire.tsx'
import { Overview } from './overview.tsx'
import { useRoving } from './roving.ts'
import { StepCard } from './step-card.tsx'
import { noteViewMoved, openingView, SMALLEST, setView, view, viewWasMoved } from './viewport.ts'
import { Wire } from './wire.tsx'
import { wireUnder } from './wire-hit.ts'
import { ZoomControls } from './zoom-controls.tsx'

const NODE_TYPES = { step: StepCard }
const EDGE_TYPES = { wire: Wire }
const NO_DRAG: Readonly<Record<string, Position>> = {}
const GRID: [number, number] = [8, 8]
/** Above this many steps only what is in view is drawn, unless they are so small that nearly all are in view. */
const MANY = 300

export interface CanvasProps {
  actions: CanvasActions
  /** Keys that reach the canvas itself, not a field or a button in it. */
  onKeyDown(event: KeyboardEvent): void
  /** Shown over an empty canvas. */
  empty?: React.ReactNode
}

export function Canvas(props: CanvasProps) {
  return (
    <ReactFlowProvider>
      <ActionsContext.Provider value={props.actions}>
        <Board {...props} />
      </ActionsContext.Provider>
    </ReactFlowProvider>
  )
}

function Board({ actions, onKeyDown, empty }: CanvasProps) {
  const element = useRef<HTMLDivElement>(null)
  const flow = useFlow((s) => s.flow)
  const selection = useFlow((s) => s.selection)
  const [dragged, setDragged] = useState(NO_DRAG)
  const cache = useRef(createCardCache()).current
  const nodes = useMemo(
    () => (flow ? cardNodes(flow, selection, dragged, cache) : []),
    [flow, selection, dragged, cache],
  )
  const edges = useMemo(() => (flow ? wireEdges(flow, selection, cache) : []), [flow, selection, cache])
  const lit = useLitPath()
  const connecting = useCanvas((s) => s.connecting !== undefined)
  const level = useCanvas((s) => s.level)
  const drop = useDropTarget(actions)
  const drag = useCardDrag(actions, setDragged)
  const connect = useConnecting(actions)
  const start = useOpeningView(element)
  useRoving(element)
  useFitOnResize(element)

  return (
    <LitContext.Provider value={lit}>
      <div
        ref={element}
        role="application"
        aria-label={t('canvas.label')}
        aria-roledescription={t('canvas.label')}
        tabIndex={-1}
        className="canvas"
        data-connecting={connecting || undefined}
        data-lit={lit ? true : undefined}
        data-level={level}
        onKeyDown={onKeyDown}
        {...drop}
      >
        {start && (
          <ReactFlow<CardNode, WireEdge>
            defaultViewport={start}
            nodes={nodes}
            edges={edges}
            nodeTypes={NODE_TYPES}
            edgeTypes={EDGE_TYPES}
            onInit={(instance) => {
              if (!element.current) return
              setView({ flow: instance, element: element.current })
            }}
            onMoveStart={(event) => {
              if (event) noteViewMoved()
            }}
            onMove={(_event, at) => showZoom(at.zoom)}
            onNodesChange={drag.onNodesChange}
            onNodeDrag={drag.onNodeDrag}
            onNodeDragStop={drag.onNodeDragStop}
            onSelectionDragStop={(_event, moved) => drag.finish(moved)}
            onNodeClick={connect.onNodeClick}
            onNodeDoubleClick={(_event, node) => actions.openStep(node.id)}
            onEdgeClick={(_event, edge) => {
              useFlow.getState().select({ steps: [], wire: edge.id })
              view.focus({ wire: edge.id })
            }}
            onPaneClick={() => {
              useCanvas.setState({ connecting: undefined })
              useFlow.getState().select({ steps: [] })
            }}
            onConnectStart={connect.onConnectStart}
            onConnect={connect.onConnect}
            onConnectEnd={connect.onConnectEnd}
            isValidConnection={connect.isValid}
            connectOnClick={false}
            connectionRadius={28}
            connectionDragThreshold={4}
            connectionLineComponent={NewWire}
            snapToGrid
            snapGrid={GRID}
            minZoom={SMALLEST}
            maxZoom={2}
            panOnScroll
            zoomOnDoubleClick={false}
            panOnDrag={[1]}
            selectionOnDrag
            selectionMode={SelectionMode.Partial}
            multiSelectionKeyCode={['Shift', 'Meta', 'Control']}
            deleteKeyCode={null}
            disableKeyboardA11y
            nodesFocusable={false}
            edgesFocusable={false}
            elevateNodesOnSelect={false}
            onlyRenderVisibleElements={nodes.length > MANY && level !== 'block'}
            proOptions={{ hideAttribution: false }}
            attributionPosition="top-right"
          >
            <HoldBasin />
            <Overview />
          </ReactFlow>
        )}
        <ZoomControls />
        {nodes.length === 0 && <div className="canvas-empty">{empty}</div>}
      </div>
    </LitContext.Provider>
  )
}

/** Dragging is only shown until the pointer lets go; then it is one edit, through the same way as the arrow keys. */
function useCardDrag(actions: CanvasActions, setDragged: (places: Readonly<Record<string, Position>>) => void) {
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
      finish,
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
function useConnecting(actions: CanvasActions) {
  return useMemo(() => {
    const legal = (step: string): boolean => {
      const { flow } = useFlow.getState()
      const { connecting } = useCanvas.getState()
      return Boolean(flow && connecting && targetsOf(flow, connecting)[step]?.legal)
    }
    const onConnectStart: OnConnectStart = (_event, { nodeId, handleId }) => {
      const step = nodeId ? useFlow.getState().flow?.steps[nodeId] : undefined
      const port = step && exitsOf(step).find((one) => one === handleId)
      if (nodeId && port) useCanvas.setState({ connecting: { step: nodeId, port } })
    }
    return {
      onConnectStart,
      isValid: (wire: { target: string | null }) => Boolean(wire.target && legal(wire.target)),
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

/** Known before the first card is drawn, so that a large flow is not drawn twice: whole, and then small. */
function useOpeningView(element: React.RefObject<HTMLDivElement | null>): Viewport | undefined {
  const [start, setStart] = useState<Viewport>()
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const opening = openingView({ width: box.clientWidth, height: box.clientHeight })
    showZoom(opening.zoom)
    setStart(opening)
  }, [element])
  return start
}

/** Until the person moves the view, it follows the size of the canvas, so that opening a panel never hides the flow. */
function useFitOnResize(element: React.RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const box = element.current
    if (!box) return
    const observer = new ResizeObserver(() => {
      if (!viewWasMoved()) view.fit(undefined, true)
    })
    observer.observe(box)
    return () => {
      observer.disconnect()
      setView(undefined)
    }
  }, [element])
}
