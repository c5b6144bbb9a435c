/** The data folder fails in the middle of a run: no room, another program's lock, another process that owns it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '#adapters/sqlite'
import { Failure, type RunView, unaccounted } from '#engine'
import { startOrders } from '#sandbox'
import { chaosRig, lineOf, newFolder, rows, tallyOf, writeStep } from '../fixtures/chaos-rig.ts'
import { IN_FLIGHT, loadConnector } from '../fixtures/crash-load.ts'
import { endOf, openRig, targetOf } from '../fixtures/crash-parent.ts'

const COUNT = 3000
const flow = lineOf({ order: writeStep('create-order'), customer: writeStep('upsert-customer') })

async function slowOrders() {
  const orders = await startOrders()
  orders.faults({ latency: { beforeMs: 10, afterMs: 10 } })
  return orders
}

/** Why it ended: a run whose end could not be journaled either says so by failing. */
async function endedBy(done: Promise<RunView>): Promise<unknown> {
  const end = await done.catch((error: unknown) => error)
  if (end instanceof Failure) return end
  expect(end).toMatchObject({ state: 'interrupted' })
  return (end as RunView).reason
}

test('with no room left and a hundred calls in flight, it stops, and with room it is finished', async () => {
  const folder = newFolder()
  const orders = await slowOrders()
  openStore(folder).close()
  const maxPages = Math.ceil(statSync(join(folder, 'sluice.db')).size / 4096) + 220
  const small = await chaosRig({ folder, orders, connector: loadConnector, store: { maxPages } })
  const handle = small.start(flow, rows(COUNT))
  expect(await endedBy(handle.done)).toMatchObject({ code: 'data.full' })
  expect(orders.mostConnections()).toBeGreaterThan(IN_FLIGHT * 0.9)
  const written = tallyOf(orders, 'customers').things
  expect(written).toBeGreaterThan(0)
  expect(written).toBeLessThan(COUNT)
  await small.close()

  const roomy = await chaosRig({ folder, orders, connector: loadConnector })
  const again = roomy.start(flow, rows(COUNT))
  expect(again).toMatchObject({ run: handle.run, resumed: true })
  const view = await again.done
  expect(view).toMatchObject({ state: 'finished', received: COUNT, outcomes: { created: COUNT, waiting: 0 } })
  expect(unaccounted(view)).toBe(0)
  for (const type of ['orders', 'customers'])
    expect(tallyOf(orders, type)).toEqual({ things: COUNT, refs: COUNT, most: 1 })
})

/** A program that holds the write lock of the database for so long. */
async function lockedFor(folder: string, ms: number): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '../fixtures/chaos-lock-child.ts')
  const child = spawn(process.execPath, [script, join(folder, 'sluice.db'), String(ms)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

test('another program that locks the database for a moment only delays it', async () => {
  const orders = await slowOrders()
  const rig = await chaosRig({ orders, connector: loadConnector })
  const { done } = rig.start(flow, rows(COUNT))
  await expect.poll(() => orders.things('orders').length).toBeGreaterThan(200)
  await lockedFor(rig.folder, 2000)
  expect(await done).toMatchObject({ state: 'finished', outcomes: { created: COUNT, waiting: 0 } })
  expect(tallyOf(orders, 'orders')).toEqual({ things: COUNT, refs: COUNT, most: 1 })
  expect(tallyOf(orders, 'customers')).toEqual({ things: COUNT, refs: COUNT, most: 1 })
})

test('one that keeps it locked interrupts the run with a plain reason, and it goes on afterwards', async () => {
  const orders = await slowOrders()
  const rig = await chaosRig({ orders, connector: loadConnector, store: { lockPatience: 500 } })
  const first = rig.start(flow, rows(COUNT))
  await expect.poll(() => orders.things('orders').length).toBeGreaterThan(200)
  const locker = await lockedFor(rig.folder, 60_000)
  expect(await endedBy(first.done)).toMatchObject({ code: 'data.locked', category: 'transient' })
  expect(rig.runner.view(first.run)).toMatchObject({ state: 'interrupted', reason: { code: 'data.locked' } })
  const gone = once(locker, 'close')
  locker.kill('SIGKILL')
  await gone
  const again = rig.start(flow, rows(COUNT))
  expect(again).toMatchObject({ run: first.run, resumed: true })
  expect(await again.done).toMatchObject({ state: 'finished', outcomes: { created: COUNT, waiting: 0 } })
  expect(tallyOf(orders, 'orders')).toEqual({ things: COUNT, refs: COUNT, most: 1 })
  expect(tallyOf(orders, 'customers')).toEqual({ things: COUNT, refs: COUNT, most: 1 })
})

test('a second process is told who owns the data folder, and takes over when that one is killed', async () => {
  const rig = await openRig()
  onTestFinished(() => rig.close())
  rig.orders.faults({ latency: { beforeMs: 250, afterMs: 250 } })
  const owner = rig.start({ load: 2000 })
  const ownerEnd = endOf(owner)
  await expect.poll(() => rig.orders.things('orders').length, { timeout: 20_000 }).toBeGreaterThan(20)
  expect(await endOf(rig.start({ load: 2000 }))).toMatchObject({
    failure: { code: 'data.owned', values: { folder: rig.folder, pid: String(owner.pid) } },
  })
  owner.kill('SIGKILL')
  expect(await ownerEnd).toBe('killed')
  const heir = await endOf(rig.start({ load: 2000 }))
  expect(heir).toMatchObject({ view: { state: 'finished', resumed: 1, received: 2000 }, unaccounted: 0 })
  const { orders } = targetOf(rig)
  expect(Object.values(orders ?? {})).toHaveLength(1800)
  for (const type of ['orders', 'customers'])
    expect(rig.orders.effects(type).every(({ effects }) => effects === 1)).toBe(true)
})
