/** Where cards sit and how room is made for a new one. Cards that did not overlap before do not overlap after. */
import type { Flow, Position } from './flow.ts'
import { own } from './ids.ts'

/** Size of a step card and the usual distance to the next, in canvas pixels. */
export const CARD = { width: 232, height: 76, apart: 64, below: 84 } as const

const STRIDE = CARD.width + CARD.apart
const ROW = CARD.height + CARD.below

export interface Room {
  /** Where the new card goes. */
  position: Position
  /** The cards that move to make room for it. */
  moved: Record<string, Position>
}

type Places = [id: string, at: Position][]

export const onGrid = (value: number): number => Math.round(value / 8) * 8

/** Room between two steps: midway when there is enough, else everything to the right moves on. */
export function roomBetween(flow: Flow, fromId: string, toId: string): Room {
  const places = Object.entries(flow.layout)
  const from = own(flow.layout, fromId)
  const to = own(flow.layout, toId)
  if (!from || !to)
    return { position: freeAt(places, from ? { x: from.x + STRIDE, y: from.y } : endOf(places)), moved: {} }
  if (to.x < from.x + CARD.width) return roomAt(places, to)
  const gap = to.x - from.x - CARD.width
  const middle = { x: onGrid(from.x + CARD.width + (gap - CARD.width) / 2), y: onGrid((from.y + to.y) / 2) }
  if (gap >= CARD.width + CARD.apart && isFree(places, middle)) return { position: middle, moved: {} }
  const position = { x: onGrid(from.x + STRIDE), y: from.y }
  const by = Math.max(0, position.x + STRIDE - to.x)
  return settle(
    places,
    position,
    shift(places, by, (at) => at.x >= to.x),
  )
}

/** Room for a step after another one: to its right, in the first row that is free. */
export function roomAfter(flow: Flow, stepId: string | undefined): Position {
  const places = Object.entries(flow.layout)
  const at = stepId === undefined ? undefined : own(flow.layout, stepId)
  return freeAt(places, at ? { x: onGrid(at.x + STRIDE), y: onGrid(at.y) } : endOf(places))
}

/** The new card takes the place of `at`; what stands there and to the right of it in its row moves on. */
function roomAt(places: Places, at: Position): Room {
  const position = { x: onGrid(at.x), y: onGrid(at.y) }
  const inRow = shift(places, STRIDE, (one) => one.x >= at.x && Math.abs(one.y - at.y) < CARD.height)
  if (!anyOverlap(places, inRow)) return settle(places, position, inRow)
  return settle(
    places,
    position,
    shift(places, STRIDE, (one) => one.x >= at.x),
  )
}

const shift = (places: Places, by: number, goes: (at: Position) => boolean): Record<string, Position> =>
  by === 0
    ? {}
    : Object.fromEntries(places.filter(([, at]) => goes(at)).map(([id, at]) => [id, { x: at.x + by, y: at.y }]))

function settle(places: Places, position: Position, moved: Record<string, Position>): Room {
  const after = places.map(([id, at]): Places[number] => [id, own(moved, id) ?? at])
  return { position: freeAt(after, position), moved }
}

/** The place itself, or the nearest free one below it. */
export function freeAt(places: Places, wanted: Position): Position {
  let at = { x: onGrid(wanted.x), y: onGrid(wanted.y) }
  while (!isFree(places, at)) at = { x: at.x, y: at.y + ROW }
  return at
}

/** Right of everything, in the first row. */
function endOf(places: Places): Position {
  if (places.length === 0) return { x: 0, y: 0 }
  return { x: Math.max(...places.map(([, at]) => at.x)) + STRIDE, y: Math.min(...places.map(([, at]) => at.y)) }
}

const overlap = (a: Position, b: Position): boolean =>
  Math.abs(a.x - b.x) < CARD.width && Math.abs(a.y - b.y) < CARD.height

const isFree = (places: Places, at: Position): boolean => !places.some(([, other]) => overlap(other, at))

const anyOverlap = (places: Places, moved: Record<string, Position>): boolean =>
  Object.entries(moved).some(([id, at]) =>
    places.some(([other, there]) => id !== other && !own(moved, other) && overlap(there, at)),
  )
