/** What every domain of the studio works with. */

import { Runner } from '#adapters/run'
import { type OpenOptions, openStore, type Store } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { CONNECTORS } from '#connectors'
import { type Connector, type Flow, hashOf, type Plan } from '#engine'
import { removeUnfinished } from './files.ts'
import { PracticeHost } from './practice-host.ts'

export interface StudioOptions {
  dataFolder: string
  host: 'electron' | 'web' | 'terminal'
  /** Milliseconds for which a system that does not answer is waited for. */
  patience?: number
  /** The practice systems of another data folder, instead of our own. */
  practiceFolder?: string
  store?: OpenOptions
}

export interface Context {
  options: StudioOptions
  store: Store
  runner: Runner
  practice: PracticeHost
  connectors: Readonly<Record<string, Connector>>
  hash(flow: Flow): string
  /** Compiled flows by hash. */
  plans: Map<string, Plan>
  close(): Promise<void>
}

export function openContext(options: StudioOptions): Context {
  const store = openStore(options.dataFolder, options.store)
  removeUnfinished(options.dataFolder)
  const practice = new PracticeHost(options.practiceFolder ?? options.dataFolder)
  const runner = new Runner({ store, connectors: CONNECTORS, patience: options.patience ?? 10_000 })
  return {
    options,
    store,
    runner,
    practice,
    connectors: CONNECTORS,
    hash: (flow) => hashOf(flow, systemHash),
    plans: new Map(),
    async close() {
      await runner.close()
      await practice.close()
      store.close()
    },
  }
}
