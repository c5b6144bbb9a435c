/** Records that become others: every one is accounted for, on every wire. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import { type Outcome, type RunView, unaccounted } from '#engine'
import { driveFlow, flowOf, hand, wiresOf } from '../fixtures/drive-flow.ts'
import { putStep, Things } from '../fixtures/things.ts'

let store: Store
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-structure-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const outcomesOf = ({ outcomes }: RunView) =>
  Object.fromEntries(Object.entries(outcomes).filter(([, n]) => n > 0)) as Partial<Record<Outcome, number>>

const end = { kind: 'end', settings: {} }

test('each item of a list is written as a record of its own, and an empty list ends as filtered', async () => {
  const flow = flowOf({ start: hand, split: { kind: 'split', settings: { field: 'lines' } }, put: putStep() }, [
    'start>split',
    'split>put',
  ])
  const network = new Things()
  const records = [
    {
      order: 1,
      lines: [
        { key: 'a', name: 'A' },
        { key: 'b', name: 'B' },
      ],
    },
    { order: 2, lines: [] },
    { order: 3, lines: 'nothing of the kind' },
  ]
  const view = await driveFlow({ store, flow, records, network })
  expect([view.state, view.received, view.made, unaccounted(view)]).toEqual(['finished', 3, 2, 0])
  expect(outcomesOf(view)).toEqual({ absorbed: 1, created: 2, filtered: 2 - 1, held: 1 })
  expect(view.steps.split).toMatchObject({ in: 3, made: 2, absorbed: 1, ports: { main: 2, filtered: 1, rejected: 1 } })
  expect([...network.held.keys()].sort()).toEqual(['a', 'b'])
})

test('copies go several ways and are joined again', async () => {
  const flow = flowOf(
    {
      start: hand,
      ways: { kind: 'ways', settings: { ways: [{ name: 'One' }, { name: 'Two' }] } },
      one: { kind: 'map', settings: { keep: 'others', lines: [{ to: 'note', from: [], how: 'fixed', value: 'one' }] } },
      two: { kind: 'map', settings: { keep: 'others', lines: [{ to: 'list', from: [], how: 'fixed', value: 'two' }] } },
      join: {
        kind: 'join',
        settings: { by: 'origin', same: 'first', alone: 'fail', wait: { amount: 1, unit: 'hours' } },
      },
      put: putStep(['name', 'note', 'list']),
    },
    ['start>ways', 'ways.case-1>one', 'ways.case-2>two', 'one>join', 'two>join', 'join>put'],
  )
  const network = new Things()
  const view = await driveFlow({
    store,
    flow,
    records: [
      { key: 'a', name: 'A' },
      { key: 'b', name: 'B' },
    ],
    network,
  })
  expect([view.state, view.received, view.made, unaccounted(view)]).toEqual(['finished', 2, 6, 0])
  expect(outcomesOf(view)).toEqual({ absorbed: 6, created: 2 })
  expect(network.held.get('a')).toEqual({ name: 'A', note: 'one', list: 'two' })
  expect(view.steps.join).toMatchObject({ in: 4, absorbed: 4, made: 2, ports: { main: 2 } })
})

test('records are grouped by key, and the last ones go on when the input has ended', async () => {
  const flow = flowOf(
    {
      start: hand,
      group: { kind: 'group', settings: { fields: ['team'], size: 2, into: 'people' } },
      end,
    },
    ['start>group', 'group>end'],
  )
  const records = ['x', 'y', 'x', 'x', 'y'].map((team, key) => ({ key, team }))
  const view = await driveFlow({ store, flow, records })
  expect([view.state, view.received, view.made, unaccounted(view)]).toEqual(['finished', 5, 3, 0])
  expect(outcomesOf(view)).toEqual({ absorbed: 5, discarded: 3 })
})

test('a flow inside a flow, and one for each item, whose results come back', async () => {
  const inner = {
    name: 'Inner',
    flow: 'inner',
    hash: 'h',
    steps: {
      start: { kind: 'called', title: 'start', settings: {} },
      keep: {
        kind: 'filter',
        title: 'keep',
        settings: { keep: { all: true, list: [{ field: 'name', is: 'filled', value: '' }] } },
      },
      name: {
        kind: 'map',
        title: 'name',
        settings: { keep: 'others', lines: [{ to: 'name', from: ['name'], how: 'upper', value: '' }] },
      },
    },
    wires: wiresOf(['start>keep', 'keep>name']),
    contracts: {},
  }
  const flow = flowOf(
    {
      start: hand,
      call: { kind: 'subflow', settings: { subflow: 'inner' } },
      each: { kind: 'each', settings: { field: 'lines', subflow: 'inner', result: 'list', lost: 'go-on' } },
      put: putStep(['name', 'list']),
    },
    ['start>call', 'call>each', 'each>put'],
    { subflows: { inner } },
  )
  const network = new Things()
  const records = [
    { key: 'a', name: 'ann', lines: [{ name: 'x' }, { name: '' }, { name: 'y' }] },
    { key: 'b', name: '', lines: [] },
    { key: 'c', name: 'cy', lines: [] },
  ]
  const view = await driveFlow({ store, flow, records, network })
  expect([view.state, view.received, view.made, unaccounted(view)]).toEqual(['finished', 3, 3, 0])
  expect(outcomesOf(view)).toEqual({ created: 2, filtered: 2, absorbed: 2 })
  expect(network.held.get('a')?.name).toBe('ANN')
  expect(JSON.parse(String(network.held.get('a')?.list)).map((one: { name: string }) => one.name)).toEqual(['X', 'Y'])
  expect(view.steps.call).toMatchObject({ in: 3, ports: { main: 2, filtered: 1 } })
})

test('a record that waited is checked again: a newer one of its key may have gone by', async () => {
  const flow = flowOf(
    {
      start: hand,
      order: { kind: 'order', settings: { fields: ['key'], ignore: [], version: 'version' } },
      route: {
        kind: 'route',
        settings: {
          cases: [{ name: 'Slow', when: { all: true, list: [{ field: 'slow', is: 'filled', value: '' }] } }],
        },
      },
      wait: { kind: 'wait', settings: { time: { amount: 1, unit: 'seconds' } } },
      put: putStep(),
    },
    ['start>order', 'order>route', 'route.case-1>wait', 'wait>put', 'route.otherwise>put'],
  )
  const network = new Things()
  const records = [
    { key: 'a', version: 1, name: 'old', slow: 'yes' },
    { key: 'a', version: 2, name: 'new', slow: '' },
    { key: 'b', version: 1, name: 'only', slow: 'yes' },
  ]
  const view = await driveFlow({ store, flow, records, network })
  expect([view.state, unaccounted(view)]).toEqual(['finished', 0])
  expect(outcomesOf(view)).toEqual({ created: 2, stale: 1 })
  expect([network.held.get('a')?.name, network.held.get('b')?.name]).toEqual(['new', 'only'])
})

test('what only says what we wrote last is an echo, and anything else is news', async () => {
  const write = flowOf({ start: hand, put: putStep() }, ['start>put'])
  const network = new Things()
  await driveFlow({ store, flow: write, run: 'first', records: [{ key: 'a', name: 'Ann' }], network })
  const back = flowOf(
    {
      start: hand,
      echo: { kind: 'echo', settings: { connection: 'things', operation: 'put', fields: ['key'], aside: [], days: 3 } },
      put: putStep(),
    },
    ['start>echo', 'echo>put'],
  )
  const records = [
    { key: 'a', name: 'Ann' },
    { key: 'a', name: 'Anna' },
    { key: 'b', name: 'Ben' },
  ]
  const view = await driveFlow({ store, flow: back, run: 'second', records, network })
  expect(outcomesOf(view)).toEqual({ filtered: 1, updated: 1, created: 1 })
})

test('a newer one that was never delivered makes no older one stale', async () => {
  const flow = flowOf(
    {
      start: hand,
      order: { kind: 'order', settings: { fields: ['key'], ignore: [], version: 'version' } },
      keep: {
        kind: 'filter',
        settings: { keep: { all: true, list: [{ field: 'name', is: 'filled', value: '' }] } },
      },
      put: putStep(),
    },
    ['start>order', 'order>keep', 'keep>put'],
  )
  const network = new Things()
  const records = [
    { key: 'a', version: 1, name: 'one' },
    { key: 'a', version: 3, name: '' },
    { key: 'a', version: 2, name: 'two' },
    { key: 'a', version: 1, name: 'late' },
  ]
  const view = await driveFlow({ store, flow, records, network })
  expect(outcomesOf(view)).toEqual({ created: 1, filtered: 1, updated: 1, stale: 1 })
  expect(network.held.get('a')?.name).toBe('two')
})
