/**
 * Puts the cards in order: the happy path from left to right, broken into rows like text so that every card stays readable, and what
 * falls from it underneath. Pure: the same flow and view give the same places.
 */
import { Graph, layout } from '@dagrejs/dagre'
import { type Flow, onGrid, type Position } from '#engine'
import { flowOrder, happyPath, onwardOf } from './flow-order.ts'
import { CARD, endShift, GAP, GRID, portOffset, type Rect, rectAt, type Size, snap } from './geometry.ts'
import { exitsOf } from './kinds.ts'
import { isOnward } from './ports.ts'

/** Under a card: its exits with their labels, and air. From the top of one lane of usual cards to the top of the next. */
const UNDER = 60
const LANE = CARD.height + UNDER
/** Between two rows of the flow, beyond their lanes: the wire that comes back runs here. */
const ROW_GAP = 80

export interface TidyInput {
  flow: Flow
  /** Room of the view in pixels at 100%. */
  view: Size
  sizeOf(step: string): Size
}

interface Cell {
  column: number
  lane: number
}

/** Places for all steps, on the grid, from the top left corner. */
export function tidy({ flow, view, sizeOf }: TidyInput): Record<string, Position> {
  const order = flowOrder(flow)
  if (order.length === 0) return {}
  const ends = order.filter((step) => isFallenEnd(flow, step, sizeOf))
  const cells = cellsOf(
    flow,
    order.filter((step) => !ends.includes(step)),
  )
  const perRow = columnsPerRow(cells, view, sizeOf)
  const places = placesOf(cells, perRow, sizeOf)
  for (const step of ends) places[step] = underItsSource(flow, step, places, sizeOf)
  return places
}

/** A step that ends what falls out of one other step: it sits right under that step instead of taking a column. */
function isFallenEnd(flow: Flow, step: string, sizeOf: (step: string) => Size): boolean {
  if (sizeOf(step).height >= CARD.height) return false
  const into = flow.wires.filter((wire) => wire.to.step === step)
  return into.length === 1 && !isOnward(into[0]!.from.port)
}

/** Columns from dagre's ranks; the happy path in the top lane, and every other way in lanes under the one it leaves. */
function cellsOf(flow: Flow, order: readonly string[]): Map<string, Cell> {
  const columns = ranks(flow, order)
  const entering = Map.groupBy(flow.wires, (wire) => wire.to.step)
  const spine = new Set(happyPath(flow))
  const cells = new Map<string, Cell>()
  for (const step of order) if (spine.has(step)) cells.set(step, { column: columns.get(step) ?? 0, lane: 0 })
  const branches = branchesOf(flow, order, spine)
  const parents = new Map(branches.map((branch) => [branch, entering.get(branch[0]!)?.[0]?.from.step]))
  const isPlaced = (branch: string[]) => {
    const parent = parents.get(branch)
    return parent === undefined || cells.has(parent) || !order.includes(parent)
  }
  for (let left = branches; left.length > 0; ) {
    // Of the ways that can be placed now, those from the right lie higher, so that no wire that falls crosses a way beside it.
    const from = (branch: string[]) => cells.get(parents.get(branch) ?? '')?.column ?? columns.get(branch[0]!) ?? 0
    const ready = left.filter(isPlaced)
    const next = (ready.length > 0 ? ready : left).reduce((a, b) => (from(b) > from(a) ? b : a))
    left = left.filter((branch) => branch !== next)
    place(next, cells.get(parents.get(next) ?? ''))
  }
  return cells

  function place(branch: string[], parent: Cell | undefined): void {
    const wanted: number[] = []
    for (const [i, step] of branch.entries()) {
      const only = entering.get(step)?.length === 1
      const before = i === 0 ? parent?.column : wanted[i - 1]
      wanted.push(only && before !== undefined ? before + 1 : (columns.get(step) ?? 0))
    }
    let lane = (parent?.lane ?? 0) + 1
    const used = [...cells.values()]
    while (used.some((cell) => cell.lane === lane && wanted.includes(cell.column))) lane++
    for (const [i, step] of branch.entries()) cells.set(step, { column: wanted[i]!, lane })
  }
}

