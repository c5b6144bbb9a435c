/**
 * The line of a wire: straight where it can be, else right-angled with round corners. It keeps to the right of the card it leaves
 * and to the left of the card it enters, so that a flow broken into rows still reads like lines of text.
 */
import type { Position } from '#engine'
import { entryOf, type Rect } from './geometry.ts'

const CORNER = 10
/** How far a wire goes out of a card before it turns. */
const OUT = 14
/** How far above a card runs a wire that comes back from the end of the row before. */
const ABOVE = 30
/** How far a wire that falls keeps from the way of a main wire. */
const BESIDE = 14

export interface WirePath {
  d: string
  /** The middle of the longest level stretch; of the first fall when there is none. */
  middle: Position
  /** True when a pill there would hide the wire: it has to sit above it. */
  short: boolean
  points: Position[]
}

/**
 * From an exit (`falls`: at the bottom edge) to a card. `bend` is how far beside the middle it turns: positive for the lower of
 * several exits, which turn first when they go down and last when they go up.
 */
export function wirePath(from: Position, to: Rect, falls: boolean, bend = 0): WirePath {
  const points = falls ? fallingPoints(from, to) : mainPoints(from, to, bend)
  return { d: rounded(points), ...middleOfWire(points), points }
}

function mainPoints(from: Position, to: Rect, bend: number): Position[] {
  const end = { x: to.x, y: to.y + entryOf(to) }
  if (end.x >= from.x + OUT * 2) {
    if (Math.abs(end.y - from.y) < 1) return [from, { x: end.x, y: from.y }]
    const room = (end.x - from.x) / 2
    const beside = Math.max(-room + OUT, Math.min(room - OUT, end.y > from.y ? -bend : bend))
    const middle = Math.round(from.x + room + beside)
    return [from, { x: middle, y: from.y }, { x: middle, y: end.y }, end]
  }
  const below = to.y > from.y
  const channel = below ? Math.max(from.y + 52, to.y - ABOVE) : Math.min(from.y - 52, to.y + to.height + ABOVE)
  return [
    from,
    { x: from.x + OUT, y: from.y },
    { x: from.x + OUT, y: channel },
    { x: end.x - OUT, y: channel },
    { x: end.x - OUT, y: end.y },
    end,
  ]
}

function fallingPoints(from: Position, to: Rect): Position[] {
  const beneath = from.x > to.x + 8 && from.x < to.x + to.width - 8 && to.y > from.y + 16
  if (beneath) return [from, { x: from.x, y: to.y }]
  const end = { x: to.x, y: to.y + entryOf(to) }
  if (end.x >= from.x + OUT && end.y >= from.y + OUT) return [from, { x: from.x, y: end.y }, end]
  const channel = to.y > from.y + ABOVE ? Math.max(from.y + 44, to.y - ABOVE + BESIDE) : from.y + 56
  const turn = end.x - OUT - BESIDE / 2
  return [from, { x: from.x, y: channel }, { x: turn, y: channel }, { x: turn, y: end.y }, end]
}

/** Shorter than this, a pill would hide the wire. */
const SHORT = 84

function middleOfWire(points: Position[]): { middle: Position; short: boolean } {
  let best = middleOf(points[0]!, points[1]!)
  let length = -1
  for (let i = 0; i + 1 < points.length; i++) {
    const [a, b] = [points[i]!, points[i + 1]!]
    if (a.y === b.y && Math.abs(b.x - a.x) > length) {
      length = Math.abs(b.x - a.x)
      best = middleOf(a, b)
    }
  }
  return { middle: best, short: length < SHORT }
}

const middleOf = (a: Position, b: Position): Position => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** A path through right-angled points whose corners are rounded as far as the stretches allow. */
export function rounded(points: readonly Position[]): string {
  const first = points[0]
  if (!first) return ''
  const parts = [`M${first.x} ${first.y}`]
  for (let i = 1; i < points.length; i++) {
    const [before, here, after] = [points[i - 1]!, points[i]!, points[i + 1]]
    if (!after) {
      parts.push(`L${here.x} ${here.y}`)
      continue
    }
    const radius = Math.min(CORNER, distance(before, here) / 2, distance(here, after) / 2)
    const a = towards(here, before, radius)
    const b = towards(here, after, radius)
    parts.push(`L${a.x} ${a.y}Q${here.x} ${here.y} ${b.x} ${b.y}`)
  }
  return parts.join('')
}

const distance = (a: Position, b: Position): number => Math.hypot(b.x - a.x, b.y - a.y)

function towards(from: Position, to: Position, by: number): Position {
  const all = distance(from, to)
  if (all === 0) return from
  return { x: from.x + ((to.x - from.x) * by) / all, y: from.y + ((to.y - from.y) * by) / all }
}
