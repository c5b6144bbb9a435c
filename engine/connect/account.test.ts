import { describe, expect, test } from 'vitest'
import { createOrders, type Orders } from '#sandbox'
import { ordersConnector } from '../../test/fixtures/orders-connector.ts'
import { networkTo } from '../../test/fixtures/orders-in-process.ts'
import { createSimulatedClock } from '../../test/fixtures/simulated-clock.ts'
import type { NetRequest } from '../ports.ts'
import { Account, type AccountOptions } from './account.ts'
import { Gates } from './gate.ts'

const ask = { method: 'GET', path: '/account' } as const
const { signal } = new AbortController()

function setUp(options: Partial<AccountOptions> & { orders?: Orders } = {}) {
  const clock = createSimulatedClock()
  const orders = options.orders ?? createOrders({ now: clock.now })
  const access = { address: 'http://orders.example', token: orders.token }
  const ports = { network: networkTo(orders), clock, random: { next: () => 0 } }
  const gaveUp: string[] = []
  const giveUp = ({ code }: { code: string }) => void gaveUp.push(code)
  const account = new Account({ connector: ordersConnector, access, ports, patience: 60_000, giveUp, ...options })
  return { clock, orders, access, ports, account, gaveUp }
}

test('two connections with one sign-in share its pace, and each keeps what it is about', () => {
  const gates = new Gates()
  const about = (table: string) => {
    const access = { address: 'http://orders.example', token: 'one', values: { table } }
    return setUp({ access, gate: gates.of(ordersConnector, access) }).account
  }
  expect([about('orders'), about('customers')].map(({ values }) => values)).toEqual([
    { table: 'orders' },
    { table: 'customers' },
  ])
})

describe('a sign-in that is refused', () => {
  test('is tried again now and then; calls go on by themselves when the system accepts it', async () => {
    const alerts: string[] = []
    const gates = new Gates({ paused: ({ reason }) => alerts.push(reason.code) })
    const clock = createSimulatedClock()
    const orders = createOrders({ now: clock.now })
    const gate = gates.of(ordersConnector, { address: 'http://orders.example', token: orders.token })
    const ports = { network: networkTo(orders), clock, random: { next: () => 0 } }
    const { account, gaveUp } = setUp({ orders, gate, ports, waitsForSignIn: true })
    orders.faults({ rejectToken: true })
    await expect(account.call(ask, {}, signal)).rejects.toMatchObject({ failure: { category: 'sign-in' } })
    const began = clock.now()
    const calls = Promise.all([1, 2, 3].map(() => account.call(ask, {}, signal)))
    const twoHours = clock.sleep(7_200_000).then(() => orders.faults({}))
    expect(await calls).toHaveLength(3)
    await twoHours
    expect(clock.now() - began).toBeGreaterThanOrEqual(7_200_000)
    expect(clock.now() - began).toBeLessThan(7_200_000 + 600_000)
    // Probes grow rarer: every five minutes at last.
    expect(orders.calls().answered).toBeLessThan(40)
    expect(alerts).toEqual(['connection.paused'])
    expect(gaveUp).toEqual([])
  })

  test('keeps no other account waiting', async () => {
    const one = setUp({ waitsForSignIn: true })
    const other = setUp({ waitsForSignIn: true })
    one.orders.faults({ rejectToken: true })
    await expect(one.account.call(ask, {}, signal)).rejects.toBeInstanceOf(Error)
    expect(one.account.paused?.code).toBe('connection.paused')
    expect(other.account.paused).toBeUndefined()
    expect(await other.account.call(ask, {}, signal)).toMatchObject({ type: 'practice' })
  })

  test('is given up at once by a run that does not wait for it', async () => {
    const { account, orders, gaveUp } = setUp()
    orders.faults({ rejectToken: true })
    await expect(account.call(ask, {}, signal)).rejects.toBeInstanceOf(Error)
    expect(gaveUp).toEqual(['call.sign-in'])
  })

  test('never stands in what is told of it', async () => {
    const { account, orders } = setUp({ waitsForSignIn: true })
    orders.changeToken('another')
    await expect(account.call(ask, {}, signal)).rejects.toBeInstanceOf(Error)
    expect(JSON.stringify(account.paused)).not.toContain(orders.token)
  })
})

test('a run that is spread keeps its own pace, below that of the account', async () => {
  const { account, clock, orders } = setUp({ spread: { calls: 10, per: 60_000 } })
  const began = clock.now()
  await Promise.all(Array.from({ length: 27 }, () => account.call(ask, {}, signal)))
  expect(clock.now() - began).toBeGreaterThanOrEqual(120_000)
  expect(orders.calls()).toEqual({ answered: 27, refused: 0 })
})

test('calls keep to the limit that the system tells, though a higher one is declared', async () => {
  const clock = createSimulatedClock()
  const orders = createOrders({ now: clock.now, limits: [{ calls: 20, per: 10_000 }], tellsLimit: true })
  const connector = { ...ordersConnector, limit: { ...ordersConnector.limit, calls: 500, per: 10_000 }, concurrency: 1 }
  const access = { address: 'http://orders.example', token: orders.token }
  const ports = { network: networkTo(orders), clock, random: { next: () => 0 } }
  const account = new Account({ connector, access, ports, patience: 60_000, giveUp: () => undefined })
  for (let n = 0; n < 100; n++) await account.call(ask, {}, signal)
  expect(orders.calls()).toEqual({ answered: 100, refused: 0 })
  expect(account.usage).toMatchObject({ limits: [20], refused: 0 })
})

test('headers are filled, and a value cannot become another header', async () => {
  const seen: NetRequest[] = []
  const clock = createSimulatedClock()
  const network = {
    request: async (request: NetRequest) => {
      seen.push(request)
      return { status: 200, headers: {}, body: '{}' }
    },
  }
  const { account } = setUp({ ports: { network, clock, random: { next: () => 0 } } })
  const headers = { 'Idempotency-Key': 'k-{idempotencyKey}' }
  await account.call({ ...ask, headers }, { idempotencyKey: 'a\r\nx-evil: 1 ä' }, signal, { timeout: 1234 })
  expect(seen[0]?.headers['idempotency-key']).toBe('k-a%0D%0Ax-evil:%201%20%C3%A4')
  expect(seen[0]?.timeout).toBe(1234)
})
