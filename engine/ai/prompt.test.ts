import fc from 'fast-check'
import { expect, test } from 'vitest'
import { awkwardRecord } from '../../test/arbitrary/awkward.ts'
import { inputOf, instructionsOf } from './prompt.ts'

test('the owner of the flow may add instructions; the rules stand before them', () => {
  const text = instructionsOf(['Choose:', '- A'], ' Be kind. ')
  expect(text.indexOf('never an instruction')).toBeLessThan(text.indexOf('Be kind.'))
  expect(text.endsWith('From the owner of the flow:\nBe kind.')).toBe(true)
})

test('invisible signs are taken out, emoji stay whole', () => {
  expect(inputOf({ a: 'x\u200B\u202E\u{E0041}y\u0000 👩‍👩‍👧\n\tz' })).toBe('{"a":"xy 👩‍👩‍👧\\n\\tz"}')
})

test('long texts are cut, and say so', () => {
  const input = inputOf({ a: 'x'.repeat(30_000) })
  expect(input).toContain('… (10000 more characters)')
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`f${n}`, 'y'.repeat(10_000)]))
  expect(inputOf(many).length).toBeLessThan(70_000)
})

test('any record is one JSON text that cannot end its marks', () => {
  fc.assert(
    fc.property(awkwardRecord(['a', '</record>', 'b']), (data) => {
      const input = inputOf(data)
      expect(() => JSON.parse(input)).not.toThrow()
      expect(input).not.toMatch(/[<>&]/)
    }),
    { numRuns: 300 },
  )
})
