// The practice HubSpot as the control API sees every practice system. It is older than the kit and keeps its own store.
import type { FaultDesk } from '../faults/desk.ts'
import { type Faults, FaultsRefused, parseFaults } from '../faults/faults.ts'
import type { SystemFaults } from '../kit/faults.ts'
import { parseSystemFaults } from '../kit/parse-faults.ts'
import type { Change, RunningSystem, SystemAccess } from '../kit/running.ts'
import type { Store, StoredObject } from '../store/index.ts'
import { kinds } from './kinds.ts'

export interface RunningHubSpot {
  readonly store: Store
  readonly faults: FaultDesk
  readonly access: SystemAccess
  readonly port: number
  readonly reset: () => void
}

/** The properties that people recognise an object by, in order of how good they are at it. */
const labels = ['name', 'email', 'dealname', 'subject', 'lastname']
const labelOf = ({ id, properties }: StoredObject) => labels.map((name) => properties[name]).find(Boolean) ?? id
const iso = (time: number) => new Date(time).toISOString()

export function runningHubSpot({ store, faults, access, port, reset }: RunningHubSpot): RunningSystem {
  return {
    ...{ name: 'hubspot', title: 'Practice HubSpot', access, port, reset },
    kinds: kinds.map(({ name }) => ({ name, title: name[0]?.toUpperCase() + name.slice(1), label: 'name' })),
    inspect: (kind, offset, limit) => {
      const objects = store.objects.pageAt(kind, offset, limit).map((object) => {
        const { id, properties: body, createdAt, updatedAt } = object
        return { id, label: labelOf(object), body, createdAt: iso(createdAt), updatedAt: iso(updatedAt) }
      })
      return { objects, effects: store.effects.page(kind, offset, limit), total: store.objects.count(kind) }
    },
    changes: (since, offset, limit) =>
      kinds.flatMap(({ name }) => changesOf(store, name, since)).slice(offset, offset + limit),
    faults: () => systemFaults(faults.current()),
    setFaults: (input) => faults.set(hubspotFaults(parseSystemFaults(input))),
    // It is closed with the server that it shares with the control API.
    close: async () => undefined,
  }
}

function changesOf(store: Store, kind: string, since: number): Change[] {
  const living = [...store.objects.all(kind)]
  const archived = store.objects.page(kind, true, 0, -1)
  return [...living, ...archived].flatMap((object) => {
    const { id, properties: body, createdAt, updatedAt, archivedAt } = object
    if ((archivedAt ?? updatedAt) < since) return []
    const did = archivedAt === undefined ? (createdAt >= since ? 'created' : 'changed') : 'removed'
    return [{ kind, id, label: labelOf(object), did, at: iso(archivedAt ?? updatedAt), body } as const]
  })
}

/** HubSpot's own names for the same faults; what it cannot do is refused rather than left out. */
function hubspotFaults({ storm, token, ...rest }: SystemFaults): Faults {
  const { waitMs = 1_000 } = storm ?? {}
  try {
    return parseFaults({
      ...rest,
      ...(storm && { rateLimitStorm: { answers: storm.answers, retryAfterSeconds: Math.ceil(waitMs / 1_000) } }),
      ...(token && { rejectToken: token }),
    })
  } catch (error) {
    if (!(error instanceof FaultsRefused)) throw error
    throw new FaultsRefused(`The practice HubSpot cannot do that: ${error.message}`)
  }
}

function systemFaults({ rateLimitStorm, rejectToken, ...rest }: Faults): SystemFaults {
  const waitMs = (rateLimitStorm?.retryAfterSeconds ?? 1) * 1_000
  return {
    ...rest,
    ...(rateLimitStorm && { storm: { answers: rateLimitStorm.answers, waitMs } }),
    ...(rejectToken && { token: rejectToken }),
  }
}
