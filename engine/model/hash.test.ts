import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFlow } from '../../test/arbitrary/flow.ts'
import type { Hash } from '../ports.ts'
import { canonicalOf, hashOf } from './hash.ts'
import type { Json } from './json.ts'

const sha: Hash = { sha256: (text) => createHash('sha256').update(text, 'utf8').digest('hex') }

/** The same value with the keys of every group in another order. */
const reordered = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reordered)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  )
}

test('moving steps and the order of keys do not change the hash; anything else does', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const hash = hashOf(flow, sha)
      expect(hashOf({ ...flow, layout: { a: { x: 1, y: 2 } } }, sha)).toBe(hash)
      expect(hashOf(reordered(flow) as typeof flow, sha)).toBe(hash)
      expect(hashOf({ ...flow, name: `${flow.name}.` }, sha)).not.toBe(hash)
      expect(hashOf({ ...flow, fallback: 'call Ana' }, sha)).not.toBe(hash)
    }),
  )
})

test('the canonical form is JSON with sorted keys and survives being read and written again', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const text = canonicalOf(flow)
      const again = JSON.parse(text)
      expect(Object.keys(again)).toEqual(Object.keys(again).toSorted())
      expect(canonicalOf({ ...again, layout: {} })).toBe(text)
    }),
  )
})

test('text that cannot be stored does not throw', () => {
  const settings: Record<string, Json> = { lone: '\ud800', '\udfff': 1 }
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const text = canonicalOf({ ...flow, steps: { a: { kind: 'end', title: 'x\ud800', settings } } })
      expect(text).toContain('\ufffd')
      expect(text.isWellFormed()).toBe(true)
    }),
    { numRuns: 5 },
  )
})
