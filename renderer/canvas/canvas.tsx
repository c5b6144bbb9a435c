/** The canvas of a flow. The only place that knows React Flow: outside of this folder there are steps and wires. */
import 'reactflow/dist/base.css'
import './canvas.css'
import './card.css'
import './wire.css'
import './basin.css'
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ReactFlow, type ReactFlowProps, ReactFlowProvider, SelectionMode, type Viewport } from 'reactflow'
import { useFlow } from '../state/flow-store.ts'
import { useLitPath } from '../state/lit-path.ts'
import { t } from '../text/index.ts'
import { ActionsContext, type CanvasActions } from './actions.ts'
import { showZoom, useCanvas } from './canvas-store.ts'
import { type CardNode, cardNodes, createCardCache, type WireEdge, wireEdges } from './card-nodes.ts'
import { useDropTarget } from './drop-target.ts'
import { GRID } from './geometry.ts'
import { HoldBasin } from './hold-basin.tsx'
import { LitContext } from './live.ts'
import { NewWire } from './new-wire.tsx'
import { Overview } from './overview.tsx'
import { NO_DRAG, useCardDrag, useConnecting, useLooking } from './pointing.ts'
import { useRoving } from './roving.ts'
import { StepCard } from './step-card.tsx'
import { openingView, SMALLEST, setView, view, viewWasMoved } from './viewport.ts'
import { Wire } from './wire.tsx'
import { ZoomControls } from './zoom-controls.tsx'

/** Made once: React Flow draws all cards again when one of its settings is a new object. */
const FIXED = {
  nodeTypes: { step: StepCard },
  edgeTypes: { wire: Wire },
  connectOnClick: false,
  connectionRadius: 28,
  connectionDragThreshold: 4,
  connectionLineComponent: NewWire,
  snapToGrid: true,
  snapGrid: [GRID, GRID],
  minZoom: SMALLEST,
  maxZoom: 2,
  panOnScroll: true,
  zoomOnDoubleClick: false,
  panOnDrag: [1],
  selectionOnDrag: true,
  selectionMode: SelectionMode.Partial,
  multiSelectionKeyCode: ['Shift', 'Meta', 'Control'],
  deleteKeyCode: null,
  disableKeyboardA11y: true,
  nodesFocusable: false,
  edgesFocusable: false,
  elevateNodesOnSelect: false,
  attributionPosition: 'top-right',
} satisfies ReactFlowProps<CardNode, WireEdge>
/** Above this many steps only what is in view is drawn, unless they are so small that nearly all are in view. */
const MANY = 300

export interface CanvasProps {
  actions: CanvasActions
  /** Keys that reach the canvas itself, not a field or a button in it. */
  onKeyDown(event: KeyboardEvent): void
  /** Shown over an empty canvas. */
  empty?: ReactNode
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
  const look = useLooking(actions, element)
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
            {...FIXED}
            {...drag}
            {...connect}
            {...look}
            onlyRenderVisibleElements={nodes.length > MANY && level !== 'block'}
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

/** Known before the first card is drawn, so that a large flow is not drawn twice: whole, and then small. */
function useOpeningView(element: RefObject<HTMLDivElement | null>): Viewport | undefined {
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
function useFitOnResize(element: RefObject<HTMLDivElement | null>): void {
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
