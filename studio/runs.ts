/** Runs in practice: begun or taken up again, watched, and asked about afterwards. */

import { createPhone } from '#adapters/phone'
import type { RunHandle, RunRequest } from '#adapters/run'
import { createAjvSchema } from '#adapters/schema'
import type { RecordFilter, StoredRecord, StoredRun } from '#adapters/sqlite'
import {
  type Access,
  changesOf,
  checkFlow,
  compilePlan,
  type Data,
  Failure,
  type Flow,
  type Plan,
  type RateWindow,
  type RecordStory,
  type RunEvent,
  tellStory,
} from '#engine'
import type { HoldEntry, RecordSummary, SavedFlow, WriteSummary } from '#protocol'
import type { Context } from './context.ts'
import type { Kept } from './files.ts'
import { inputOf, type RunInput } from './input.ts'
import { refusePaused } from './paused.ts'
import { placeOf, practiceAccess, targetOf } from './slots.ts'

interface RunStart {
  input?: Kept
  /** The very records, instead of what the start of the flow would read. */
  records?: RunInput
  anew?: boolean
  /** By connection: the pace of a run that takes its time. */
  spread?: Readonly<Record<string, RateWindow>>
}

/** Throws the first problem that blocks the flow as a Failure, and the Failures of its input and practice systems. */
export async function startPracticeRun(context: Context, saved: SavedFlow, options: RunStart = {}): Promise<RunHandle> {
  refuseIncomplete(context, saved.flow)
  refusePaused(context, saved.flow)
  const given = options.records ?? inputOf(context, saved.flow, { instead: options.input })
  const { source, ...input } = given
  const access = await practiceAccess(context, saved.flow)
  const target = targetOf(Object.fromEntries(Object.entries(access).map(([id, { target }]) => [id, target])))
  const { anew = false, spread } = options
  return start(context, saved, { mode: 'practice', access, target, input, source, anew, ...(spread ? { spread } : {}) })
}

/** The same in the live systems: `access` says where each connection of the flow leads. */
export function startLiveRun(
  context: Context,
  saved: SavedFlow,
  { access, ...options }: RunStart & { access: Readonly<Record<string, Access>> },
): RunHandle {
  refuseIncomplete(context, saved.flow)
  refusePaused(context, saved.flow)
  const { source, ...input } = inputOf(context, saved.flow, { instead: options.input, access })
  const { connections } = saved.flow
  const places = Object.entries(access).map(([id, { address }]) => [
    id,
    placeOf(connections[id]?.connector ?? '', address),
  ])
  const target = targetOf(Object.fromEntries(places))
  const { anew = false, spread } = options
  return start(context, saved, { mode: 'live', access, target, input, source, anew, ...(spread ? { spread } : {}) })
}

function start(
  context: Context,
  { flow, hash, revision }: SavedFlow,
  request: Omit<RunRequest, 'flow' | 'hash' | 'revision'>,
): RunHandle {
  return context.runner.start({ flow, hash, revision, ...request })
}

export function refuseIncomplete(context: Context, flow: Flow): void {
  const blocking = checkFlow(flow, { connectors: context.connectors }).find(({ severity }) => severity === 'blocks')
  if (blocking) throw new Failure(blocking.code, 'permanent', blocking.values)
}

/** The flow compiled; kept for the definitions that were asked for last, because stories and steps are asked for one by one. */
export function planOf(context: Context, flow: Flow): Plan {
  const hash = context.hash(flow)
  const known = context.plans.get(hash)
  if (known) return known
  const needs = { hash, schema: createAjvSchema(), phone: createPhone(), connectors: context.connectors }
  const plan = compilePlan(flow, needs)
  const [oldest] = context.plans.keys()
  if (context.plans.size >= 8 && oldest !== undefined) context.plans.delete(oldest)
  context.plans.set(hash, plan)
  return plan
}

export function findRun(context: Context, run: string): StoredRun {
  const stored = context.store.runs.get(run)
  if (!stored) throw new Failure('run.not-found', 'permanent', { run })
  return stored
}

