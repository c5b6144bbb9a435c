import fc from 'fast-check'
import { expect, test } from 'vitest'
import { evaluate, type Scored } from './evaluation.ts'

const one = (wanted: string, said: string | undefined, confidence: number): Scored => ({
  label: `${wanted} ${said} ${confidence}`,
  wanted,
  ...(said === undefined ? {} : { said }),
  confidence,
  right: wanted === said,
})

const needs = (scored: Scored[], threshold = 70) => ({
  ...{ step: 's', title: 'Triage', model: 'practice', threshold, scored, at: 0 },
  choices: ['A', 'B'],
})

/** Eight right and sure, one wrong and fairly sure, one wrong and unsure, one of no use. */
const set = [
  ...Array.from({ length: 5 }, () => one('A', 'A', 0.95)),
  ...Array.from({ length: 3 }, () => one('B', 'B', 0.9)),
  one('A', 'B', 0.75),
  one('B', 'A', 0.5),
  one('B', undefined, 0),
]

test('counts what is known by hand', () => {
  const { accuracy, answered, atThreshold, suggested, classes, confusion, wrong } = evaluate(needs(set))
  expect(accuracy).toBeCloseTo(8 / 11)
  expect(answered).toBe(10)
  expect(atThreshold).toEqual({ threshold: 70, alone: 9 / 11, accuracy: 8 / 9 })
  expect(suggested).toBe(76)
  expect(classes).toEqual([
    { name: 'A', wanted: 6, said: 6, precision: 5 / 6, recall: 5 / 6 },
    { name: 'B', wanted: 5, said: 4, precision: 3 / 4, recall: 3 / 5 },
  ])
  expect(confusion).toEqual({
    names: ['A', 'B'],
    counts: [
      [5, 1, 0],
      [1, 3, 1],
    ],
  })
  expect(wrong.map(({ confidence }) => confidence)).toEqual([0.75, 0.5, 0])
})

test('suggests nothing where too few could be decided alone', () => {
  expect(evaluate(needs([one('A', 'A', 1), one('A', 'B', 1)])).suggested).toBeUndefined()
})

test('a label that is no choice any more has a row of its own', () => {
  expect(evaluate(needs([one('Old', 'A', 0.9)])).confusion?.names).toEqual(['A', 'B', 'Old'])
})

test('the sums hold for any samples', () => {
  const name = fc.constantFrom('A', 'B', 'C')
  const sample = fc
    .tuple(name, fc.option(name, { nil: undefined }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([wanted, said, confidence]) => one(wanted, said, confidence))
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 60 }), (scored) => {
      const { curve, confusion, samples, accuracy, classes } = evaluate(needs(scored))
      expect(confusion?.counts.flat().reduce((sum, n) => sum + n, 0)).toBe(samples)
      for (const [index, point] of curve.entries())
        expect(point.alone).toBeLessThanOrEqual(curve[index - 1]?.alone ?? 1)
      const diagonal = confusion?.counts.reduce((sum, row, at) => sum + (row[at] ?? 0), 0) ?? 0
      expect(diagonal).toBe(Math.round(accuracy * samples))
      expect(classes?.reduce((sum, { wanted }) => sum + wanted, 0)).toBe(samples)
    }),
  )
})
