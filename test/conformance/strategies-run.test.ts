/** The strategies as runs use them: whatever breaks, each record ends once, and the target was brought about once for each key. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Runner } from '#adapters/run'
import { openStore, type Store } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { type Data, type Flow, hashOf, type RunView, type Source } from '#engine'
import { type OrderFaults, type ServedOrders, startOrders } from '#sandbox'
import { ordersConnector } from '../fixtures/orders-connector.ts'

let folder: string
let store: Store
let runner: Runner
let orders: ServedOrders
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-strategies-'))
  store = openStore(folder)
  runner = new Runner({ store, connectors: { orders: ordersConnector }, patience: 30_000 })
  orders = await startOrders({ searchLagMs: 400 })
})
afterEach(async () => {
  await runner.close()
  store.close()
  await orders.close()
  rmSync(folder, { recursive: true, force: true })
})

const flowWith = (operation: string): Flow => ({
  formatVersion: 1,
  id: 'orders',
  name: 'Orders',
  description: '',
  steps: {
    start: { kind: 'read-file', title: 'Orders', settings: { file: null } },
    write: {
      kind: 'write',
      title: 'Write',
      settings: {
        connection: 'shop',
        operation,
        matchField: 'ref',
        key: { fields: ['ref'], ignore: [] },
        fields: [{ to: 'name', from: 'name' }],
        retry: { tries: 6, firstWait: { amount: 0.1, unit: 'seconds' }, mostWait: { amount: 1, unit: 'seconds' } },
      },
    },
  },
  wires: [{ id: 'a', from: { step: 'start', port: 'main' }, to: { step: 'write' } }],
  contracts: {},
  connections: { shop: { name: 'Shop', connector: 'orders' } },
  owners: { logic: '', backup: '' },
  alerts: { person: '', afterHeld: 1 },
  fallback: '',
  settings: { locale: 'en-US', timeZone: 'UTC' },
  layout: {},
})

function sourceOf(count: number, refs = count): Source {
  const records = Array.from({ length: count }, (_, n) => ({
    label: `row ${n + 1}`,
    data: Object.assign(Object.create(null), { ref: `r-${n % refs}`, name: `Name ${n % refs}` }) as Data,
  }))
  return {
    async *read({ taken }) {
      if (taken < records.length) yield { records: records.slice(taken), position: { taken: records.length } }
    },
  }
}

async function run(operation: string, count: number, refs = count): Promise<RunView> {
  const flow = flowWith(operation)
  const { address, token } = orders
  return runner.start({
    flow,
    hash: hashOf(flow, systemHash),
    revision: 1,
    mode: 'practice',
    input: { name: 'orders', fingerprint: `${count}` },
    source: sourceOf(count, refs),
    access: { shop: { address, token } },
  }).done
}

const faults: [string, OrderFaults][] = [
  ['nothing', {}],
  ['503', { unavailable: 2 }],
  ['a connection that breaks before the write', { cutBefore: 2 }],
  ['an answer lost after the write', { lostAnswers: 2 }],
  ['a storm of 429', { storm: { answers: 3, waitMs: 50, form: 'milliseconds' } }],
  ['records that are locked for a while', { failItems: 3 }],
]

describe.each(['create-order', 'create-orders', 'upsert-customer', 'create-note'])('%s', (operation) => {
  test.each(faults)('with %s: every record created once', async (_, trouble) => {
    const { object, bulk } = ordersConnector.operations[operation] ?? { object: '', bulk: 1 }
    const count = bulk > 1 ? 150 : 6
    orders.faults(trouble)
    const view = await run(operation, count)
    expect(view.state).toBe('finished')
    expect(view.outcomes).toMatchObject({ created: count, held: 0, waiting: 0 })
    expect(orders.things(object)).toHaveLength(count)
    expect(orders.effects(object).every(({ effects }) => effects === 1)).toBe(true)
  })
})

test('what has no safe strategy is sent once: with its answer lost, the record is held', async () => {
  orders.faults({ lostAnswers: 2 })
  const view = await run('record-event', 6)
  expect(view.outcomes).toMatchObject({ created: 4, held: 2 })
  expect(orders.effects('events').every(({ effects, writes }) => effects === 1 && writes === 1)).toBe(true)
})

test.each(['create-note', 'create-order', 'upsert-customer'])(
  'of two records with one key in one run, %s creates one and finds the other unchanged',
  async (operation) => {
    const view = await run(operation, 6, 3)
    expect(view.outcomes).toMatchObject({ created: 3, unchanged: 3, held: 0 })
    expect(orders.things(ordersConnector.operations[operation]?.object ?? '')).toHaveLength(3)
  },
)

test('a sign-in that is refused for a while costs no record its place', async () => {
  orders.faults({ rejectToken: true })
  const running = run('upsert-customer', 150)
  await expect.poll(() => orders.calls().answered).toBeGreaterThan(0)
  orders.faults({})
  const first = await running
  const view = first.state === 'finished' ? first : await run('upsert-customer', 150)
  expect(view.outcomes).toMatchObject({ created: 150, held: 0, waiting: 0 })
  expect(orders.things('customers')).toHaveLength(150)
}, 60_000)
