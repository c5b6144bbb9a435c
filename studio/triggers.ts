/**
 * Flows that start by themselves in practice, for as long as the studio is open. That a tick, a file or a look had its run is known
 * from the runs themselves, so nothing is started twice, however the studio ends.
 */
import { openNetwork, sealTo } from '#adapters/net'
import { failureOf } from '#adapters/sqlite'
import { systemClock, systemHash, systemRandom } from '#adapters/system'
import { runPoll, runSchedule, type TriggerIntake, watchFolder } from '#adapters/triggers'
import {
  Account,
  type Clock,
  Failure,
  type Reason,
  readFolder,
  readPoll,
  readSchedule,
  reasonOf,
  type SourceKind,
  type Step,
  startOf,
  takesFile,
} from '#engine'
import type { SavedFlow, TriggerState } from '#protocol'
import type { Context } from './context.ts'
import { keepFile } from './files.ts'
import { openFlow } from './flows.ts'
import { keptInput, type RunInput, recordsInput } from './input.ts'
import { startPracticeRun } from './runs.ts'
import { practiceAccess } from './slots.ts'

interface Watched {
  stop: AbortController
  done: Promise<void>
  told: { at: number; reason: Reason }[]
  lookedAt?: number
  started: number
}

/** What is told of a flow that is being watched, at most. */
const MOST_TOLD = 20

export class Triggers {
  private readonly context: Context
  private readonly watched = new Map<string, Watched>()
  /** Why a flow that is not watched any more stopped by itself. */
  private readonly last = new Map<string, Watched['told']>()

  constructor(context: Context) {
    this.context = context
  }

  /** Whether the flow starts by itself now, and what there was to tell, oldest first. */
  state(flow: string): TriggerState {
    const watched = this.watched.get(flow)
    if (!watched) return { watching: false, started: 0, told: this.last.get(flow) ?? [] }
    const { told, started, lookedAt } = watched
    return { watching: true, started, told, ...(lookedAt === undefined ? {} : { lookedAt }) }
  }

  /** Throws Failures flow.not-found and flow.no-source (the flow waits for others to start it). */
  start(flow: string): void {
    if (this.watched.has(flow)) return
    const saved = openFlow(this.context, flow)
    const start = startOf(saved.flow)
    const loop = start && LOOPS[start.source]
    if (!loop) throw new Failure('flow.no-source', 'permanent')
    const watched: Watched = { stop: new AbortController(), done: Promise.resolve(), told: [], started: 0 }
    this.last.delete(flow)
    const tell = (reason: Reason) => {
      watched.told.splice(0, watched.told.length - MOST_TOLD + 1)
      watched.told.push({ at: systemClock.now(), reason })
    }
    this.watched.set(flow, watched)
    const signal = watched.stop.signal
    watched.done = loop({
      ...{ context: this.context, saved, step: start.step, signal, tell },
      looked: () => {
        watched.lookedAt = systemClock.now()
      },
      began: () => void watched.started++,
    })
      .catch((error: unknown) => {
        tell(whyOf(this.context, error))
        this.last.set(flow, watched.told)
      })
      .finally(() => this.watched.delete(flow))
  }

  async stop(flow: string): Promise<void> {
    const watched = this.watched.get(flow)
    watched?.stop.abort()
    await watched?.done
  }

  async close(): Promise<void> {
    await Promise.all([...this.watched.keys()].map((flow) => this.stop(flow)))
  }
}

function whyOf({ options }: Context, thrown: unknown): Reason {
  const error = failureOf(options.dataFolder, thrown)
  if (error instanceof Failure) return reasonOf(error)
  return { code: 'run.interrupted', category: 'transient', values: { waiting: 0 } }
}

interface Loop {
  context: Context
  saved: SavedFlow
  step: Step
  signal: AbortSignal
  tell(reason: Reason): void
  looked(): void
  /** A run was begun. */
  began(): void
}

const LOOPS: Partial<Record<SourceKind, (loop: Loop) => Promise<void>>> = { schedule, folder, poll }

