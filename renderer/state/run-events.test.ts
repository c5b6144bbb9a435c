import { describe, expect, it } from 'vitest'
import type { RunEvent } from '#engine'
import { foldEvents } from './run-events.ts'

const started = (run: string): RunEvent => ({
  seq: 1,
  run,
  at: 0,
  kind: 'run.started',
  view: {
    run,
    flow: 'leads',
    hash: 'h',
    revision: 1,
    mode: 'practice',
    input: 'leads.csv',
    state: 'running',
    startedAt: 0,
    resumed: 0,
  },
})
const progressed = (run: string, seq: number, received: number): RunEvent => ({
  seq,
  run,
  at: 0,
  kind: 'run.progressed',
  delta: { received, outcomes: { waiting: received } },
})

describe('foldEvents', () => {
  it('adds up what arrives in order', () => {
    const { view, missing } = foldEvents(undefined, [started('a'), progressed('a', 2, 5), progressed('a', 3, 7)])
    expect(missing).toBeUndefined()
    expect(view).toMatchObject({ received: 12, seq: 3 })
  })

  it('ignores events that are already included', () => {
    const first = foldEvents(undefined, [started('a'), progressed('a', 2, 5)]).view
    expect(foldEvents(first, [progressed('a', 2, 5), progressed('a', 3, 1)]).view).toMatchObject({ received: 6 })
  })

  it('stops before a gap and says after which event it began', () => {
    const folded = foldEvents(undefined, [started('a'), progressed('a', 2, 5), progressed('a', 4, 9)])
    expect(folded.view).toMatchObject({ received: 5, seq: 2 })
    expect(folded.missing).toEqual({ run: 'a', after: 2 })
  })

  it('asks for the whole of a run whose beginning it never saw', () => {
    const first = foldEvents(undefined, [started('a'), progressed('a', 2, 5)]).view
    expect(foldEvents(first, [progressed('b', 7, 1)]).missing).toEqual({ run: 'b', after: 0 })
  })

  it('turns to a new run when one starts', () => {
    const first = foldEvents(undefined, [started('a'), progressed('a', 2, 5)]).view
    expect(foldEvents(first, [started('b')]).view).toMatchObject({ run: 'b', received: 0 })
  })
})
