/** Promise 1: ways in which records were lost, waited for ever, or were counted twice, before they were found. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import type { Json, Outcome } from '#engine'
import { drawn } from '../arbitrary/running-flow.ts'
import { audit } from '../fixtures/audit.ts'
import { flowOf, hand, wiresOf } from '../fixtures/drive-flow.ts'
import { type Settled, type Settling, settleFlow } from '../fixtures/settle-flow.ts'
import { putStep, Things } from '../fixtures/things.ts'

let store: Store
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-lost-before-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

async function settled(parts: Pick<Settling, 'flow' | 'records'> & Partial<Settling>) {
  const network = new Things()
  const end = await settleFlow({ store, network, run: 'run', ...parts })
  expect(audit(end, parts.flow)).toEqual([])
  return { end, network }
}

const outcomesOf = ({ view }: Settled) =>
  Object.fromEntries(Object.entries(view.outcomes).filter(([, n]) => n > 0)) as Partial<Record<Outcome, number>>

const end = { kind: 'end', settings: {} }
const lookUp = {
  kind: 'look-up',
  settings: {
    ...{ connection: 'things', operation: 'put', matchField: 'key', key: { fields: ['key'], ignore: [] } },
    ...{ take: ['name'], prefix: 'there_', idInto: '', ifMissing: 'go-on' },
  },
}
const ways = { kind: 'ways', settings: { ways: [{ name: 'One' }, { name: 'Two' }] } }
const join2 = { by: 'origin', fields: [], ignore: [], same: 'first', alone: 'fail', wait: { amount: 1, unit: 'hours' } }
const dedupe = (keep = 'first') => ({ kind: 'dedupe', settings: { fields: ['key'], ignore: [], window: 'run', keep } })
const rows = (keys: string): Record<string, Json>[] =>
  [...keys].map((key) => ({ key, name: `name of ${key}`, note: 'x' }))

test('a run whose journal fails while a look-up is under way ends, and is taken up again', async () => {
  const flow = flowOf({ start: hand, look: lookUp, end }, ['start>look', 'look>end'])
  for (let at = 0; at < 6; at++) {
    const { end: told } = await settled({
      flow,
      records: rows('aabc'),
      run: `run-${at}`,
      crashes: [{ at, durable: true }],
    })
    expect(outcomesOf(told)).toEqual({ discarded: 4 })
  }
})

test('a look-up that another one answers meanwhile is not forgotten', async () => {
  const flow = flowOf(
    {
      start: hand,
      ways,
      put: putStep(),
      look: lookUp,
      join: { kind: 'join', settings: join2 },
      too: putStep(['note']),
      end,
    },
    ['start>ways', 'ways.case-1>put', 'put>look', 'look>join', 'ways.case-2>too', 'too>join', 'join>end'],
  )
  const { end: told } = await settled({ flow, records: rows('caca cac') })
  expect(told.view.outcomes.waiting).toBe(0)
})

test('a record for which no way is wired, inside another flow, goes back', async () => {
  const flow = drawn([
    {
      kind: 'inside',
      fails: 'nowhere',
      each: false,
      lost: 'fail',
      chain: [{ kind: 'ways', fails: 'nowhere', ways: [[], []], join: undefined }],
    },
    { kind: 'write', fails: 'nowhere', field: 'name' },
  ])
  const { network } = await settled({ flow, records: rows('ab') })
  expect([...network.held.keys()]).toEqual(['a', 'b'])
})

test('a record whose wait ends in the transaction that began it is taken up once', async () => {
  const flow = flowOf(
    {
      start: hand,
      once: dedupe(),
      group: { kind: 'group', settings: { fields: [], size: 2, into: 'list', members: [], count: '', sums: [] } },
      end,
      put: putStep(),
    },
    ['start>once', 'once>group', 'group>end', 'once.duplicate>put', 'put>end'],
  )
  const { end: told, network } = await settled({ flow, records: rows('aab') })
  expect(outcomesOf(told)).toEqual({ absorbed: 2, discarded: 1, created: 1 })
  expect(network.effects.get('a')).toBe(1)
})

test('parts that are made again after a restart are taken up once', async () => {
  const split = { kind: 'split', settings: { field: 'lines', carry: 'none' } }
  const flow = flowOf({ start: hand, put: putStep(), split, parts: putStep(['name']), end }, [
    'start>put',
    'put>split',
    'split>parts',
    'parts>end',
  ])
  const records = rows('abcd').map((row) => ({ ...row, lines: rows(`${row.key}12`) }))
  for (let at = 0; at < 6; at++)
    for (const durable of [true, false])
      await settled({
        flow,
        records,
        run: `run-${at}-${durable}`,
        crashes: [
          { at, durable },
          { at: 1, durable: true },
        ],
      })
})

test('copies of one item of a list are joined with each other, whichever comes first', async () => {
  const split = { kind: 'split', settings: { field: 'lines', carry: 'none' } }
  const first = { all: true, list: [{ field: 'key', is: 'is', value: '1' }] }
  const steps = {
    start: hand,
    split,
    ways,
    sort: { kind: 'route', settings: { cases: [{ name: 'First', when: first }] } },
    wait: { kind: 'wait', settings: { time: { amount: 2, unit: 'seconds' } } },
    pass: {
      kind: 'map',
      settings: { keep: 'others', lines: [{ to: 'loud', from: ['name'], how: 'upper', value: '' }] },
    },
    both: { kind: 'join', settings: { ...join2, same: 'both' } },
    end,
  }
  const slow = ['ways.case-2>sort', 'sort.case-1>wait', 'sort.otherwise>pass', 'wait>pass', 'pass>both', 'both>end']
  const flow = flowOf(steps, ['start>split', 'split>ways', 'ways.case-1>both', ...slow])
  const { end: told } = await settled({ flow, records: [{ key: 'x', lines: rows('12') }] })
  const joined = told.records.filter(({ at }) => at === '+both:main').map(({ payload }) => JSON.parse(payload) as Json)
  expect(joined).toEqual(
    expect.arrayContaining(['1', '2'].map((key) => expect.objectContaining({ key, loud: `NAME OF ${key}` }))),
  )
  expect(joined).not.toContainEqual(expect.objectContaining({ key_2: expect.anything() }))
})

test('a record keeps its key when its items were written, so that one like it is a duplicate', async () => {
  const chain = { start: { kind: 'called', title: 'start', settings: {} }, put: { ...putStep(), title: 'put' } }
  const inner = { name: 'Inner', flow: 'inner', hash: 'h', steps: chain, wires: wiresOf(['start>put']), contracts: {} }
  const each = { kind: 'each', settings: { field: 'lines', subflow: 'inner', result: '', lost: 'fail' } }
  const flow = flowOf({ start: hand, once: dedupe(), each, end }, ['start>once', 'once>each', 'each>end'], {
    subflows: { inner },
  })
  const records = [1, 2].map((n) => ({ key: 'x', lines: rows(`${n}`) }))
  const { end: told, network } = await settled({ flow, records })
  expect(outcomesOf(told)).toEqual({ discarded: 1, absorbed: 1, duplicate: 1 })
  expect([...network.held.keys()]).toEqual(['1'])
})
