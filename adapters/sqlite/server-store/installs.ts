import type { Database } from 'better-sqlite3'

export type FlowState = 'paused' | 'running'

export interface Install {
  flow: string
  name: string
  hash: string
  /** The bundle as it came, and the key file text of the key that verified it. */
  bundle: Buffer
  trust: string
  /** SHA-256 of the bundle's bytes: the same bytes again are the same delivery. */
  bundleHash: string
  /** The unguessable part of the flow's webhook address, should it have none yet. */
  hookKey: string
  at: number
}

export interface InstalledFlow {
  flow: string
  /** The version that runs, or will when it is started; 1 is the first. */
  version: number
  state: FlowState
  hookKey: string
  name: string
  hash: string
  bundleHash: string
}

export interface InstallTable {
  /** Adds a version and pauses the flow on it. Durable when it returns. */
  add(install: Install): InstalledFlow
  all(): InstalledFlow[]
  find(flow: string): InstalledFlow | undefined
  /** The bundle of one version, and the key file text it was verified with. */
  bundle(flow: string, version: number): { bundle: Buffer; trust: string } | undefined
  setState(flow: string, state: FlowState): void
}

const COLUMNS = `flows.flow, flows.version, state, hook_key AS hookKey, name, hash, bundle_hash AS bundleHash
  FROM flows JOIN versions ON versions.flow = flows.flow AND versions.version = flows.version`

export function openInstalls(database: Database): InstallTable {
  const all = database.prepare<[], InstalledFlow>(`SELECT ${COLUMNS} ORDER BY name, flows.flow`)
  const read = database.prepare<[string], InstalledFlow>(`SELECT ${COLUMNS} WHERE flows.flow = ?`)
  // Asked for with every event. Nobody else can change the file.
  const known = new Map<string, InstalledFlow>()
  const find = (flow: string): InstalledFlow | undefined => {
    const found = known.get(flow) ?? read.get(flow)
    if (found) known.set(flow, found)
    return found
  }
  const bundle = database.prepare<[string, number], { bundle: Buffer; trust: string }>(
    'SELECT bundle, trust FROM versions WHERE flow = ? AND version = ?',
  )
  const setState = database.prepare('UPDATE flows SET state = ? WHERE flow = ?')
  const addFlow = database.prepare(
    `INSERT INTO flows (flow, version, state, hook_key) VALUES (@flow, 1, 'paused', @hookKey)
     ON CONFLICT (flow) DO UPDATE SET version = version + 1, state = 'paused'`,
  )
  const addVersion = database.prepare(
    `INSERT INTO versions (flow, version, name, hash, bundle, bundle_hash, trust, installed_at)
     SELECT flow, version, @name, @hash, @bundle, @bundleHash, @trust, @at FROM flows WHERE flow = @flow`,
  )
  const add = database.transaction((install: Install): InstalledFlow => {
    addFlow.run({ flow: install.flow, hookKey: install.hookKey })
    const { hookKey: _hookKey, ...version } = install
    addVersion.run(version)
    return read.get(install.flow) as InstalledFlow
  })
  return {
    add(install) {
      known.delete(install.flow)
      return add(install)
    },
    all: () => all.all(),
    find,
    bundle: (flow, version) => bundle.get(flow, version),
    setState(flow, state) {
      known.delete(flow)
      setState.run(state, flow)
    },
  }
}
