/** Everything can be stopped: at once, with nothing sent afterwards, and nothing lost or doubled when it goes on. */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { unaccounted } from '#engine'
import { chaosRig, lineOf, rows, tallyOf, writeStep } from '../fixtures/chaos-rig.ts'
import { loadConnector } from '../fixtures/crash-load.ts'

const COUNT = 1000

test('stopped with a hundred calls in flight, what was sent is heard, nothing more is sent, and it goes on where it stopped', async () => {
  const flow = lineOf({ order: writeStep('create-order'), customer: writeStep('upsert-customer') })
  const rig = await chaosRig({ connector: loadConnector })
  rig.orders.faults({ latency: { beforeMs: 20, afterMs: 20 } })
  const first = rig.start(flow, rows(COUNT))
  await expect.poll(() => rig.orders.things('orders').length, { interval: 5 }).toBeGreaterThan(150)
  first.stop()
  const stopped = await first.done
  expect(stopped.state).toBe('stopped')
  expect(unaccounted(stopped)).toBe(0)
  const calls = rig.orders.calls().answered
  await pause(300)
  expect(rig.orders.calls().answered).toBe(calls)
  // Each write that the system carried out was heard of: nothing is in doubt.
  const written = stopped.steps.order?.writes
  expect(written?.created).toBe(rig.orders.things('orders').length)

  const again = rig.start(flow, rows(COUNT))
  expect(again).toMatchObject({ run: first.run, resumed: true })
  expect(await again.done).toMatchObject({ state: 'finished', outcomes: { created: COUNT, waiting: 0 } })
  for (const type of ['orders', 'customers'])
    expect(tallyOf(rig.orders, type)).toEqual({ things: COUNT, refs: COUNT, most: 1 })
})

test.each([
  ['a system that asks for a pause of minutes', { storm: { answers: 1000, waitMs: 500_000 } }],
  ['a system that is away', { outage: 'hang-up' as const }],
  ['a sign-in that is refused', { rejectToken: true }],
])('a run that waits for %s stops at once', async (_, faults) => {
  const rig = await chaosRig({ patience: 600_000 })
  rig.orders.faults(faults)
  const flow = lineOf({ write: writeStep('create-order') })
  const first = rig.start(flow, rows(20))
  await pause(500)
  first.stop()
  expect(await first.done).toMatchObject({ state: 'stopped', outcomes: { created: 0, held: 0, waiting: 20 } })
})

test('records that wait for a time are stopped too, and keep their time', async () => {
  const rig = await chaosRig()
  const wait = { kind: 'wait', settings: { time: { amount: 2, unit: 'seconds' } } }
  const flow = lineOf({ wait, write: writeStep('create-order') })
  const first = rig.start(flow, rows(20))
  await pause(300)
  first.stop()
  expect(await first.done).toMatchObject({ state: 'stopped', outcomes: { waiting: 20 } })
  await pause(2000)
  expect(rig.orders.things('orders')).toEqual([])
  expect(await rig.run(flow, rows(20))).toMatchObject({ state: 'finished', outcomes: { created: 20 } })
  expect(tallyOf(rig.orders, 'orders')).toEqual({ things: 20, refs: 20, most: 1 })
})
