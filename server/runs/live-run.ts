/** One live run from where it stands to its end, again and again after whatever interrupted it, until it is done or stopped. */
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import {
  type Access,
  type Connector,
  callsAtOnce,
  drive,
  type FormulaPort,
  type Gates,
  type Lanes,
  type PhonePort,
  type Plan,
  type RunEvent,
  type RunJournal,
  type RunState,
  type SchemaPort,
  type Source,
} from '#engine'
import { boundNetwork } from './bound-network.ts'

export interface LiveRun {
  plan: Plan
  connectors: Readonly<Record<string, Connector>>
  access: Readonly<Record<string, Access>>
  journal: RunJournal
  lanes: Lanes
  gates: Gates
  schema: SchemaPort
  phone: PhonePort
  formula: FormulaPort
  source: Source
  /** It has run before: taking it up again is journaled. */
  resumed: boolean
  signal: AbortSignal
  publish(event: RunEvent): void
  /** The run could not even journal why it does not go on: a full disk, or a defect of ours. */
  broke(error: unknown): void
}

/** Milliseconds before a run that was interrupted (sign-in refused, disk full) is taken up again. */
const AGAIN_AFTER = 15_000

/** Resolves when the run has finished or was stopped; both are journaled. Never rejects. */
export async function runLive(run: LiveRun): Promise<void> {
  for (let resumed = run.resumed; !run.signal.aborted; resumed = true) {
    const state = await driveOnce(run, resumed)
    if (state === 'finished' || state === 'stopped') return
    await systemClock.sleep(AGAIN_AFTER, run.signal)
  }
}

async function driveOnce(run: LiveRun, resumed: boolean): Promise<RunState> {
  const { plan, connectors, access, journal, lanes, gates, schema, phone, formula, source, signal, publish } = run
  const origins = Object.values(access).map(({ address }) => address)
  const sockets = openNetwork({ seal: sealTo(origins), connections: callsAtOnce(plan.flow, connectors) })
  const network = boundNetwork(sockets, access)
  const given = { network, schema, phone, formula }
  const ports = { clock: systemClock, ids: systemIds, random: systemRandom, hash: systemHash, ...given }
  try {
    if (resumed) journal.transact(() => journal.resumed(systemClock.now()))
    const options = { plan, connectors, access, journal, lanes, gates, ports, source, signal, publish }
    // A system that is away is waited for as long as it takes: records wait, none is lost.
    const { state } = await drive({ ...options, patience: Number.POSITIVE_INFINITY })
    return state
  } catch (error) {
    run.broke(error)
    return 'interrupted'
  } finally {
    await sockets.close()
  }
}
