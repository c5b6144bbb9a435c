import { openSystemDocuments } from './documents-store.ts'
import { createSystemFaultDesk } from './fault-desk.ts'
import { changedDocuments, clearDocuments, showDocuments } from './inspect.ts'
import { parseSystemFaults } from './parse-faults.ts'
import type { OtherSystem, Place, RunningSystem } from './running.ts'

/** Serves a system that brings its own way of speaking; documents, faults and looking into it are as for all. */
export async function serveOther(system: OtherSystem, place: Place): Promise<RunningSystem> {
  const { name, title, kinds } = system
  const { store, folder, port, keys, now, stopping } = place
  const docs = openSystemDocuments(store, name, now)
  const faults = createSystemFaultDesk()
  const { together, settled } = store
  const { token } = keys
  const served = await system.serve({ folder, port, token, docs, together, settled, faults, now, stopping })
  const values = served.values === undefined ? {} : { values: served.values }
  return {
    ...{ name, title, kinds, port: served.port },
    access: { address: served.address, token: served.token ?? token, ...values },
    inspect: (kind, offset, limit) =>
      served.inspect?.(kind, offset, limit) ?? showDocuments(store, name, kinds, kind, offset, limit),
    changes: (since, offset, limit) => changedDocuments(store, name, kinds, since, offset, limit),
    faults: faults.current,
    setFaults: (input) => faults.set(parseSystemFaults(input)),
    reset: async () => {
      store.together(() => clearDocuments(store, name))
      await served.reset?.()
    },
    ...(served.makeSignIn === undefined ? {} : { makeSignIn: served.makeSignIn }),
    close: () => served.close(),
  }
}
