import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Data } from '../model/json.ts'
import { keyOf } from './key.ts'
import { IGNORABLE, normalise } from './normalise.ts'

const anyIgnored = fc.subarray([...IGNORABLE])
const anyText = fc.string({ unit: 'grapheme', maxLength: 20 })
const awkward = fc.oneof(
  anyText,
  fc.constantFrom('ß', 'ẞ', 'ΟΔΟΣ', 'İstanbul', 'ﬁ', 'Ａ１', 'O´Brien', 'a\u0301', '\u00a0', '\u200b', 'ﬄ '),
)
const record = (parts: Data): Data => Object.assign(Object.create(null), parts)
const key = (...args: Parameters<typeof keyOf>) => JSON.stringify(keyOf(...args))

test('normalising twice changes nothing more', () => {
  fc.assert(
    fc.property(awkward, anyIgnored, (text, ignore) => {
      const once = normalise(text, new Set(ignore))
      expect(normalise(once, new Set(ignore))).toBe(once)
    }),
    { numRuns: 2000 },
  )
})

test('what is ignored makes no difference', () => {
  fc.assert(
    fc.property(awkward, (text) => {
      expect(normalise(text.toLowerCase(), new Set(['case']))).toBe(normalise(text, new Set(['case'])))
      expect(normalise([...text].join(' '), new Set(['spaces', 'accents']))).toBe(
        normalise(text, new Set(['spaces', 'accents'])),
      )
      expect(normalise(`-${text}.,`, new Set(['punctuation']))).toBe(normalise(text, new Set(['punctuation'])))
      expect(normalise(text.normalize('NFD'), new Set())).toBe(normalise(text, new Set()))
    }),
    { numRuns: 1000 },
  )
})

test('fields never run into each other', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '|', '\\', ' ') }),
      fc.string(),
      fc.string(),
      fc.string(),
      (a, b, c, d) => {
        const one = key(record({ x: a, y: b }), ['x', 'y'], [])
        const other = key(record({ x: c, y: d }), ['x', 'y'], [])
        const same = a.trim() === c.trim() && b.trim() === d.trim()
        const blank = [a, b, c, d].every((text) => text.trim() === '')
        expect(one === other).toBe(same || blank)
      },
    ),
    { numRuns: 2000 },
  )
  expect(key(record({ x: 'ab', y: 'c' }), ['x', 'y'], [])).not.toBe(key(record({ x: 'a', y: 'bc' }), ['x', 'y'], []))
})

test.each([
  ['STRAẞE', 'straße', ['case']],
  ['ΟΔΟΣ', 'οδος', ['case']],
  ['José', 'JOSE', ['case', 'accents']],
  ["O'Brien", 'O´Brien', ['punctuation']],
  ['1 N Ogden Ave ', '1 N. OGDEN AVE', ['case', 'spaces', 'punctuation']],
  ['Ａｌｄｅｒ', 'Alder', []],
  [60614, '60614', []],
] as const)('%j and %j are the same', (a, b, ignore) => {
  expect(keyOf(record({ x: a }), ['x'], ignore)).toEqual(keyOf(record({ x: b }), ['x'], ignore))
})

test.each([
  ['C++', 'C', ['punctuation']],
  ['Jose', 'José', ['case']],
  ['a b', 'ab', ['case', 'punctuation']],
  ['Ab', 'ab', ['spaces']],
  ['Straße@alder.example', 'Strasse@alder.example', ['case']],
  ['ırmak@alder.example', 'irmak@alder.example', ['case']],
  ['\ud800', '\ud801', ['case', 'spaces']],
  ['a\ud800', 'a\ufffd', []],
  ['\ud800', '\uffffd800', []],
] as const)('%j and %j differ', (a, b, ignore) => {
  const stored = (x: string) => Object.values(keyOf(record({ x }), ['x'], ignore)).map((text) => text.toWellFormed())
  expect(stored(a)).not.toEqual(stored(b))
})

test('a key is missing when every field is blank, and one field alone stands as it is', () => {
  expect(keyOf(record({ x: ' ', y: '--', z: null }), ['x', 'y', 'z', 'gone'], ['punctuation'])).toEqual({
    missing: ['x', 'y', 'z', 'gone'],
  })
  expect(keyOf(record({}), [], [])).toEqual({ missing: [] })
  expect(keyOf(record({ x: ' ', y: 'b' }), ['x', 'y'], [])).toEqual({ key: '|b' })
  expect(keyOf(record({ email: ' Ana@Alder.example ' }), ['email'], ['case'])).toEqual({ key: 'ana@alder.example' })
  expect(keyOf(record({ email: 'Straße@Alder.example' }), ['email'], ['case'])).toEqual({ key: 'straße@alder.example' })
  expect(keyOf(record({ x: 'a|b😀' }), ['x'], [])).toEqual({ key: 'a|b😀' })
  expect(keyOf({ x: 'a' }, ['constructor', 'toString'], [])).toEqual({ missing: ['constructor', 'toString'] })
})
