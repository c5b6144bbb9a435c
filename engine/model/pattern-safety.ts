/**
 * Which patterns the machine's own matcher, which tries one way after the other, matches in linear time: those where at every
 * character at most one way goes on. Each character of the pattern is a place; a place is left for another by the character that
 * stands there. Two ways by one character are harmless only where they are met once, and few times altogether.
 */
import type { PatternTree, Ranges } from './pattern-syntax.ts'

/** Patterns with more places are left to the other matcher. */
const MOST_PLACES = 300
/** How many ways may be under way at once. */
const MOST_WAYS = 100
/** Longest match of a pattern that may begin anywhere. */
const MOST_LOOSE = 100

interface Piece {
  first: number[]
  last: number[]
  /** It may match nothing. */
  blank: boolean
}

interface Places {
  sets: Ranges[]
  /** Where each place goes on, with repetitions: two ways to one place are two ways. */
  onward: number[][]
}

class NotSafe extends Error {}

export function isSafe(tree: PatternTree): boolean {
  const places: Places = { sets: [], onward: [] }
  try {
    const whole = pieceOf(tree, places)
    if (!isAnchored(tree) && (isLoop(places) || places.sets.length > MOST_LOOSE)) return false
    return waysOf(whole.first, places) <= MOST_WAYS
  } catch (error) {
    if (error instanceof NotSafe) return false
    throw error
  }
}

const isAnchored = (tree: PatternTree): boolean => {
  if (tree.is === 'start') return true
  if (tree.is === 'sequence') return tree.parts[0] !== undefined && isAnchored(tree.parts[0])
  return tree.is === 'either' && tree.ways.every(isAnchored)
}

const isLoop = ({ onward }: Places): boolean => onward.some((_, place) => reaches(place, onward))

function reaches(place: number, onward: readonly number[][]): boolean {
  const seen = new Set<number>()
  const waiting = [...(onward[place] ?? [])]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === place) return true
    if (seen.has(at)) continue
    seen.add(at)
    waiting.push(...(onward[at] ?? []))
  }
  return false
}

/** At most so many ways are under way at once; infinite when a loop makes more of them. */
function waysOf(first: readonly number[], { sets, onward }: Places): number {
  let ways = clashes(first, sets)
  for (const [place, next] of onward.entries()) {
    const here = clashes(next, sets)
    if (here > 1 && reaches(place, onward)) return Number.POSITIVE_INFINITY
    ways *= here
  }
  return ways
}

/** How many of the next places one character may lead to, at most; 1 when none clash. */
function clashes(next: readonly number[], sets: readonly Ranges[]): number {
  const clashing = next.filter((one, at) =>
    next.some((other, place) => place !== at && overlap(sets[one] ?? [], sets[other] ?? [])),
  )
  return Math.max(1, clashing.length)
}

export function overlap(one: Ranges, other: Ranges): boolean {
  let [at, place] = [0, 0]
  for (;;) {
    const [a, b] = [one[at], other[place]]
    if (!a || !b) return false
    if (a[0] <= b[1] && b[0] <= a[1]) return true
    if (a[1] < b[0]) at++
    else place++
  }
}

function pieceOf(tree: PatternTree, places: Places): Piece {
  switch (tree.is) {
    case 'one-of': {
      if (places.sets.length >= MOST_PLACES) throw new NotSafe()
      const place = places.sets.push(tree.ranges) - 1
      places.onward.push([])
      return { first: [place], last: [place], blank: false }
    }
    case 'sequence':
      return tree.parts
        .map((part) => () => pieceOf(part, places))
        .reduce(chain(places), { first: [], last: [], blank: true })
    case 'either':
      return eitherOf(tree.ways.map((way) => pieceOf(way, places)))
    case 'repeat':
      return repeatOf(tree, places)
    default:
      return { first: [], last: [], blank: true }
  }
}

const chain =
  (places: Places) =>
  (before: Piece, make: () => Piece): Piece => {
    const after = make()
    for (const place of before.last) places.onward[place]?.push(...after.first)
    return {
      first: before.blank ? [...before.first, ...after.first] : before.first,
      last: after.blank ? [...before.last, ...after.last] : after.last,
      blank: before.blank && after.blank,
    }
  }

function eitherOf(ways: Piece[]): Piece {
  // Two ways to match nothing are two ways that a text does not tell apart.
  if (ways.filter(({ blank }) => blank).length > 1) throw new NotSafe()
  return {
    first: ways.flatMap(({ first }) => first),
    last: ways.flatMap(({ last }) => last),
    blank: ways.some(({ blank }) => blank),
  }
}

function repeatOf({ part, min, max }: Extract<PatternTree, { is: 'repeat' }>, places: Places): Piece {
  const make = () => {
    const piece = pieceOf(part, places)
    // Nothing, any number of times, is any number of ways.
    if (piece.blank) throw new NotSafe()
    return piece
  }
  const link = chain(places)
  let whole: Piece = { first: [], last: [], blank: true }
  const endless = max === Number.POSITIVE_INFINITY
  for (let count = 1; count < (endless ? Math.max(min, 1) : min + 1); count++) whole = link(whole, make)
  if (endless) {
    const loop = make()
    for (const place of loop.last) places.onward[place]?.push(...loop.first)
    return link(whole, () => ({ ...loop, blank: min === 0 }))
  }
  return link(whole, () => optional(max - min, make, link))
}

/** Up to so many more, each only after the one before. */
function optional(count: number, make: () => Piece, link: ReturnType<typeof chain>): Piece {
  let whole: Piece = { first: [], last: [], blank: true }
  let ends: number[] = []
  for (let at = 0; at < count; at++) {
    const next = make()
    const linked = at === 0 ? next : link({ ...whole, blank: false }, () => next)
    ends = [...ends, ...next.last]
    whole = { first: linked.first, last: next.last, blank: false }
  }
  return { first: whole.first, last: ends, blank: true }
}
