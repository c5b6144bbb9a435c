/** How long the engine takes to be ready with 200 flows, on top of opening the database: each read and compiled. */
import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openStore } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { compilePlan, hashOf } from '#engine'
import { benchSystem, leadsFlow } from './leads-flow.ts'

const FLOWS = 200

export interface FlowsStart {
  /** Milliseconds. */
  opening: number
  ready: number
}

/** Medians are for whoever calls it several times; each time begins with a store of its own. */
export function flowsStart(folder: string): FlowsStart {
  const dir = mkdtempSync(join(folder, 'flows-'))
  const filled = openStore(dir)
  for (let n = 0; n < FLOWS; n++) {
    const flow = { ...leadsFlow('upsert'), id: `leads-${n}`, name: `Leads ${n}` }
    filled.flows.save(flow, 0, hashOf(flow, systemHash), n)
  }
  filled.close()

  const began = performance.now()
  const store = openStore(dir)
  const opened = performance.now()
  const needs = { schema: createAjvSchema(), phone: createPhone(), connectors: { [benchSystem.id]: benchSystem } }
  const plans = store.flows.list().map(({ flow, hash }) => compilePlan(flow, { hash, ...needs }))
  const ready = performance.now()
  store.close()
  if (plans.length !== FLOWS) throw new Error(`${plans.length} flows were compiled`)
  return { opening: opened - began, ready: ready - opened }
}