async function schedule(loop: Loop): Promise<void> {
  const { step, saved, signal } = loop
  const { cron, missed } = readSchedule(step.settings)
  const { timeZone } = saved.flow.settings
  const intake = intakeOf(loop, (records) =>
    records.map(({ key, data }) => recordsInput('Schedule', key, [{ label: key, data }])),
  )
  await runSchedule({ schedule: { cron, timeZone }, missed, intake, clock: systemClock, signal })
}

async function folder(loop: Loop): Promise<void> {
  const { context, step, signal, tell } = loop
  const settings = readFolder(step.settings)
  await watchFolder({
    folder: settings.folder,
    wanted: (name) => takesFile(settings, name),
    taken: (fingerprint) => hasRun(loop, fingerprint),
    async take({ path, name, fingerprint }) {
      const kept = await keepFile(context, path, name)
      await runOne(loop, { ...keptInput(kept), fingerprint })
    },
    tell: ({ code, values }) => tell({ code, category: 'permanent', values }),
    every: settings.every,
    clock: lookingClock(loop),
    signal,
  })
}

async function poll(loop: Loop): Promise<void> {
  const { context, saved, step, signal, tell } = loop
  const { connection, operation, cursor, fields, every } = readPoll(step.settings)
  const connector = context.connectors[saved.flow.connections[connection]?.connector ?? '']
  const list = connector?.operations[operation]?.list
  const access = (await practiceAccess(context, saved.flow))[connection]
  if (!connector || !list || !access) {
    throw new Failure('poll.no-list', 'permanent', { system: connector?.title ?? connection, operation })
  }
  const network = openNetwork({ seal: sealTo([access.address]) })
  const ports = { clock: systemClock, random: systemRandom, network }
  const { described } = saved.flow.connections[connection] ?? {}
  const account = new Account({ connector, access, ports, patience: 10_000, giveUp: tell, described })
  const intake = intakeOf(loop, (records) => {
    const entries = records.map(({ key, data }) => ({ label: `entry ${String(data.id)}`, identity: key, data }))
    const fingerprint = systemHash.sha256(JSON.stringify(records.map(({ key }) => key)))
    return records.length === 0 ? [] : [recordsInput(list.title, fingerprint, entries)]
  })
  const troubled = (reason: Reason | undefined) => void (reason && tell(reason))
  try {
    await runPoll({ account, list, cursor, fields, every, intake, clock: lookingClock(loop), signal, troubled })
  } finally {
    await network.close()
  }
}

/** Runs first, and then remembers how far it came: broken off in between, the same records are the same run. */
function intakeOf(loop: Loop, inputs: (records: Parameters<TriggerIntake['take']>[0]) => RunInput[]): TriggerIntake {
  const { context, saved } = loop
  const key = `trigger ${saved.flow.id}`
  return {
    progress: async () => context.store.notes.setting<string>(key),
    async take(records, progress) {
      for (const input of inputs(records)) {
        if (loop.signal.aborted) return
        if (!hasRun(loop, input.fingerprint)) await runOne(loop, input)
      }
      context.store.notes.keepSetting(key, progress)
    },
  }
}

const hasRun = ({ context, saved }: Loop, fingerprint: string): boolean =>
  context.store.runs.list(saved.flow.id, 100_000).some((run) => run.fingerprint === fingerprint)

/** It sleeps between two looks: one has just been made. */
const lookingClock = ({ looked }: Loop): Clock => ({
  now: systemClock.now,
  sleep(ms, signal) {
    looked()
    return systemClock.sleep(ms, signal)
  },
})

/** One run at a time: it begins when the one before has ended. */
async function runOne({ context, saved, began }: Loop, records: RunInput): Promise<void> {
  for (let busy = context.runner.running(saved.flow.id); busy; busy = context.runner.running(saved.flow.id)) {
    await busy.done.catch(() => undefined)
  }
  const handle = await startPracticeRun(context, saved, { records })
  began()
  await handle.done
}
