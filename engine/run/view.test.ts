import { expect, test } from 'vitest'
import { applyRunEvent, type RunEvent, type RunView, unaccounted } from './view.ts'

const started: RunEvent = {
  seq: 1,
  run: 'r',
  at: 10,
  kind: 'run.started',
  view: {
    run: 'r',
    flow: 'f',
    hash: 'h',
    revision: 1,
    mode: 'practice',
    input: 'x.csv',
    state: 'running',
    startedAt: 10,
    resumed: 0,
  },
}
const progressed: RunEvent = {
  seq: 2,
  run: 'r',
  at: 20,
  kind: 'run.progressed',
  delta: { received: 2, outcomes: { created: 1, waiting: 1 }, steps: { a: { in: 2, ports: { main: 2 } } } },
}

const after = (...events: RunEvent[]) => events.reduce<RunView | undefined>(applyRunEvent, undefined)

test('events add up, and one that comes twice changes nothing', () => {
  const view = after(started, progressed, progressed)
  expect(view).toMatchObject({
    received: 2,
    outcomes: { created: 1, waiting: 1 },
    steps: { a: { in: 2, ports: { main: 2 } } },
    seq: 2,
  })
  expect(view && unaccounted(view)).toBe(0)
  expect(after(started, progressed, started)).toEqual(view)
})

test('an interrupted run says why, and is running again when it is taken up', () => {
  const reason = { code: 'call.unavailable', category: 'transient', values: {} } as const
  const ended: RunEvent = { seq: 3, run: 'r', at: 30, kind: 'run.ended', state: 'interrupted', reason }
  expect(after(started, progressed, ended)).toMatchObject({ state: 'interrupted', reason, finishedAt: 30 })
  const again = after(started, progressed, ended, { seq: 4, run: 'r', at: 40, kind: 'run.resumed' })
  expect(again).toMatchObject({ state: 'running', resumed: 1, received: 2 })
  expect(again).not.toHaveProperty('reason')
})

test('events of another run are not mixed in', () => {
  expect(after(started, { ...progressed, run: 'other' })?.received).toBe(0)
})

test('a system that does not answer is told while the run goes on, and no longer when it answers or the run has ended', () => {
  const trouble = { code: 'call.unavailable', category: 'transient', values: {} } as const
  const troubled: RunEvent = { seq: 3, run: 'r', at: 30, kind: 'run.troubled', reason: trouble }
  expect(after(started, progressed, troubled)).toMatchObject({ state: 'running', trouble })
  expect(after(started, progressed, troubled, { seq: 4, run: 'r', at: 40, kind: 'run.troubled' })).not.toHaveProperty(
    'trouble',
  )
  const ended: RunEvent = { seq: 4, run: 'r', at: 40, kind: 'run.ended', state: 'interrupted', reason: trouble }
  expect(after(started, progressed, troubled, ended)).not.toHaveProperty('trouble')
})
