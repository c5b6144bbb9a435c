import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundedOf, checkPattern, compilePattern } from './pattern.ts'
import { isSafe } from './pattern-safety.ts'
import { type PatternTree, parsePattern } from './pattern-syntax.ts'

const atoms = [
  'a',
  'b',
  '1',
  '.',
  '\\d',
  '\\s',
  '\\w',
  '\\S',
  '[ab]',
  '[^a]',
  '[^\\s@]',
  '@',
  '\\.',
  '\\p{L}',
  '[]',
  '[^]',
  '\\u{1F600}',
  '\\ud83d',
  '\\x41',
  '[\\w-]',
  '\\b',
  '\\B',
  '[\\d\\-x]',
]
const counts = ['', '', '', '*', '+', '?', '{2}', '{0,2}', '{1,}', '{2,3}', '*?']
const { pattern: inner } = fc.letrec<{ pattern: string }>((tie) => ({
  pattern: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc
      .array(fc.tuple(fc.constantFrom(...atoms), fc.constantFrom(...counts)), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.map(([atom, count]) => atom + (/^\\[bB]$/.test(atom) ? '' : count)).join('')),
    fc.tuple(tie('pattern'), tie('pattern')).map(([one, other]) => `(?:${one}|${other})`),
    fc.tuple(tie('pattern'), fc.constantFrom(...counts)).map(([one, count]) => `(${one})${count}`),
    fc.tuple(tie('pattern'), tie('pattern')).map((both) => both.join('')),
  ),
}))
const patterns = fc
  .tuple(fc.boolean(), inner, fc.boolean())
  .map(([start, middle, end]) => `${start ? '^' : ''}${middle}${end ? '$' : ''}`)
const texts = fc.oneof(
  fc.string({
    unit: fc.constantFrom('a', 'b', '1', ' ', '@', '.', '-', '\n', 'A', 'é', '😀', '\ud83d', '\u2028'),
    maxLength: 10,
  }),
  fc.string({ unit: 'binary', maxLength: 5 }),
)

test('the answer is that of JavaScript, by either matcher', () => {
  fc.assert(
    fc.property(patterns, fc.array(texts, { minLength: 1, maxLength: 5 }), (source, many) => {
      const native = new RegExp(source, 'u')
      const bounded = boundedOf(parsePattern(source))
      for (const text of many) {
        expect([source, text, bounded.test(text)]).toEqual([source, text, native.test(text)])
        expect(compilePattern(source).test(text)).toBe(native.test(text))
      }
    }),
    { numRuns: 500 * Number(process.env.SLUICE_RUNS ?? 1) },
  )
})

/** Matches as the machine's own matcher does, one way after the other, and counts the characters it looks at. */
function stepsOf(tree: PatternTree, text: string): number {
  const chars = [...text]
  let steps = 0
  const run = (part: PatternTree, at: number, then: (at: number) => boolean): boolean => {
    if (steps > 1_000_000) return true
    switch (part.is) {
      case 'one-of': {
        steps++
        const code = chars[at]?.codePointAt(0) ?? -1
        return part.ranges.some(([first, last]) => first <= code && code <= last) && then(at + 1)
      }
      case 'sequence':
        return part.parts.reduceRight<(at: number) => boolean>((next, one) => (here) => run(one, here, next), then)(at)
      case 'either':
        return part.ways.some((way) => run(way, at, then))
      case 'repeat': {
        const again = (count: number, here: number): boolean =>
          (count < part.max &&
            run(part.part, here, (after) => (after > here || count < part.min) && again(count + 1, after))) ||
          (count >= part.min && then(here))
        return again(0, at)
      }
      case 'start':
        return at === 0 && then(at)
      case 'end':
        return at === chars.length && then(at)
      default:
        return then(at)
    }
  }
  for (let at = 0; at <= chars.length; at++) if (run(tree, at, () => false)) break
  return steps
}

test('what is said to be safe looks at each character few times, even when nothing matches', () => {
  let safe = 0
  const repeated = fc.tuple(
    fc.string({ unit: fc.constantFrom('a', 'b', '1', '@', '.', ' '), minLength: 1, maxLength: 3 }),
    texts,
  )
  fc.assert(
    fc.property(patterns, fc.array(repeated, { minLength: 1, maxLength: 4 }), (source, many) => {
      const tree = parsePattern(source)
      if (!isSafe(tree)) return
      safe++
      for (const [part, end] of many) {
        const [short, long] = [part.repeat(40) + end, part.repeat(160) + end].map((text) => stepsOf(tree, text))
        // Four times the text: at most about four times the work.
        expect(long).toBeLessThanOrEqual(6 * (short ?? 0) + 500)
      }
    }),
    { numRuns: 2000 },
  )
  expect(safe).toBeGreaterThan(200)
})

describe('which patterns are safe', () => {
  test.each([
    '^\\d{5}(?:-\\d{4})?$',
    '^[^\\s@,;<>"]+@[^\\s@,;<>".]+(?:\\.[^\\s@,;<>".]+)+$',
    '^\\s*-?\\d+(?:\\.\\d+)?\\s*$',
    '^(?:\\+[1-9]\\d{6,14}|\\d{3}-\\d{4})$',
    '^\\p{L}+$',
    'x',
  ])('%s is', (source) => expect(isSafe(parsePattern(source))).toBe(true))

  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a*)*b',
    '(\\w+\\s?)*$',
    '^(a?){30}a{30}$',
    'a*b',
    '^\\d+\\d+$',
    '^(.*)(.*)$',
    '^(|a|b|)*$',
  ])('%s is not', (source) => expect(isSafe(parsePattern(source))).toBe(false))
})

test('patterns that would hang come to an end, on long texts too', () => {
  for (const source of ['^(a+)+$', '^(a|a)*$', '(\\w+\\s?)*$', '^(a?){30}a{30}$', '(x+x+)+y'])
    expect(compilePattern(source).test(`${'a'.repeat(50_000)}!`)).toBe(source === '(\\w+\\s?)*$')
  expect(compilePattern('^[^@]+@$').test('a'.repeat(2_000_000))).toBe(false)
})

test('what cannot be used has plain words', () => {
  expect(checkPattern('^\\d{5}$')).toBeUndefined()
  expect(checkPattern('(')).toBe('is not a regular expression')
  expect(checkPattern('a(?=b)')).toMatch(/^looks ahead/)
  expect(checkPattern('(?<!a)b')).toMatch(/^looks ahead/)
  expect(checkPattern('(a)\\1')).toMatch(/^refers back/)
  expect(checkPattern('(?<x>a)\\k<x>')).toMatch(/^refers back/)
  expect(checkPattern('a{2000}')).toMatch(/repeats/)
  expect(checkPattern('((((a{100}){100}){100}){100})')).toMatch(/repeats/)
  expect(checkPattern('(?<year>\\d{4})-\\cA\\/')).toBeUndefined()
})
