import { expect, test } from 'vitest'
import type { Problem, StepCounts } from '#engine'
import { cardStatus, gateOf, reconcile, shareOf } from './card-status.ts'

const problem = (code: Problem['code'], severity: Problem['severity'] = 'blocks'): Problem => ({
  code,
  severity,
  at: {},
  values: {},
})
const ports = ['main', 'rejected'] as const
const counts = (n: number, main: number, rejected: number): StepCounts => ({ in: n, ports: { main, rejected } })

test('the word on the card', () => {
  const base = { problems: [], counts: undefined, ports, run: undefined }
  expect(cardStatus(base)).toBe('ready')
  expect(cardStatus({ ...base, problems: [problem('setting.missing')] })).toBe('needs-setup')
  expect(cardStatus({ ...base, problems: [problem('setting.missing'), problem('flow.cycle')] })).toBe('has-problems')
  expect(cardStatus({ ...base, problems: [problem('failure.unrouted', 'tip')] })).toBe('ready')
  expect(cardStatus({ ...base, run: 'running', counts: counts(12, 9, 1) })).toBe('running')
  expect(cardStatus({ ...base, run: 'finished', counts: counts(12, 11, 1) })).toBe('handled')
  expect(cardStatus({ ...base, run: 'interrupted', counts: counts(12, 9, 1) })).toBe('paused')
})

test('the gauge shows the share that is through, the gate whether any can pass', () => {
  expect(shareOf(undefined, ports)).toBe(0)
  expect(shareOf(counts(10, 4, 1), ports)).toBe(0.5)
  expect(shareOf({ in: 7, ports: {} }, [])).toBe(1)
  expect(gateOf({ problems: [], counts: undefined })).toBe('open')
  expect(gateOf({ problems: [], counts: counts(12, 11, 1) })).toBe('half')
  expect(gateOf({ problems: [problem('setting.missing')], counts: undefined })).toBe('shut')
})

test('the parts of a step always add up, with what waits there', () => {
  for (const one of [counts(12, 9, 1), counts(12, 12, 0), counts(0, 0, 0)]) {
    const sum = reconcile(one, ports)
    expect(sum.parts.reduce((all, n) => all + n, 0)).toBe(sum.in)
  }
  expect(reconcile(counts(12, 9, 1), ports).parts).toEqual([9, 1, 2])
})
