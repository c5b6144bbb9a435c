/** What every domain of the studio works with. */

import { Runner } from '#adapters/run'
import { type HostKeys, type OpenSecrets, openSecrets } from '#adapters/secrets'
import { createSignIns, type SignIns } from '#adapters/sign-ins'
import { type OpenOptions, openStore, type Store } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { CONNECTORS } from '#connectors'
import { type Connector, type Flow, hashOf, type Plan } from '#engine'
import { tryToBringOver } from './bring-over.ts'
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
  /** The operating system's key store, where the host reaches it. */
  keys?: HostKeys
}

export interface Context {
  options: StudioOptions
  store: Store
  runner: Runner
  secrets: OpenSecrets
  /** Saved connections. */
  signIns: SignIns
  practice: PracticeHost
  /** The built-in ones and those that were imported; the latter come and go. */
  connectors: Record<string, Connector>
  hash(flow: Flow): string
  /** Compiled flows by hash. */
  plans: Map<string, Plan>
  close(): Promise<void>
}

/** `secrets` were opened before where that takes a while; they are closed with the rest. Throws the Failures of a data folder (data.*). */
export function openContext(options: StudioOptions, opened?: OpenSecrets): Context {
  const store = openOwned(options, opened)
  const secrets = opened ?? openBeside(store)
  removeUnfinished(options.dataFolder)
  const practice = new PracticeHost(options.practiceFolder ?? options.dataFolder)
  const connectors = { ...CONNECTORS, ...importedIn(store) }
  const runner = new Runner({ store, connectors, patience: options.patience ?? 10_000 })
  const context: Context = {
    options,
    store,
    runner,
    secrets,
    signIns: createSignIns({ ...secrets, connectors }),
    practice,
    connectors,
    hash: (flow) => hashOf(flow, systemHash),
    plans: new Map(),
    async close() {
      await runner.close()
      await practice.close()
      secrets.close()
      store.close()
    },
  }
  tryToBringOver(context)
  return context
}

const importedIn = (store: Store): Record<string, Connector> =>
  Object.fromEntries(store.imports.list().map(({ connector }) => [connector.id, connector]))

function openOwned({ dataFolder, store }: StudioOptions, opened: OpenSecrets | undefined): Store {
  try {
    return openStore(dataFolder, store)
  } catch (error) {
    opened?.close()
    throw error
  }
}

function openBeside(store: Store): OpenSecrets {
  try {
    return openSecrets(store.folder)
  } catch (error) {
    store.close()
    throw error
  }
}
