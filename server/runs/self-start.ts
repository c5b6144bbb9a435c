/** Flows that start by themselves, for as long as they are running: their records go into the queue of events, their files into runs. */
import { createReadStream } from 'node:fs'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemRandom } from '#adapters/system'
import { runPoll, runSchedule, type TriggerIntake, watchFolder } from '#adapters/triggers'
import {
  type Access,
  Account,
  Failure,
  type Gates,
  type Reason,
  readFolder,
  readPoll,
  readSchedule,
  type SourceKind,
  takesFile,
} from '#engine'
import type { KnownFlow } from '../flows/catalogue.ts'
import { boundNetwork } from './bound-network.ts'
import type { KeptFile, KeptFiles } from './kept-files.ts'
import type { QueueApi } from './messages.ts'
import type { Remote } from './port-calls.ts'

export interface SelfStart {
  known: KnownFlow
  access: Readonly<Record<string, Access>>
  server: Pick<Remote<QueueApi>, 'progress' | 'advance' | 'told'>
  gates: Gates
  files: KeptFiles
  /** Whether a run on a file with this fingerprint was begun before. */
  hasFile(fingerprint: string): boolean
  addFile(file: KeptFile): void
  signal: AbortSignal
}

/** Sources whose records come as events, one after another. */
const STREAMS: readonly SourceKind[] = ['webhook', 'events', 'manual', 'schedule', 'poll']

export const isStream = (source: SourceKind): boolean => STREAMS.includes(source)

/** Milliseconds before a trigger that could not go on is begun again. */
const AGAIN_AFTER = 15_000

/** Resolves when `signal` aborts; at once for a flow that waits for others to send. Failures are told, and it goes on. */
export async function selfStart(start: SelfStart): Promise<void> {
  const run = LOOPS[start.known.intake]
  while (run && !start.signal.aborted) {
    try {
      await run(start)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      await tell(start, error)
    }
    await systemClock.sleep(AGAIN_AFTER, start.signal)
  }
}

const LOOPS: Partial<Record<SourceKind, (start: SelfStart) => Promise<void>>> = {
  schedule: ({ known, server, signal }) => {
    const { cron, missed } = readSchedule(known.start)
    const { timeZone } = known.bundle.flow.settings
    const intake = intakeOf(known.installed.flow, server)
    return runSchedule({ schedule: { cron, timeZone }, missed, intake, clock: systemClock, signal })
  },
  poll,
  folder: async (start) => {
    const settings = readFolder(start.known.start)
    await watchFolder({
      folder: settings.folder,
      wanted: (name) => takesFile(settings, name),
      taken: start.hasFile,
      take: async ({ path, name, fingerprint }) => {
        const kept = await start.files.keep(name, createReadStream(path))
        start.addFile({ ...kept, fingerprint })
      },
      tell: ({ code, values }) =>
        void start.server.told(start.known.installed.flow, { code, values }).catch(() => undefined),
      every: settings.every,
      clock: systemClock,
      signal: start.signal,
    })
  },
}

async function poll(start: SelfStart): Promise<void> {
  const { known, access, server, gates, signal } = start
  const { connection, operation, cursor, fields, every } = readPoll(known.start)
  const { flow, connectors } = known.bundle
  const reached = access[connection]
  const connector = connectors[flow.connections[connection]?.connector ?? '']
  const list = connector?.operations[operation]?.list
  if (!connector || !reached || !list) {
    throw new Failure('poll.no-list', 'permanent', { system: connector?.title ?? connection, operation })
  }
  const sockets = openNetwork({ seal: sealTo([reached.address], { mode: 'live' }) })
  const network = boundNetwork(sockets, { [connection]: reached })
  const ports = { clock: systemClock, random: systemRandom, network }
  const patience = Number.POSITIVE_INFINITY
  const account = new Account({
    connector,
    access: reached,
    ports,
    patience,
    gate: gates.of(connector, reached),
    giveUp: () => undefined,
    described: flow.connections[connection]?.described,
  })
  const intake = intakeOf(known.installed.flow, server)
  const troubled = (reason: Reason | undefined) => void (reason && tell(start, reason))
  try {
    await runPoll({ account, list, cursor, fields, every, intake, clock: systemClock, signal, troubled })
  } finally {
    await sockets.close()
  }
}

const intakeOf = (flow: string, server: SelfStart['server']): TriggerIntake => ({
  progress: () => server.progress(flow),
  take: (records, progress) =>
    server.advance(
      flow,
      records.map(({ key, data }) => ({ key, body: JSON.stringify(data) })),
      progress,
    ),
})

async function tell({ known, server }: SelfStart, { code, values }: Pick<Reason, 'code' | 'values'>): Promise<void> {
  await server.told(known.installed.flow, { code, values }).catch(() => undefined)
}
