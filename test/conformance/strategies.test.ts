/** Every strategy for a safe write against every fault: nothing lost, nothing doubled, and what nobody can know is held. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemHash, systemRandom } from '#adapters/system'
import {
  Account,
  afterLost,
  Gates,
  idempotencyKeyOf,
  type Operation,
  type Reason,
  sendGroup,
  type WriteItem,
} from '#engine'
import { type OrderFaults, type ServedOrders, startOrders, waitForms } from '#sandbox'
import { deliverPlainly } from '../fixtures/deliver-plainly.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'

let orders: ServedOrders
let network: ReturnType<typeof openNetwork>
beforeEach(async () => {
  orders = await startOrders({ searchLagMs: 400 })
  network = openNetwork({ seal: sealTo([orders.address]) })
})
afterEach(async () => {
  await network.close()
  await orders.close()
})

const signal = new AbortController().signal
const operationOf = (name: string): Operation => {
  const operation = ordersConnector.operations[name]
  if (!operation) throw new Error(`no operation ${name}`)
  return operation
}

function accountAt(
  { address, token }: { address: string; token: string },
  more: Partial<ConstructorParameters<typeof Account>[0]> = {},
) {
  const ports = { network, clock: systemClock, random: systemRandom }
  const giveUp = () => undefined
  return new Account({
    connector: ordersConnector,
    access: { address, token },
    ports,
    patience: 60_000,
    giveUp,
    ...more,
  })
}

const items = (count: number): WriteItem[] =>
  Array.from({ length: count }, (_, n) => {
    const key = `r-${n}`
    const identity = { flow: 'f', step: 'w', key, record: `row-${n}`, attempt: 0 }
    return { key, body: { name: `Name ${n}`, amount: n }, idempotencyKey: idempotencyKeyOf(identity, systemHash) }
  })

const faults: [string, OrderFaults][] = [
  ['nothing', {}],
  ['503', { unavailable: 2 }],
  ['a connection that breaks before the write', { cutBefore: 2 }],
  ['an answer lost after the write', { lostAnswers: 2 }],
  ['both, and slow answers', { lostAnswers: 1, cutBefore: 1, latency: { afterMs: 20 } }],
  ['records that are locked for a while', { failItems: 3 }],
]

const certain = ['create-order', 'create-orders', 'upsert-customer', 'create-note']

describe.each(certain)('%s', (name) => {
  test.each(faults)('with %s: each record exactly once', async (_, trouble) => {
    const operation = operationOf(name)
    const records = items(operation.bulk > 1 ? 120 : 3)
    orders.faults(trouble)
    const verdicts = await deliverPlainly(accountAt(orders), operation, records)
    expect([...new Set(verdicts.values())]).toEqual(['written'])
    expect(verdicts.size).toBe(records.length)
    expect(orders.things(operation.object)).toHaveLength(records.length)
    expect(orders.effects(operation.object).every(({ effects }) => effects === 1)).toBe(true)
  })
})

describe('what has no key and cannot be looked for', () => {
  test('is held when its answer is lost, and never sent again', async () => {
    orders.faults({ lostAnswers: 1 })
    const verdicts = await deliverPlainly(accountAt(orders), operationOf('record-event'), items(3))
    expect([...verdicts.values()].sort()).toEqual(['held', 'written', 'written'])
    expect(orders.effects('events').map(({ effects, writes }) => [effects, writes])).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
    ])
  })

  test('is held even when it never arrived: nobody can know', async () => {
    orders.faults({ cutBefore: 1 })
    const verdicts = await deliverPlainly(accountAt(orders), operationOf('record-event'), items(1))
    expect(verdicts.get('r-0')).toBe('held')
    expect(orders.things('events')).toHaveLength(0)
  })
})

test.each(waitForms.map((form) => [form]))('a pause asked for as "%s" is kept, and nothing is lost', async (form) => {
  orders.faults({ storm: { answers: 2, waitMs: form === 'none' ? 0 : 40, form } })
  const account = accountAt(orders)
  const verdicts = await deliverPlainly(account, operationOf('upsert-customer'), items(3))
  expect([...verdicts.values()]).toEqual(['written', 'written', 'written'])
  expect(account.usage.refused).toBe(2)
})

test('a sign-in that expired pauses the account with one alert; the records go on with the new one', async () => {
  const alerts: string[] = []
  const gates = new Gates({ paused: ({ title, reason }) => alerts.push(`${title} ${reason.code}`) })
  const gate = gates.of(ordersConnector, orders)
  const troubles: (Reason | undefined)[] = []
  const account = accountAt(orders, { gate, waitsForSignIn: true, troubled: (reason) => troubles.push(reason) })
  orders.changeToken('practice-orders-renewed')
  const delivering = deliverPlainly(account, operationOf('upsert-customer'), items(250))
  await expect.poll(() => account.paused?.code).toBe('connection.paused')
  expect(orders.things('customers')).toHaveLength(0)
  gates.renew(ordersConnector, orders, { address: orders.address, token: 'practice-orders-renewed' })
  const verdicts = await delivering
  expect([...new Set(verdicts.values())]).toEqual(['written'])
  expect(orders.things('customers')).toHaveLength(250)
  expect(alerts).toEqual(['Practice orders connection.paused'])
  expect(account.paused).toBeUndefined()
  expect(troubles.map((reason) => reason?.code)).toEqual(['connection.paused', undefined])
})

test('a run that begins during the pause tries once, and ends the pause when that works', async () => {
  const gate = new Gates().of(ordersConnector, orders)
  orders.faults({ rejectToken: true })
  const first = accountAt(orders, { gate, waitsForSignIn: true })
  const delivering = deliverPlainly(first, operationOf('upsert-customer'), items(2))
  await expect.poll(() => first.paused?.code).toBe('connection.paused')
  orders.faults({})
  await systemClock.sleep(2)
  await deliverPlainly(accountAt(orders, { gate, waitsForSignIn: true }), operationOf('create-order'), items(1))
  expect([...(await delivering).values()]).toEqual(['written', 'written'])
})

test('a run that is being stopped does not wait for a sign-in', async () => {
  orders.faults({ rejectToken: true })
  const stop = new AbortController()
  const account = accountAt(orders, { waitsForSignIn: true })
  const delivering = deliverPlainly(account, operationOf('create-orders'), items(2), stop.signal)
  delivering.catch(() => undefined)
  await expect.poll(() => account.paused?.code).toBe('connection.paused')
  stop.abort()
  await expect(delivering).rejects.toMatchObject({ code: 'run.stopped' })
})

describe('an idempotency key', () => {
  const identity = { flow: 'f', step: 'w', key: 'k', record: 'row 1', attempt: 0 }

  test('is the same at every try, and another for every record, step and attempt', () => {
    const keys = [
      identity,
      { ...identity, record: 'row 2' },
      { ...identity, step: 'x' },
      { ...identity, attempt: 1 },
      { ...identity, key: 'row 1', record: 'k' },
    ].map((one) => idempotencyKeyOf(one, systemHash))
    expect(new Set(keys).size).toBe(5)
    expect(idempotencyKeyOf({ ...identity }, systemHash)).toBe(keys[0])
  })

  test('with another body is refused, not taken for the same', async () => {
    const operation = operationOf('create-order')
    const [item] = items(1)
    if (!item) throw new Error('no item')
    const account = accountAt(orders)
    await sendGroup(account, operation, 'ref', [item], signal)
    const [again] = await sendGroup(account, operation, 'ref', [{ ...item, body: { name: 'Other' } }], signal)
    expect(again).toMatchObject({ kind: 'refused', failure: { code: 'call.refused' } })
    expect(orders.things('orders')).toHaveLength(1)
  })

  test('is trusted as long as the system remembers it; then somebody looks, or the record is held', () => {
    const keyed = operationOf('create-orders')
    expect(afterLost(keyed, 0, 3_600_000)).toBe('repeat')
    expect(afterLost(keyed, 0, 86_400_000)).toBe('hold')
    expect(afterLost(operationOf('create-order'), 0, 86_400_000)).toBe('look')
    expect(afterLost(operationOf('upsert-customer'), 0, 86_400_000)).toBe('look')
    expect(afterLost(operationOf('create-note'), 0, 0)).toBe('look')
    expect(afterLost(operationOf('record-event'), 0, 0)).toBe('hold')
  })
})

test('of two records with one key, sent one after the other, the second finds what the first created', async () => {
  const operation = operationOf('create-note')
  const [item] = items(1)
  if (!item) throw new Error('no item')
  const account = accountAt(orders)
  expect([...(await deliverPlainly(account, operation, [item])).values()]).toEqual(['written'])
  expect([...(await deliverPlainly(account, operation, [item])).values()]).toEqual(['unchanged'])
  expect(orders.things('notes')).toHaveLength(1)
})
