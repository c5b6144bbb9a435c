/** What 10,000 customers with three related lists cost at 100 calls a minute: the whole engine, on a simulated clock. */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createFormulas } from '#adapters/formula'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openStore } from '#adapters/sqlite'
import { systemHash, systemIds, systemRandom } from '#adapters/system'
import { compilePlan, drive, Gates, Lanes } from '#engine'
import { createOrders } from '#sandbox'
import { connectorOf, customersFlow, customersSource, limit } from '../fixtures/customers.ts'
import { networkTo } from '../fixtures/orders-in-process.ts'
import { createSimulatedClock } from '../fixtures/simulated-clock.ts'

export interface CustomersFigures {
  calls: number
  refused: number
  /** Simulated. */
  minutes: number
}

export async function customersFigures(folder: string): Promise<CustomersFigures> {
  const store = openStore(mkdtempSync(join(folder, 'customers-')))
  const clock = createSimulatedClock()
  const orders = createOrders({ limits: [limit], now: clock.now })
  const connectors = { orders: connectorOf(100) }
  const [schema, phone, formula] = [createAjvSchema(), createPhone(), createFormulas()]
  const network = networkTo(orders)
  const begun = {
    flow: customersFlow.id,
    hash: 'h',
    revision: 1,
    mode: 'practice',
    input: '',
    fingerprint: '',
    file: '',
  }
  store.runs.begin({ run: 'run', ...begun, mode: 'practice' }, clock.now())
  const began = clock.now()
  await drive({
    plan: compilePlan(customersFlow, { hash: 'h', schema, phone, connectors }),
    journal: store.runs.journal('run'),
    ports: { clock, ids: systemIds, random: systemRandom, hash: systemHash, network, schema, phone, formula },
    connectors,
    access: { crm: { address: 'http://orders.example', token: orders.token } },
    lanes: new Lanes(),
    gates: new Gates(),
    patience: 60_000,
    source: customersSource,
    signal: new AbortController().signal,
    publish: () => undefined,
  })
  await formula.close()
  store.close()
  const { answered, refused } = orders.calls()
  return { calls: answered, refused, minutes: (clock.now() - began) / 60_000 }
}