/** Events of the flow's runs as they are committed; first those after `seq` of `run`, if given. Ends with the signal. */
export async function* watchRuns(
  context: Context,
  flow: string,
  from: { run?: string; seq?: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<RunEvent[]> {
  let waiting: RunEvent[] = []
  let wake: (() => void) | undefined
  const stop = context.runner.watch.listen(flow, (events) => {
    waiting = [...waiting, ...events]
    wake?.()
  })
  const onAbort = () => wake?.()
  signal?.addEventListener('abort', onAbort)
  try {
    if (from.run !== undefined) waiting = [...context.store.runs.eventsSince(from.run, from.seq ?? 0), ...waiting]
    while (!signal?.aborted) {
      if (waiting.length > 0) {
        const events = waiting
        waiting = []
        yield events
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        wake = undefined
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    stop()
  }
}

export function listRecords(
  context: Context,
  run: string,
  filter: RecordFilter,
): { total: number; records: RecordSummary[] } {
  const { total, records } = context.store.records.records(findRun(context, run).n, filter)
  return { total, records: records.map(summaryOf) }
}

function summaryOf({ seq, label, payload, outcome, step, reason }: StoredRecord): RecordSummary {
  const summary: RecordSummary = { seq, label, title: titleOf(payload), outcome, step }
  return reason ? { ...summary, reason } : summary
}

/** A short text to recognise a record by: its first values that say something. */
export function titleOf(payload: string): string {
  const values = Object.values(JSON.parse(payload) as Data).map((value) =>
    String(value ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  const telling = values.filter((value) => /\p{L}{2}/u.test(value) && !/\.(csv|xlsx?|json)$/i.test(value))
  return (telling.length > 0 ? telling : values.filter((value) => value !== '')).slice(0, 2).join(', ').slice(0, 120)
}

export function storyOf(context: Context, run: string, seq: number): RecordStory {
  const { view, n } = findRun(context, run)
  const record = context.store.records.record(n, seq)
  const flow = context.store.flows.definition(view.flow, view.hash)
  if (!record || !flow) throw new Failure('run.not-found', 'permanent', { run: `${run}, record ${seq}` })
  const { records, undos } = context.store
  const [writes, decisions] = [records.writesOf(n, seq), records.decisionsOf(n, seq)]
  const story = tellStory(planOf(context, flow), context.connectors, record, writes, decisions)
  for (const { step, ...undone } of undos.undoneOf(n, seq)) {
    const write = story.stages.find((stage) => stage.step === step)?.write
    if (write) write.undone = undone
  }
  return story
}

const VERB = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const
const DONE = { create: 'created', update: 'updated', unchanged: 'unchanged' } as const

export function listWrites(
  context: Context,
  filter: {
    run: string
    step?: string | undefined
    does?: keyof typeof DONE | undefined
    offset: number
    limit: number
  },
) {
  const { run, step, does, offset, limit } = filter
  const asked = { offset, limit, ...(step ? { step } : {}), ...(does ? { does: DONE[does] } : {}) }
  const { counts, writes } = context.store.records.writes(findRun(context, run).n, asked)
  const rows = writes.map((write): WriteSummary => {
    const { seq, label, payload, key } = write
    const did = write.does === 'created' || write.does === 'updated' ? write.does : 'unchanged'
    return {
      seq,
      label,
      title: titleOf(payload),
      step: write.step,
      does: VERB[did],
      key,
      changes: changesOf(write.body, write.before),
    }
  })
  const named = { create: counts.created, update: counts.updated, unchanged: counts.unchanged }
  return { total: does ? named[does] : named.create + named.update + named.unchanged, counts: named, writes: rows }
}

export function holdListOf(
  context: Context,
  flow: string,
  offset: number,
  limit: number,
): { total: number; entries: HoldEntry[] } {
  const { total, holds } = context.store.records.holds(flow, 'practice', offset, limit)
  return { total, entries: holds.map(({ payload, ...hold }) => ({ ...hold, title: titleOf(payload) })) }
}
