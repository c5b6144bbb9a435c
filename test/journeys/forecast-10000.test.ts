/** 10,000 customers and three related lists at 100 calls a minute: forecast, then really called, on a simulated clock. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFormulas } from '#adapters/formula'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openStore } from '#adapters/sqlite'
import { systemHash, systemIds, systemRandom } from '#adapters/system'
import {
  Account,
  type Connector,
  compilePlan,
  drive,
  forecast,
  forecastWords,
  Gates,
  Lanes,
  lookUp,
  sendGroup,
  type WriteItem,
} from '#engine'
import { createOrders } from '#sandbox'
import {
  CUSTOMERS,
  connectorOf,
  customersSource,
  customersFlow as flow,
  limit,
  lists,
  MINUTE,
} from '../fixtures/customers.ts'
import { networkTo } from '../fixtures/orders-in-process.ts'
import { createSimulatedClock } from '../fixtures/simulated-clock.ts'

const forecastWith = (connector: Connector) => {
  const connectors = { orders: connector }
  const plan = compilePlan(flow, { hash: '', schema: createAjvSchema(), phone: createPhone(), connectors })
  return forecast(plan, { connectors }, CUSTOMERS)
}

test('the forecast says 400 calls and a few minutes, where one call for each would take hours', () => {
  const told = forecastWith(connectorOf(100))
  expect(told).toMatchObject({ calls: 400, refused: 0 })
  expect(forecastWords(told, 'customers')).toBe('10,000 customers: 400 calls, 4 min 6 s')
  const naive = forecastWith(connectorOf(1))
  expect(naive.calls).toBe(40_000)
  expect(naive.duration).toBeGreaterThanOrEqual(400 * MINUTE)
})

test('and so it is: no more than 420 calls, none refused, within the time that was told', async () => {
  const clock = createSimulatedClock()
  const orders = createOrders({ limits: [limit], now: clock.now })
  const connector = connectorOf(100)
  const access = { address: 'http://orders.example', token: orders.token }
  const ports = { network: networkTo(orders), clock, random: systemRandom }
  const account = new Account({ connector, access, ports, patience: MINUTE, giveUp: () => undefined })
  const { signal } = new AbortController()
  const began = clock.now()
  const customers = Array.from(
    { length: CUSTOMERS },
    (_, n): WriteItem => ({ key: `c-${n}`, body: { name: `Customer ${n}` } }),
  )
  const groups = Array.from({ length: CUSTOMERS / 100 }, (_, n) => customers.slice(n * 100, n * 100 + 100))
  const write = connector.operations['upsert-customer']
  await Promise.all(
    groups.map(async (group) => {
      for (const list of lists) {
        const operation = connector.operations[`find-${list}`]
        if (operation) await lookUp(account, operation, 'ref', group, signal)
      }
      if (write) await sendGroup(account, write, 'ref', group, signal)
    }),
  )
  expect(orders.things('customers')).toHaveLength(CUSTOMERS)
  expect(orders.calls().answered).toBeLessThanOrEqual(420)
  expect(orders.calls().refused).toBe(0)
  expect(clock.now() - began).toBeLessThanOrEqual(forecastWith(connector).duration)
})

test('the whole engine keeps to it too: journal, look-ups, lanes and writes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-forecast-'))
  const store = openStore(folder)
  try {
    const clock = createSimulatedClock()
    const orders = createOrders({ limits: [limit], now: clock.now })
    const connectors = { orders: connectorOf(100) }
    const schema = createAjvSchema()
    const phone = createPhone()
    const formula = createFormulas()
    const network = networkTo(orders)
    const begun = {
      flow: flow.id,
      hash: 'h',
      revision: 1,
      mode: 'practice',
      input: 'rows',
      fingerprint: 'f',
      file: '',
    } as const
    store.runs.begin({ run: 'run', ...begun }, clock.now())
    const began = clock.now()
    await drive({
      plan: compilePlan(flow, { hash: 'h', schema, phone, connectors }),
      journal: store.runs.journal('run'),
      ports: { clock, ids: systemIds, random: systemRandom, hash: systemHash, network, schema, phone, formula },
      connectors,
      access: { crm: { address: 'http://orders.example', token: orders.token } },
      lanes: new Lanes(),
      gates: new Gates(),
      patience: MINUTE,
      source: customersSource,
      signal: new AbortController().signal,
      publish: () => undefined,
    })
    await formula.close()
    expect(store.runs.get('run')?.view).toMatchObject({ state: 'finished', outcomes: { created: CUSTOMERS } })
    expect(orders.calls().refused).toBe(0)
    expect(orders.calls().answered).toBeLessThanOrEqual(420)
    expect(clock.now() - began).toBeLessThanOrEqual(5 * MINUTE)
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
