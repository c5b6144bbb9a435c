/** One live run from where it stands to its end, again and again after whatever interrupted it, until it is done or stopped. */
import { createModels } from '#adapters/model'
import { openNetwork, sealTo } from '#adapters/net'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import {
  type Access,
  type Connector,
  callsAtOnce,
  type DriveEnd,
  drive,
  type FormulaPort,
  type Gates,
  type Lanes,
  type PhonePort,
  type Plan,
  type RunEvent,
  type RunJournal,
  type SchemaPort,
  type Source,
} from '#engine'
import { boundNetwork } from './bound-network.ts'

export interface LiveRun {
  plan: Plan
  connectors: Readonly<Record<string, Connector>>
  access: Readonly<Record<string, Access>>
  journal: RunJournal & {
    /** Whether a record of the run can go on: its answer is there, or its time has come. */
    hasUnparked(now: number): boolean
  }
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
  /** Is handed what to call when somebody answered a question of this run. */
  answerable(look: () => void): void
  /** All that is left waits for a person or a time, which may be long. */
  rests(): void
  /** The run could not even journal why it does not go on: a full disk, or a defect of ours. */
  broke(error: unknown): void
}

/** Milliseconds before a run that was interrupted (sign-in refused, disk full) is taken up again. */
const AGAIN_AFTER = 15_000
/** Milliseconds between two looks whether the time of a record has come. */
const LOOK_EVERY = 1000

/** Resolves when the run has finished or was stopped; both are journaled. Never rejects. */
export async function runLive(run: LiveRun): Promise<void> {
  for (let resumed = run.resumed; !run.signal.aborted; resumed = true) {
    const { state, due } = await driveOnce(run, resumed)
    if (state === 'finished' || state === 'stopped') return
    if (state === 'waiting') await untilAnswered(run, due)
    else await systemClock.sleep(AGAIN_AFTER, run.signal)
  }
}

/** All that is left waits for a person or a time: nothing is journaled until somebody answers, or something is due. */
async function untilAnswered({ journal, signal, answerable, rests, broke }: LiveRun, due = Number.POSITIVE_INFINITY) {
  rests()
  try {
    // It waits for neither, which should not be: it is tried again as if it had been interrupted.
    if (due === Number.POSITIVE_INFINITY && !journal.parked().any) return await systemClock.sleep(AGAIN_AFTER, signal)
    const answered = new AbortController()
    answerable(() => answered.abort())
    const either = AbortSignal.any([signal, answered.signal])
    while (!either.aborted && systemClock.now() < due && !journal.hasUnparked(systemClock.now())) {
      await systemClock.sleep(LOOK_EVERY, either)
    }
  } catch (error) {
    broke(error)
    await systemClock.sleep(AGAIN_AFTER, signal)
  }
}

async function driveOnce(run: LiveRun, resumed: boolean): Promise<DriveEnd> {
  const {
    plan,
    connectors,
    access,
    journal,
    lanes,
    gates,
    schema,
    phone,
    formula,
    source,
    signal,
    publish,
    answerable,
  } = run
  const origins = Object.values(access).map(({ address }) => address)
  const sockets = openNetwork({
    seal: sealTo(origins, { mode: 'live' }),
    connections: callsAtOnce(plan.flow, connectors),
  })
  const network = boundNetwork(sockets, access)
  const given = { network, schema, phone, formula, model: createModels(network) }
  const ports = { clock: systemClock, ids: systemIds, random: systemRandom, hash: systemHash, ...given }
  try {
    if (resumed) journal.transact(() => journal.resumed(systemClock.now()))
    const options = { plan, connectors, access, journal, lanes, gates, ports, source, signal, publish, answerable }
    // A system that is away is waited for as long as it takes: records wait, none is lost.
    return await drive({ ...options, patience: Number.POSITIVE_INFINITY })
  } catch (error) {
    run.broke(error)
    return { state: 'interrupted' }
  } finally {
    await sockets.close()
  }
}
