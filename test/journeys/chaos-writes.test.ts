/** Systems at their worst, over real sockets: every strategy for a safe write ends with each record exactly once, or held where nobody can know. */
import { describe, expect, test } from 'vitest'
import { type RunView, unaccounted } from '#engine'
import { type OrderFaults, waitForms } from '#sandbox'
import { type ChaosRig, chaosRig, lineOf, rows, tallyOf, writeStep } from '../fixtures/chaos-rig.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'

/** Answers after half a second count as none. */
const connector = { ...ordersConnector, timeout: 500 }
const CERTAIN = [
  ['create-order', 'orders', 30],
  ['create-orders', 'orders', 150],
  ['upsert-customer', 'customers', 150],
  ['create-note', 'notes', 30],
] as const

const TROUBLES: [string, OrderFaults][] = [
  ['503', { unavailable: 4 }],
  ['connections that break before the write', { cutBefore: 4 }],
  ['answers lost after the write', { lostAnswers: 4 }],
  ['records that are locked for a while', { failItems: 40 }],
  ['all of it at once', { unavailable: 1, cutBefore: 1, lostAnswers: 2, failItems: 10, latency: { afterMs: 30 } }],
]

const allOnce = (view: RunView, rig: ChaosRig, type: string, count: number) => {
  expect(unaccounted(view)).toBe(0)
  expect(view).toMatchObject({ state: 'finished', outcomes: { created: count, held: 0, waiting: 0 } })
  expect(tallyOf(rig.orders, type)).toEqual({ things: count, refs: count, most: 1 })
}

describe.each(CERTAIN)('%s', (operation, type, count) => {
  const flow = lineOf({ write: writeStep(operation, 'ref', { tries: 10 }) })

  test.each(TROUBLES)('%s: each record once', async (_, faults) => {
    const rig = await chaosRig({ connector, orders: { searchLagMs: 300 } })
    rig.orders.faults(faults)
    allOnce(await rig.run(flow, rows(count)), rig, type, count)
  })

  test('answers that come after nobody waits for them any more: each record once', async () => {
    const rig = await chaosRig({ connector, orders: { searchLagMs: 300 } })
    rig.orders.faults({ latency: { afterMs: 900, writesOnly: true } })
    const running = rig.run(flow, rows(count))
    await expect.poll(() => rig.orders.things(type).length, { timeout: 20_000 }).toBeGreaterThan(0)
    await new Promise((done) => setTimeout(done, 1200))
    rig.orders.faults({})
    allOnce(await running, rig, type, count)
  })

  test('a token that expires in the middle and is renewed costs no record anything', async () => {
    const rig = await chaosRig({ connector, orders: { searchLagMs: 300 } })
    rig.orders.faults({ latency: { beforeMs: 20 } })
    const before = { address: rig.orders.address, token: rig.orders.token }
    const running = rig.run(flow, rows(count))
    await expect.poll(() => rig.orders.calls().answered, { interval: 5 }).toBeGreaterThan(1)
    rig.orders.changeToken('renewed')
    await expect.poll(() => rig.store.runs.list('line')[0]?.view.seq).toBeGreaterThan(1)
    await new Promise((done) => setTimeout(done, 300))
    rig.runner.renew(connector, before, { address: before.address, token: 'renewed' })
    allOnce(await running, rig, type, count)
  })

  test('run again, it changes nothing', async () => {
    const rig = await chaosRig({ connector, orders: { searchLagMs: 300 } })
    rig.orders.faults({ lostAnswers: 2, cutBefore: 1 })
    allOnce(await rig.run(flow, rows(count)), rig, type, count)
    const view = await rig.run(flow, rows(count))
    expect(view).toMatchObject({ state: 'finished', outcomes: { held: 0, waiting: 0 } })
    // Where nobody can look, the same key is sent again and answered as before: "created" is all that the system says.
    if (connector.operations[operation]?.look) expect(view.outcomes).toMatchObject({ created: 0, unchanged: count })
    expect(tallyOf(rig.orders, type)).toEqual({ things: count, refs: count, most: 1 })
  })
})

test.each(waitForms)('a storm of 429 that says "%s" is sat out: nothing is lost', async (form) => {
  const rig = await chaosRig({ connector })
  rig.orders.faults({ storm: { answers: 4, waitMs: 60, form } })
  const view = await rig.run(lineOf({ write: writeStep('create-order') }), rows(30))
  allOnce(view, rig, 'orders', 30)
})

test('a system that is away for good interrupts the run, and when it is back all is delivered', async () => {
  const rig = await chaosRig({ connector, patience: 600 })
  rig.orders.faults({ outage: 'hang-up' })
  const flow = lineOf({ write: writeStep('create-order') })
  expect(await rig.run(flow, rows(30))).toMatchObject({ state: 'interrupted', outcomes: { created: 0 } })
  rig.orders.faults({})
  allOnce(await rig.run(flow, rows(30)), rig, 'orders', 30)
})

describe('a system with no way to make a write safe', () => {
  const flow = lineOf({ write: writeStep('record-event') })
  const held = (rig: ChaosRig) =>
    rig.store.records.holds('line', 'practice', 0, 100).holds.map(({ reason }) => reason.code)

  test.each<[string, OrderFaults]>([
    ['answers lost after the write', { lostAnswers: 5 }],
    ['connections that break before the write', { cutBefore: 5 }],
  ])('%s: what may have arrived is held, and nothing is sent twice', async (_, faults) => {
    const rig = await chaosRig({ connector })
    rig.orders.faults(faults)
    const view = await rig.run(flow, rows(30))
    expect(unaccounted(view)).toBe(0)
    expect(view).toMatchObject({ state: 'finished', outcomes: { created: 25, held: 5 } })
    expect(held(rig)).toEqual(Array(5).fill('call.outcome-unknown'))
    expect(rig.orders.effects('events').every(({ effects, writes }) => effects === 1 && writes === 1)).toBe(true)
  })

  test('answers that come too late: the same', async () => {
    const rig = await chaosRig({ connector })
    rig.orders.faults({ latency: { afterMs: 900 } })
    const running = rig.run(flow, rows(30))
    await new Promise((done) => setTimeout(done, 1200))
    rig.orders.faults({})
    const view = await running
    expect(view.outcomes.created + view.outcomes.held).toBe(30)
    expect(view.outcomes.held).toBeGreaterThan(0)
    expect(new Set(held(rig))).toEqual(new Set(['call.outcome-unknown']))
    expect(tallyOf(rig.orders, 'events')).toEqual({ things: 30, refs: 30, most: 1 })
  })

  test('a storm of 429 is no doubt: nothing arrived, so all are sent', async () => {
    const rig = await chaosRig({ connector })
    rig.orders.faults({ storm: { answers: 4, waitMs: 60 } })
    allOnce(await rig.run(flow, rows(30)), rig, 'events', 30)
  })
})
