/** Turns the flow into what React Flow draws. What did not change keeps its object, so that only changed cards are drawn again. */
import { type Edge, type Node, Position as Side } from 'reactflow'
import type { Flow, PortName, Position } from '#engine'
import type { Selection } from '../state/flow-store.ts'
import { bendOf, EXIT_HIT, entryOf, portOffset, type Size } from './geometry.ts'
import { exitsOf, sizeOf } from './kinds.ts'
import { isOnward } from './ports.ts'

export type CardNode = Node<Record<string, never>, 'step'>
export type WireEdge = Edge<{ port: PortName; to: Size; bend: number }, 'wire'>

export interface CardCache {
  nodes: Map<string, { made: CardNode; from: readonly unknown[] }>
  edges: Map<string, { made: WireEdge; from: readonly unknown[] }>
}

export const createCardCache = (): CardCache => ({ nodes: new Map(), edges: new Map() })

const ORIGIN: Position = { x: 0, y: 0 }

/** `dragged` are places of cards that the pointer holds right now. */
export function cardNodes(
  flow: Flow,
  selection: Selection,
  dragged: Readonly<Record<string, Position>>,
  cache: CardCache,
): CardNode[] {
  const selected = new Set(selection.steps)
  const gone = new Set(cache.nodes.keys())
  const nodes = Object.entries(flow.steps).map(([id, step]) => {
    gone.delete(id)
    const at = dragged[id] ?? flow.layout[id] ?? ORIGIN
    const from = [at.x, at.y, step.kind, exitsOf(flow, id), selected.has(id)]
    const known = cache.nodes.get(id)
    if (known && same(known.from, from)) return known.made
    const made = cardNode(flow, id, at, selected.has(id))
    cache.nodes.set(id, { made, from })
    return made
  })
  for (const id of gone) cache.nodes.delete(id)
  return nodes
}

function cardNode(flow: Flow, id: string, position: Position, selected: boolean): CardNode {
  const size = sizeOf(flow, id)
  const ports = exitsOf(flow, id)
  return {
    id,
    type: 'step',
    position,
    selected,
    data: {},
    ...size,
    measured: size,
    handles: [
      { type: 'target', position: Side.Left, x: 0, y: entryOf(size), width: 0, height: 0 },
      ...ports.map((port) => {
        const { x, y } = portOffset(port, ports, size)
        return {
          x: x - EXIT_HIT / 2,
          y: y - EXIT_HIT / 2,
          id: port,
          type: 'source' as const,
          position: isOnward(port) ? Side.Right : Side.Bottom,
          width: EXIT_HIT,
          height: EXIT_HIT,
        }
      }),
    ],
  }
}

/** Wires whose ends are both there. Broken ones stay in the flow and are named in Problems. */
export function wireEdges(flow: Flow, selection: Selection, cache: CardCache): WireEdge[] {
  const gone = new Set(cache.edges.keys())
  const edges: WireEdge[] = []
  for (const wire of flow.wires) {
    if (!flow.steps[wire.from.step] || !flow.steps[wire.to.step]) continue
    gone.delete(wire.id)
    const selected = selection.wire === wire.id
    const to = sizeOf(flow, wire.to.step)
    const bend = bendOf(wire.from.port, exitsOf(flow, wire.from.step))
    const from = [wire, to.width, to.height, bend, selected]
    const known = cache.edges.get(wire.id)
    if (known && same(known.from, from)) {
      edges.push(known.made)
      continue
    }
    const made: WireEdge = {
      id: wire.id,
      type: 'wire',
      source: wire.from.step,
      sourceHandle: wire.from.port,
      target: wire.to.step,
      selected,
      data: { port: wire.from.port, to, bend },
      // What is said of a wire, its button says.
      domAttributes: { 'aria-hidden': true },
    }
    cache.edges.set(wire.id, { made, from })
    edges.push(made)
  }
  for (const id of gone) cache.edges.delete(id)
  return edges
}

const same = (a: readonly unknown[], b: readonly unknown[]): boolean => a.every((value, i) => value === b[i])
