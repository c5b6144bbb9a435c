/**
 * Patterns that users write, matched in time linear in the text: by the machine's own matcher where that is certain, and by RE2
 * otherwise. Both see the same characters in `\s`, `.` and the like, so the answer is JavaScript's.
 */
import { RE2JS } from 're2js'
import { isSafe } from './pattern-safety.ts'
import { PatternRefused, type PatternTree, parsePattern, type Ranges } from './pattern-syntax.ts'

export interface Pattern {
  /** Whether the pattern is found anywhere in the text. */
  test(text: string): boolean
}

/** The machine's own matcher notes every character of a loop; on longer texts it may run out of room. */
const MOST_NATIVE = 10_000
const MOST_KEPT = 500
const kept = new Map<string, Pattern>()

/** Throws SyntaxError for what is no regular expression, PatternRefused for what cannot be matched in linear time. */
export function compilePattern(source: string): Pattern {
  const known = kept.get(source)
  if (known) return known
  const tree = parsePattern(source)
  const bounded = boundedOf(tree)
  const pattern = isSafe(tree) ? swift(new RegExp(source, 'u'), bounded) : bounded
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(source, pattern)
  return pattern
}

/** What is wrong with a pattern, as a phrase that follows "the pattern"; undefined when it can be used. */
export function checkPattern(source: string): string | undefined {
  try {
    compilePattern(source)
    return undefined
  } catch (error) {
    if (error instanceof PatternRefused) return error.message
    if (error instanceof SyntaxError) return 'is not a regular expression'
    throw error
  }
}

const swift = (native: RegExp, bounded: Pattern): Pattern => ({
  test: (text) => (text.length <= MOST_NATIVE ? native.test(text) : bounded.test(text)),
})

/** The matcher that is linear for every pattern. Exported for the test that compares both. */
export function boundedOf(tree: PatternTree): Pattern {
  try {
    const matcher = RE2JS.compile(written(tree))
    return { test: (text) => matcher.test(text) }
  } catch {
    throw new PatternRefused('is too long, or repeats something too many times (more than 1,000)')
  }
}

function written(tree: PatternTree): string {
  switch (tree.is) {
    case 'one-of':
      return tree.ranges.length === 0 ? '[^\\x{0}-\\x{10FFFF}]' : `[${tree.ranges.map(writtenRange).join('')}]`
    case 'sequence':
      return tree.parts.map(written).join('')
    case 'either':
      return `(?:${tree.ways.map(written).join('|')})`
    case 'repeat':
      return `(?:${written(tree.part)})${times(tree.min, tree.max)}`
    default:
      return { start: '\\A', end: '\\z', 'word-edge': '\\b', 'no-word-edge': '\\B' }[tree.is]
  }
}

const times = (min: number, max: number): string => {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`
  return min === 0 && max === 1 ? '?' : `{${min},${max}}`
}

const writtenRange = ([first, last]: Ranges[number]): string => `\\x{${first.toString(16)}}-\\x{${last.toString(16)}}`
