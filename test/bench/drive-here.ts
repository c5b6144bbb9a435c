/** Drives the leads flow with a system that is called without a network. */
import { createFormulas } from '#adapters/formula'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import type { Store } from '#adapters/sqlite'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import { compilePlan, drive, type Flow, Gates, Lanes, type Network, type RunView, type Source } from '#engine'
import { benchSystem } from './leads-flow.ts'
import type { Contacts } from './reference/contacts.ts'

export interface DriveHere {
  flow: Flow
  hash: string
  store: Store
  source: Source
  contacts: Contacts
}

export async function driveHere({ flow, hash, store, source, contacts }: DriveHere): Promise<RunView> {
  const connectors = { [benchSystem.id]: benchSystem }
  const address = 'http://contacts.invalid'
  const network: Network = {
    async request({ url, body }) {
      const { status, json } = contacts.answer(url.slice(address.length), body ?? '')
      return { status, headers: {}, body: JSON.stringify(json) }
    },
  }
  const run = systemIds.next()
  const begun = {
    run,
    flow: flow.id,
    hash,
    revision: 1,
    mode: 'practice',
    input: '',
    fingerprint: '',
    file: '',
  } as const
  store.runs.begin(begun, systemClock.now())
  const [schema, phone, formula] = [createAjvSchema(), createPhone(), createFormulas()]
  await drive({
    plan: compilePlan(flow, { hash, schema, phone, connectors }),
    journal: store.runs.journal(run),
    ports: {
      clock: systemClock,
      ids: systemIds,
      random: systemRandom,
      hash: systemHash,
      network,
      schema,
      phone,
      formula,
    },
    connectors,
    access: { contacts: { address, token: '' } },
    lanes: new Lanes(),
    gates: new Gates(),
    patience: 60_000,
    source,
    signal: new AbortController().signal,
    publish: () => undefined,
  })
  await formula.close()
  const stored = store.runs.get(run)
  if (!stored) throw new Error('the run is not there')
  return stored.view
}
