/** Sizes and places on the canvas, in canvas pixels. Known beforehand, so that nothing has to be measured to be drawn. */
import { CARD as ENGINE_CARD, onGrid, PORTS, type PortName, type Position, type StepGroup } from '#engine'
import { isOnward } from './ports.ts'

export const GRID = 8

export interface Size {
  width: number
  height: number
}

/** A card with the name, and the smaller one of a step that ends records. */
export const CARD: Size = { width: ENGINE_CARD.width, height: ENGINE_CARD.height }
const END_CARD: Size = { width: 184, height: 44 }

/** Side of the square around the mark of an exit that takes the pointer. */
export const EXIT_HIT = 28

/** Room between two cards of a row. */
export const GAP = ENGINE_CARD.apart

export interface Rect extends Position, Size {}

/** Exits at the right edge, when there are several: each has a row with its name under the face of the card. */
export const EXIT_ROW = { first: CARD.height, height: 24, under: 8 }

/** By how many exits stand at the right edge: the same object for the same size, because cards ask at every change. */
const SIZES = PORTS.map((_, onward) =>
  onward < 2 ? CARD : { ...CARD, height: EXIT_ROW.first + onward * EXIT_ROW.height + EXIT_ROW.under },
)

/** `onward` is how many exits stand at the right edge. */
export const cardSize = (group: StepGroup | undefined, onward = 1): Size =>
  group === 'end' ? END_CARD : (SIZES[onward] ?? CARD)

/** How far under its top a card is entered: always at the height of the face, so that rows of cards are straight. */
export const entryOf = ({ height }: Pick<Size, 'height'>): number => Math.min(height, CARD.height) / 2

export const rectAt = (at: Position, size: Size): Rect => ({ ...at, ...size })

export const snap = (at: Position): Position => ({ x: onGrid(at.x), y: onGrid(at.y) })

/** Distance of the outer exits from the corners of the card. */
const CORNER = 24

/** Where an exit sits on its card: those that go on at the right edge, one under the other; the others spread over the bottom edge. */
export function portOffset(port: PortName, ports: readonly PortName[], size: Size): Position {
  if (isOnward(port)) {
    const onward = ports.filter(isOnward)
    if (onward.length < 2) return { x: size.width, y: entryOf(size) }
    const row = Math.max(0, onward.indexOf(port))
    return { x: size.width, y: EXIT_ROW.first + (row + 0.5) * EXIT_ROW.height }
  }
  const falling: readonly PortName[] = ports.filter((name) => !isOnward(name))
  const index = Math.max(0, falling.indexOf(port))
  const x = falling.length <= 1 ? 64 : CORNER + (index * (size.width - CORNER * 2)) / (falling.length - 1)
  return { x, y: size.height }
}

/** How far right of its source a small card lies that ends what falls: its exit comes down inside of it. */
export const endShift = (exit: number, width: number): number => exit - (exit < width / 2 ? 64 : 56)

/** Where the words of a falling exit stand: right of its line, or left of the last line; one under the other, all under the card. */
export function exitLabel(port: PortName, ports: readonly PortName[]): { left: boolean; row: number } {
  const falling: readonly PortName[] = ports.filter((name) => !isOnward(name))
  const index = Math.max(0, falling.indexOf(port))
  return { left: falling.length > 1 && index === falling.length - 1, row: index % 2 }
}

/** How far beside the middle a wire turns, so that wires from one edge of a card do not lie on one another. */
export function bendOf(port: PortName, ports: readonly PortName[]): number {
  const onward = ports.filter(isOnward)
  return isOnward(port) && onward.length > 1 ? (onward.indexOf(port) - (onward.length - 1) / 2) * 8 : 0
}

/** Height of one row of such words, and where the first one is, under the edge of the card. */
export const LABEL_ROW = { first: 18, height: 22 }

/** True when two cards would touch, with `room` kept free around them. */
export const overlaps = (a: Rect, b: Rect, room = 0): boolean =>
  a.x < b.x + b.width + room && b.x < a.x + a.width + room && a.y < b.y + b.height + room && b.y < a.y + a.height + room

/** The smallest rectangle around all; undefined when there are none. */
export function boundsOf(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined
  const x = Math.min(...rects.map((rect) => rect.x))
  const y = Math.min(...rects.map((rect) => rect.y))
  const right = Math.max(...rects.map((rect) => rect.x + rect.width))
  const bottom = Math.max(...rects.map((rect) => rect.y + rect.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** The free place nearest to the wanted one: first there, then further and further down and to the right. */
export function freePlace(wanted: Position, size: Size, taken: readonly Rect[]): Position {
  for (let ring = 0; ring < 200; ring++) {
    for (let across = 0; across <= ring; across++) {
      const at = snap({ x: wanted.x + across * 64, y: wanted.y + (ring - across) * 64 })
      if (!taken.some((rect) => overlaps(rectAt(at, size), rect, GRID * 2))) return at
    }
  }
  return snap(wanted)
}
