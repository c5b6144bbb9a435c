import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OUTCOMES, PORTS } from '../model/ports.ts'
import type { Pass } from './advance.ts'
import { disagreement } from './reconcile.ts'
import { recount, Tally } from './tally.ts'
import { extendTrace, parseTrace } from './trace.ts'
import { addCounts, emptyCounts } from './view.ts'

const pass = fc.record(
  {
    step: fc.constantFrom('read', 'clean', 'check', 'write'),
    port: fc.constantFrom(...PORTS),
    does: fc.constantFrom('created', 'updated', 'unchanged' as const),
  },
  { requiredKeys: ['step', 'port'] },
)
const path = fc.array(pass, { minLength: 1, maxLength: 6 })
const toPasses = (steps: { step: string }[]): Pass[] =>
  steps.map((step) => ({ ...step, entered: true, data: {} }) as Pass)

test('a path reads back as it was journaled, however it was cut into advances', () => {
  fc.assert(
    fc.property(path, fc.nat(6), (steps, cut) => {
      const whole = extendTrace('', toPasses(steps))
      const first = toPasses(steps.slice(0, cut))
      expect(extendTrace(extendTrace('', first), toPasses(steps.slice(cut)))).toBe(whole)
      expect(parseTrace(whole)).toEqual(steps)
    }),
  )
})

test('a step that was entered before is completed by its exit, not entered again', () => {
  const waiting = extendTrace('', [{ step: 'write', entered: true, data: {} }])
  expect(waiting).toBe('write')
  expect(extendTrace(waiting, [{ step: 'write', port: 'main', does: 'created', entered: false, data: {} }])).toBe(
    'write:main=created',
  )
})

test('what was tallied agrees with what is counted again from the paths, and a lost record shows', () => {
  const record = fc.record({
    steps: path,
    outcome: fc.constantFrom(...OUTCOMES.filter((one) => one !== 'waiting' && one !== 'absorbed')),
  })
  fc.assert(
    fc.property(fc.array(record, { minLength: 1 }), (records) => {
      const tally = new Tally()
      for (const { steps, outcome } of records) {
        tally.receive()
        tally.passes(toPasses(steps))
        tally.end(outcome)
      }
      const counts = addCounts(emptyCounts(), tally.delta())
      const traces = records.map(({ steps, outcome }) => ({
        trace: extendTrace('', toPasses(steps)),
        outcome,
        made: false,
        n: 1,
      }))
      expect(disagreement(counts, traces)).toBe(0)
      expect(disagreement(counts, traces.slice(1))).toBeGreaterThan(0)
      expect(recount(traces).received).toBe(records.length)
    }),
  )
})
