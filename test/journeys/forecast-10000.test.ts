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
  type Data,
  drive,
  type Flow,
  forecast,
  forecastWords,
  Gates,
  Lanes,
  lookUp,
  type Operation,
  type Source,
  sendGroup,
  type WriteItem,
} from '#engine'
import { createOrders } from '#sandbox'
import { ordersConnector } from '../fixtures/orders-connector.ts'
import { networkTo } from '../fixtures/orders-in-process.ts'
import { createSimulatedClock } from '../fixtures/simulated-clock.ts'

const CUSTOMERS = 10_000
const MINUTE = 60_000
const limit = { calls: 100, per: MINUTE }
const lists = ['addresses', 'contracts', 'invoices']

function operationOf(name: string): Operation {
  const operation = ordersConnector.operations[name]
  if (!operation) throw new Error(`no operation ${name}`)
  return operation
}

/** The look of the customers' operation, in another list. */
function listOperation(list: string): Operation {
  const { look, ...rest } = operationOf('upsert-customer')
  if (!look) throw new Error('it cannot be looked for')
  return { ...rest, object: list, look: { ...look, request: { ...look.request, path: `/${list}/read` } } }
}

/** `upsert` sends 100 customers at once, without looking first: the reference makes it safe. */
function connectorOf(bulk: number): Connector {
  const { look: _, ...upsert } = operationOf('upsert-customer')
  const found = lists.map((list) => {
    const operation = listOperation(list)
    return [`find-${list}`, operation.look ? { ...operation, look: { ...operation.look, bulk } } : operation] as const
  })
  const objects = Object.fromEntries(lists.map((list) => [list, ordersConnector.objects.customers]))
  return {
    ...ordersConnector,
    limit,
    objects: { ...ordersConnector.objects, ...objects } as Connector['objects'],
    operations: { 'upsert-customer': { ...upsert, bulk }, ...Object.fromEntries(found) },
  }
}

const key = { fields: ['ref'], ignore: [] }
const target = { connection: 'crm', matchField: 'ref', key }

const flow: Flow = {
  formatVersion: 1,
  id: 'customers',
  name: 'Customers',
  description: '',
  steps: {
    start: { kind: 'read-file', title: 'Customers', settings: { file: null } },
    ...Object.fromEntries(
      lists.map((list) => [
        list,
        {
          kind: 'look-up',
          title: list,
          settings: { ...target, operation: `find-${list}`, take: ['name'], prefix: `${list} ` },
        },
      ]),
    ),
    write: {
      kind: 'write',
      title: 'Customers',
      settings: { ...target, operation: 'upsert-customer', fields: [{ to: 'name', from: 'name' }] },
    },
  },
  wires: ['start', ...lists].map((from, index) => ({
    id: `w${index}`,
    from: { step: from, port: 'main' as const },
    to: { step: [...lists, 'write'][index] ?? '' },
  })),
  contracts: {},
  connections: { crm: { name: 'CRM', connector: 'orders' } },
  owners: { logic: '', backup: '' },
  alerts: { person: '', afterHeld: 1 },
  fallback: '',
  settings: { locale: 'en-US', timeZone: 'UTC' },
  layout: {},
}

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

const customersSource: Source = {
  async *read({ taken }, batchSize) {
    for (let first = taken; first < CUSTOMERS; first += batchSize) {
      const count = Math.min(batchSize, CUSTOMERS - first)
      const records = Array.from({ length: count }, (_, n) => ({
        label: `row ${first + n + 1}`,
        data: Object.assign(Object.create(null), { ref: `c-${first + n}`, name: `Customer ${first + n}` }) as Data,
      }))
      yield { records, position: { taken: first + count } }
    }
  },
}
