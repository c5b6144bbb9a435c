import { afterAll, expect, test } from 'vitest'
import { createFormulas } from '#adapters/formula'
import { flowOf, hand, planOf } from '../../test/fixtures/drive-flow.ts'
import { dataOf, things } from '../../test/fixtures/things.ts'
import type { Flow } from '../model/flow.ts'
import type { Json } from '../model/json.ts'
import type { RecordStory } from './story.ts'
import { findPause, type PauseProgress } from './walk-pause.ts'
import { WalkRows } from './walk-rows.ts'

const formula = createFormulas()
afterAll(() => formula.close())

function rowsOf(flow: Flow, records: readonly Record<string, Json>[]): WalkRows {
  const rows = records.map((data, index) => ({ label: `row ${index + 1}`, data: dataOf(data) }))
  return new WalkRows({ plan: planOf(flow), connectors: { things }, formula, rows, look: async () => undefined })
}

const pathOf = ({ stages }: RecordStory) => stages.map(({ step, port }) => `${step}:${port ?? ''}`).join(' ')
const end = { kind: 'end', settings: {} }
const grouping = (size: number) => ({
  kind: 'group',
  settings: { fields: ['key'], ignore: [], size, waits: false, into: 'all', members: [], count: 'n', sums: [] },
})
const near = {
  kind: 'dedupe',
  settings: {
    ...{ fields: ['key'], ignore: [], window: 'run', days: 1, keep: 'first', how: 'near', sure: 0.9, maybe: 0.6 },
    near: [
      { field: 'name', as: 'name', weight: 5 },
      { field: 'phone', as: 'phone', weight: 5 },
    ],
  },
}
const approve = {
  kind: 'approve',
  settings: { question: 'May it?', person: 'Ann', fields: [], reminds: false, escalates: false, expires: false },
}

test('a record is followed into its group, whoever comes later', async () => {
  const rows = rowsOf(flowOf({ start: hand, group: grouping(0), end }, ['start>group', 'group>end']), [
    { key: 'a', v: 1 },
    { key: 'b', v: 2 },
    { key: 'a', v: 3 },
  ])
  const story = await rows.walk(1)
  expect(story).toMatchObject({ outcome: 'absorbed', partsTotal: 1 })
  expect(story.parts?.[0]).toMatchObject({ madeOf: { labels: ['row 1', 'row 3'], total: 2 }, outcome: 'discarded' })
  expect(story.parts?.[0]?.stages[0]?.after).toMatchObject({ n: 2, key: 'a' })
  expect((await rows.walk(2)).parts?.[0]?.madeOf?.total).toBe(1)
  expect((await rows.walk(1)).parts?.[0]?.madeOf?.total).toBe(2)
})

test('a group whose others are too far away is said to wait', async () => {
  const many = Array.from({ length: 2500 }, (_, index): Record<string, Json> => ({ key: `${index}` }))
  const rows = rowsOf(flowOf({ start: hand, group: grouping(2), end }, ['start>group', 'group>end']), many)
  expect(await rows.walk(1)).toMatchObject({ outcome: 'waiting', gathering: { total: 1, ahead: 2000 } })
})

test('likeness names the record before, as of its row', async () => {
  const rows = rowsOf(flowOf({ start: hand, near, end }, ['start>near', 'near>end']), [
    { key: 'a', name: 'Ana Lopez', phone: '312 555 0142' },
    { key: 'b', name: 'Ana Lopes', phone: '(312) 555-0142' },
  ])
  const second = await rows.walk(2)
  expect(pathOf(second)).toBe('start:main near:duplicate')
  expect(second.reason).toMatchObject({ code: 'record.like-another', values: { other: 'row 1' } })
  expect(pathOf(await rows.walk(1))).toBe('start:main near:main end:')
})

test('what a person would answer can be tried, and is forgotten', async () => {
  const flow = flowOf({ start: hand, ask: approve, limit: { kind: 'limit', settings: { most: 1 } }, end }, [
    ...['start>ask', 'ask>limit', 'limit>end'],
  ])
  const rows = rowsOf(flow, [{ key: 'a' }, { key: 'b' }])
  const waits = await rows.walk(1)
  expect(waits.outcome).toBe('waiting')
  expect(waits.stages.at(-1)?.task).toMatchObject({ question: 'May it?', person: 'Ann' })
  const person = () => ({ kind: 'answered' as const, port: 'main' as const })
  expect(pathOf(await rows.walk(1, { person }))).toBe('start:main ask:main limit:main end:')
  expect(pathOf(await rows.walk(2, { person }))).toBe('start:main ask:main limit:main end:')
})

test('other values are stepped from where they are given, and leave nothing behind', async () => {
  const flow = flowOf({ start: hand, once: { ...near, settings: { ...near.settings, how: 'exact' } }, end }, [
    ...['start>once', 'once>end'],
  ])
  const rows = rowsOf(flow, [{ key: 'a' }, { key: 'b' }])
  const again = { id: '2', label: 'row 2', step: 'once', data: dataOf({ key: 'a' }) }
  expect(pathOf(await rows.again(2, again))).toBe('once:duplicate')
  expect(pathOf(await rows.again(1, { ...again, id: '1', data: dataOf({ key: 'b' }) }))).toBe('once:main end:')
  expect(pathOf(await rows.walk(2))).toBe('start:main once:main end:')
})

test('the search goes on to the row that pauses, and tells how far it is', async () => {
  const many = Array.from(
    { length: 900 },
    (_, index): Record<string, Json> => ({ key: index === 777 ? '5' : `${index}` }),
  )
  const flow = flowOf({ start: hand, once: { ...near, settings: { ...near.settings, how: 'exact' } }, end }, [
    ...['start>once', 'once>end'],
  ])
  const told: PauseProgress[] = []
  const rows = rowsOf(flow, many)
  for await (const one of findPause(rows, { breakpoints: [{ exit: 'duplicate' }], from: 2, to: 900 })) told.push(one)
  expect(told.map(({ looked }) => looked)).toEqual([200, 400, 600, 777])
  expect(told.at(-1)?.paused).toEqual({ row: 778, path: [], stage: 1, breakpoint: 0 })
})