/** Longest way from the beginning, in steps, by dagre; circles and lone steps included. */
function ranks(flow: Flow, order: readonly string[]): Map<string, number> {
  const graph = new Graph()
  graph.setGraph({ rankdir: 'LR', ranker: 'longest-path', ranksep: 10, nodesep: 10 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const step of order) graph.setNode(step, { width: 10, height: 10 })
  for (const wire of flow.wires) {
    if (!graph.hasNode(wire.from.step) || !graph.hasNode(wire.to.step)) continue
    graph.setEdge(wire.from.step, wire.to.step, { weight: isOnward(wire.from.port) ? 8 : 1 })
  }
  layout(graph)
  const at = (step: string) => Math.round(graph.node(step).x ?? 0)
  const steps = [...new Set(order.map(at))].sort((a, b) => a - b)
  return new Map(order.map((step) => [step, steps.indexOf(at(step))]))
}

/** Steps beside the happy path, as chains. */
function branchesOf(flow: Flow, order: readonly string[], spine: ReadonlySet<string>): string[][] {
  const known = new Set(order)
  const leaving = Map.groupBy(flow.wires, (wire) => wire.from.step)
  const seen = new Set<string>()
  const branches: string[][] = []
  for (const start of order) {
    const branch: string[] = []
    let here: string | undefined = start
    while (here !== undefined && known.has(here) && !spine.has(here) && !seen.has(here)) {
      const step: string = here
      seen.add(step)
      branch.push(step)
      here = onwardOf(leaving.get(step))?.to.step
    }
    if (branch.length > 0) branches.push(branch)
  }
  return branches
}

/** As many columns in a row as let the whole flow be seen largest; never above 100%. */
function columnsPerRow(cells: ReadonlyMap<string, Cell>, view: Size, sizeOf: (step: string) => Size): number {
  const columns = Math.max(...[...cells.values()].map((cell) => cell.column)) + 1
  const high = lanesOf([...cells], sizeOf).height
  let best = { perRow: columns, zoom: 0 }
  for (let perRow = columns; perRow >= 1; perRow--) {
    const rows = Math.ceil(columns / perRow)
    const width = perRow * (CARD.width + GAP) - GAP + 48
    const height = rows * (high + ROW_GAP) + 48
    const zoom = Math.min(1, view.width / width, view.height / height)
    if (zoom > best.zoom + 0.01) best = { perRow, zoom }
  }
  return best.perRow
}

function placesOf(
  cells: ReadonlyMap<string, Cell>,
  perRow: number,
  sizeOf: (step: string) => Size,
): Record<string, Position> {
  const rows = Map.groupBy(cells, ([, { column }]) => Math.floor(column / perRow))
  const places: Record<string, Position> = {}
  let top = 0
  for (const [, row] of [...rows].sort(([a], [b]) => a - b)) {
    const { tops, height } = lanesOf(row, sizeOf)
    for (const [step, { column, lane }] of row) {
      places[step] = { x: (column % perRow) * (CARD.width + GAP), y: top + (tops[lane] ?? 0) }
    }
    top += height + ROW_GAP
  }
  return places
}

/** Where the lanes of a row begin: far enough apart for the usual card, and under each tall one for what stands right below it. */
function lanesOf(row: readonly (readonly [string, Cell])[], sizeOf: (step: string) => Size) {
  const lanes = Map.groupBy(row, ([, { lane }]) => lane)
  const last = Math.max(...lanes.keys())
  const bottoms = new Map<number, number>()
  const tops: number[] = []
  for (let lane = 0; lane <= last; lane++) {
    const here = lanes.get(lane) ?? []
    const free = here.map(([, { column }]) => bottoms.get(column) ?? 0)
    tops[lane] = onGrid(Math.max(lane === 0 ? 0 : tops[lane - 1]! + LANE, ...free))
    for (const [step, { column }] of here) bottoms.set(column, tops[lane]! + sizeOf(step).height + UNDER)
  }
  return { tops, height: Math.max(tops[last]! + LANE, ...bottoms.values()) }
}

/** Under the exit it ends; beside one another when a step has several such ends. */
function underItsSource(
  flow: Flow,
  step: string,
  places: Record<string, Position>,
  sizeOf: (step: string) => Size,
): Position {
  const wire = flow.wires.find((one) => one.to.step === step)
  const source = wire && places[wire.from.step]
  if (!source) return { x: 0, y: 0 }
  const taken: Rect[] = Object.entries(places).map(([id, at]) => rectAt(at, sizeOf(id)))
  const size = sizeOf(wire.from.step)
  const exit = portOffset(wire.from.port, exitsOf(flow, wire.from.step), size).x
  const at = { x: source.x + endShift(exit, size.width), y: source.y + size.height + 56 }
  while (taken.some((rect) => Math.abs(rect.x - at.x) < sizeOf(step).width + GRID && Math.abs(rect.y - at.y) < 44)) {
    at.x += sizeOf(step).width + GRID * 2
  }
  return snap(at)
}
