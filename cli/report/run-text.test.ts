import { expect, test } from 'vitest'
import { emptyCounts, type RunView } from '#engine'
import { exampleOf } from '#examples'
import { runText, whyItEnded } from './run-text.ts'

const example = exampleOf('childcare-sites')
if (!example) throw new Error('there are examples')
const { flow } = example

function viewOf(state: RunView['state'], outcomes: Partial<RunView['outcomes']>, received: number): RunView {
  const counts = emptyCounts()
  return {
    ...counts,
    received,
    outcomes: { ...counts.outcomes, ...outcomes },
    steps: { write: { in: 5, ports: { main: 4 }, writes: { created: 3, updated: 1, unchanged: 0 } } },
    run: 'r',
    flow: flow.id,
    hash: 'h',
    revision: 1,
    mode: 'practice',
    input: 'a.csv',
    state,
    startedAt: 0,
    resumed: 0,
    seq: 1,
  }
}

const textOf = (view: RunView, resumed = false) => runText({ view, flow, resumed, seconds: 2, recordsPerSecond: 1234 })

test('the sum names the usual outcomes even at 0, others only when they happened', () => {
  const text = textOf(viewOf('finished', { created: 1200, filtered: 2 }, 1202))
  expect(text).toContain(
    '1,202 in = 1,200 created + 0 updated + 0 left alone + 0 duplicates stopped + 0 rejected + 2 filtered out + 0 held; 0 unaccounted.',
  )
  expect(text).toContain('finished (2.0 s, 1,234 records a second)')
})

test('a record without an outcome is shown, never hidden', () => {
  expect(textOf(viewOf('finished', { created: 4 }, 5))).toContain('; 1 unaccounted.')
})

test('each step shows what arrived, where it went and what was written', () => {
  const row = textOf(viewOf('finished', { created: 4 }, 4))
    .split('\n')
    .find((line) => line.includes('Create or update the site'))
  expect(row?.split('│').map((cell) => cell.trim())).toEqual([
    '',
    'Create or update the site',
    '5',
    '4',
    '3 created, 1 updated, 0 left alone',
    '',
  ])
})

test('a run that did not finish says why and that it continues', () => {
  expect(whyItEnded(viewOf('finished', {}, 0))).toBeUndefined()
  expect(whyItEnded(viewOf('stopped', { waiting: 7 }, 7))).toContain('7 records wait; none is lost.')
  const view = viewOf('interrupted', {}, 0)
  const away = { code: 'call.rate-limited', category: 'transient', values: { system: 'CRM' } } as const
  expect(whyItEnded({ ...view, reason: away })).toContain('The same command continues where the run stopped.')
  const damaged = { code: 'data.damaged', category: 'permanent', values: { folder: 'd', why: 'w' } } as const
  expect(whyItEnded({ ...view, reason: damaged })).toMatch(/^The database .*\n.*\nRestore a backup .*$/)
  expect(textOf(view, true)).toContain('taken up where it had stopped')
})

test('what models were asked is told with its cost, and a ceiling that is reached in a sentence', () => {
  const models = { write: { asked: 3, reused: 2, tokens: { in: 900, out: 60 }, cost: 0.0123 } }
  const reason = {
    code: 'model.ceiling-waits',
    category: 'permanent',
    values: { step: 'Triage', most: '1,000 tokens' },
  } as const
  const text = textOf({ ...viewOf('waiting', { created: 4, waiting: 1 }, 5), models, reason })
  const row = text.split('\n').find((line) => line.includes('0.0123'))
  expect(row?.split('│').map((cell) => cell.trim())).toEqual([
    '',
    expect.any(String),
    '3',
    '2',
    '900',
    '60',
    '0.0123',
    '',
  ])
  expect(text).toContain('"Triage" has used what it may use in one day of a run: 1,000 tokens.')
})
