/** The clock of the computer is put back by an hour in the middle of a run: nothing hangs an hour longer, and nothing is doubled. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type Clock, type Flow, type Source, unaccounted } from '#engine'
import { type OrdersOptions, type ServedOrders, startOrders } from '#sandbox'
import { lineOf, rows, writeStep } from '../fixtures/chaos-rig.ts'
import { crossing } from '../fixtures/crash-drive.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'
import { dataOf } from '../fixtures/things.ts'

const HOUR = 3_600_000

/** The clock of the computer, which somebody can put back. */
function movableClock(): Clock & { back(ms: number): void } {
  let behind = 0
  return {
    now: () => systemClock.now() - behind,
    sleep: systemClock.sleep,
    back(ms) {
      behind += ms
    },
  }
}

interface World {
  store: Store
  orders: ServedOrders
  clock: ReturnType<typeof movableClock>
}

async function world(options: OrdersOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-clock-'))
  const clock = movableClock()
  const store = openStore(folder)
  const orders = await startOrders(options)
  onTestFinished(async () => {
    store.close()
    await orders.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { store, orders, clock }
}

/** Runs it; the clock is put back when `when` says so first. */
async function runPutBack(
  { store, orders, clock }: World,
  flow: Flow,
  count: number,
  when: () => boolean,
  more: { source?: Source } = {},
) {
  const { address, token } = orders
  const timer = setInterval(() => {
    if (!when()) return
    clearInterval(timer)
    clock.back(HOUR)
  }, 1)
  try {
    const connector = { ...ordersConnector, limit: { calls: 50, per: 1000 } }
    await crossing({ store, flow, records: rows(count), access: { address, token }, clock, connector, ...more })
  } finally {
    clearInterval(timer)
  }
  const view = store.runs.get('run')?.view
  if (!view) throw new Error('the run is gone')
  expect(unaccounted(view)).toBe(0)
  return view
}

const once = (orders: ServedOrders, type: string, count: number) => {
  expect(orders.things(type)).toHaveLength(count)
  expect(orders.effects(type).every(({ effects }) => effects === 1)).toBe(true)
}

const SHORT = { timeout: 60_000 }

test('records that wait go on in their time', SHORT, async () => {
  const here = await world()
  const flow = lineOf({
    wait: { kind: 'wait', settings: { time: { amount: 2, unit: 'seconds' } } },
    write: writeStep('create-orders'),
  })
  const began = performance.now()
  const view = await runPutBack(here, flow, 20, () => performance.now() - began > 1000)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 20, waiting: 0 } })
  once(here.orders, 'orders', 20)
})

test('a group that waits for more is closed in its time', SHORT, async () => {
  const here = await world()
  const settings = {
    fields: ['name'],
    ignore: [],
    size: 3,
    waits: true,
    wait: { amount: 2, unit: 'seconds' },
    into: '',
    count: 'n',
  }
  const flow = lineOf({ group: { kind: 'group', settings }, write: writeStep('upsert-customer', 'name') })
  // The input does not end before they are there, so that its end does not close them.
  const source: Source = {
    async *read(_, __, signal) {
      yield { records: rows(5).map((data, n) => ({ label: `row ${n}`, data: dataOf(data) })), position: { taken: 5 } }
      while (here.orders.things('customers').length < 5 && !signal?.aborted) await systemClock.sleep(20)
    },
  }
  const began = performance.now()
  const view = await runPutBack(here, flow, 5, () => performance.now() - began > 500, { source })
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 5, waiting: 0 } })
  once(here.orders, 'customers', 5)
})

test('records that are let through one after another keep their pace', SHORT, async () => {
  const here = await world()
  const settings = { most: 10, per: { amount: 1, unit: 'seconds' } }
  const flow = lineOf({ pace: { kind: 'pace', settings }, write: writeStep('create-orders') })
  const view = await runPutBack(here, flow, 25, () => here.orders.things('orders').length > 10)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 25, waiting: 0 } })
  once(here.orders, 'orders', 25)
})

test('the rate budget is neither given away nor closed for an hour', SHORT, async () => {
  const here = await world({ limits: [{ calls: 100, per: 1000 }] })
  const flow = lineOf({ write: writeStep('create-order') })
  const view = await runPutBack(here, flow, 120, () => here.orders.things('orders').length > 40)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 120, held: 0 } })
  expect(here.orders.calls().refused).toBe(0)
  once(here.orders, 'orders', 120)
})

test('what was found late is looked for in its time, and a breaker opens again', SHORT, async () => {
  const here = await world({ searchLagMs: 400 })
  here.orders.faults({ unavailable: 6, lostAnswers: 4 })
  const flow = lineOf({ write: writeStep('create-note') })
  const view = await runPutBack(here, flow, 10, () => here.orders.calls().answered > 1)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 10, held: 0 } })
  once(here.orders, 'notes', 10)
})

test('a storm of 429 is sat out in its time', SHORT, async () => {
  const here = await world()
  here.orders.faults({ storm: { answers: 6, waitMs: 300, form: 'fraction' } })
  const flow = lineOf({ write: writeStep('create-order') })
  const view = await runPutBack(here, flow, 20, () => here.orders.calls().answered > 0)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 20, held: 0 } })
  once(here.orders, 'orders', 20)
})

test('a refused sign-in is asked about in its time', SHORT, async () => {
  const here = await world()
  here.orders.faults({ rejectToken: true })
  const flow = lineOf({ write: writeStep('create-order') })
  const began = performance.now()
  setTimeout(() => here.orders.faults({}), 2000)
  const view = await runPutBack(here, flow, 20, () => performance.now() - began > 1000)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: 20, held: 0 } })
  once(here.orders, 'orders', 20)
})

test('what came before counts as before: keys and versions stay with who had them', SHORT, async () => {
  const here = await world()
  const order = { kind: 'order', settings: { fields: ['name'], ignore: [], version: 'version', days: 1 } }
  const dedupe = { kind: 'dedupe', settings: { fields: ['ref'], ignore: [], window: 'days', days: 1 } }
  const flow = lineOf({ dedupe, order, write: writeStep('upsert-customer', 'name') })
  const { address, token } = here.orders
  const source = [
    { ref: 'a', name: 'Ada', version: '2026-01-02T00:00:00Z' },
    { ref: 'b', name: 'Bob', version: '2026-01-02T00:00:00Z' },
  ]
  const late = [
    { ref: 'c', name: 'Ada', version: '2026-01-01T00:00:00Z' },
    { ref: 'b', name: 'Bob again', version: '2026-01-03T00:00:00Z' },
  ]
  const half = { ...here, flow, records: source, access: { address, token } }
  await crossing(half)
  here.clock.back(HOUR)
  await crossing({ ...half, records: late, run: 'second' })
  expect(here.store.runs.get('second')?.view.outcomes).toMatchObject({ stale: 1, duplicate: 1 })
  once(here.orders, 'customers', 2)
})
