/** Sending held records again: shown first, then as a run of their own, from the step where they stopped or from the start. */
import { createFormulas } from '#adapters/formula'
import type { RunHandle } from '#adapters/run'
import type { HeldRecord } from '#adapters/sqlite'
import { systemClock, systemIds } from '#adapters/system'
import {
  afterLost,
  Failure,
  type Plan,
  parseBeginning,
  type RecordStory,
  reasonOf,
  type SourceRecord,
  stepTitle,
  WalkMemory,
  type WalkNeeds,
  type WriteStory,
  walkFrom,
  walkRecord,
} from '#engine'
import type { ReplayPreview } from '#protocol'
import type { Context } from './context.ts'
import { cameOf, edited, findWaiting, refuseUnderWay, stoodOf } from './hold.ts'
import { refusePaused } from './paused.ts'
import { openReach, peek } from './reach.ts'
import { takeKeys } from './replay-keys.ts'
import { definitionOf, flowNow, type LiveAccess, placeFor, REPLAY, replaySource, type Version } from './resume.ts'
import { findRun, planOf, refuseIncomplete } from './runs.ts'

export interface ReplayRequest {
  holds: readonly number[]
  from: 'step' | 'start'
  version: 'began' | 'now'
  /** Also records of which an earlier write may have arrived, where nobody can look. */
  evenIfDoubled?: boolean
  live?: LiveAccess
}

interface Planned {
  held: HeldRecord
  version: Version
  record: SourceRecord
}

/** Throws Failures hold.not-found, hold.settled, hold.nothing-chosen and those of looking at the targets. */
export async function previewReplay(context: Context, request: ReplayRequest): Promise<ReplayPreview[]> {
  const previews: ReplayPreview[] = []
  const formula = createFormulas()
  try {
    for (const held of chosenOf(context, request)) {
      const { id, label } = held
      try {
        const { version, record } = plannedOf(context, held, request)
        previews.push({ id, label, ...(await walked(context, held, version, record, { formula, live: request.live })) })
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        previews.push({ id, label, writes: [], refused: reasonOf(error) })
      }
    }
    return previews
  } finally {
    await formula.close()
  }
}

async function walked(
  context: Context,
  held: HeldRecord,
  { flow }: Version,
  { label, data, at }: SourceRecord,
  { formula, live }: Pick<WalkNeeds, 'formula'> & { live: LiveAccess },
): Promise<Omit<ReplayPreview, 'id' | 'label'>> {
  const { access } = await placeFor(context, flow, held.mode, live)
  const reach = openReach(context, flow, access)
  try {
    const needs: WalkNeeds = {
      plan: planOf(context, flow),
      connectors: context.connectors,
      formula,
      memory: new WalkMemory(),
      look: (effect) => peek(reach, effect),
    }
    const record = { seq: held.seq, label, data, receivedAt: systemClock.now() }
    const story =
      at === undefined
        ? await walkRecord(needs, record, Number.POSITIVE_INFINITY)
        : (await walkFrom(needs, record, { step: at, made: false })).story
    const { outcome, reason } = story
    return { writes: writesIn(story), ...(outcome ? { outcome } : {}), ...(reason ? { reason } : {}) }
  } finally {
    await reach.close()
  }
}

const writesIn = ({ stages, parts = [] }: RecordStory): (WriteStory & { step: string })[] => [
  ...stages.flatMap(({ step, write }) => (write ? [{ step, ...write }] : [])),
  ...parts.flatMap(writesIn),
]

/**
 * Begins a run with the chosen records, one after another where they began with several versions. Throws Failures hold.not-found,
 * hold.settled, hold.nothing-chosen, hold.step-gone, hold.may-double, hold.under-way, flow.paused and run.busy, and then nothing is sent.
 */
export async function replayHeld(context: Context, request: ReplayRequest): Promise<RunHandle[]> {
  const planned = chosenOf(context, request).map((held) => plannedOf(context, held, request))
  for (const { held, version } of planned) {
    refuseUnderWay(context, held)
    refusePaused(context, version.flow)
    if (!request.evenIfDoubled) refuseDoubling(context, held, request.from)
  }
  const groups = [
    ...Map.groupBy(planned, ({ held, version }) => `${held.mode} ${version.flow.id} ${version.hash}`).values(),
  ]
  const handles: RunHandle[] = []
  for (const group of groups) {
    await handles.at(-1)?.done
    handles.push(await begin(context, group, request))
  }
  return handles
}

async function begin(context: Context, group: readonly Planned[], { live, from }: ReplayRequest): Promise<RunHandle> {
  const [first] = group
  if (!first) throw new Failure('hold.nothing-chosen', 'permanent')
  const { flow, hash, revision } = first.version
  const { mode } = first.held
  refuseIncomplete(context, flow)
  const place = await placeFor(context, flow, mode, live)
  if (context.runner.running(flow.id)) throw new Failure('run.busy', 'permanent', { flow: flow.name })
  const fingerprint = `${REPLAY}${systemIds.next()}`
  const n = group.length
  const input = {
    name: n === 1 ? 'Replay of 1 held record' : `Replay of ${n.toLocaleString('en-US')} held records`,
    fingerprint,
  }
  const chosen = from === 'step' ? group.map(({ held }) => held) : []
  const giveBack = takeKeys(context, chosen)
  context.store.holds.keepReplay(fingerprint, group)
  const handle = context.runner.start({
    ...{ flow, hash, revision, mode, input },
    source: replaySource(context, fingerprint),
    ...place,
  })
  return { ...handle, done: handle.done.finally(giveBack) }
}

function chosenOf(context: Context, { holds }: ReplayRequest): HeldRecord[] {
  if (holds.length === 0) throw new Failure('hold.nothing-chosen', 'permanent')
  return [...new Set(holds)].map((id) => findWaiting(context, id))
}

function plannedOf(context: Context, held: HeldRecord, { from, version: asked }: ReplayRequest): Planned {
  const version = versionOf(context, held, asked)
  const plan = planOf(context, version.flow)
  const at = beginningOf(context, plan, held, from)
  const data = edited(from === 'step' && at !== undefined ? stoodOf(context, held) : cameOf(context, held), held)
  const record: SourceRecord = { label: held.label, identity: held.identity, data }
  return { held, version, record: at === undefined ? record : { ...record, at } }
}

function versionOf(context: Context, held: HeldRecord, asked: ReplayRequest['version']): Version {
  if (asked === 'now') return flowNow(context, held.flow)
  const { hash, revision } = findRun(context, held.run).view
  return { flow: definitionOf(context, held.flow, hash), hash, revision }
}

/** The step that it begins at; undefined: the start of the flow. Throws Failure hold.step-gone. */
function beginningOf(context: Context, plan: Plan, held: HeldRecord, from: ReplayRequest['from']): string | undefined {
  const { origin, n, seq } = held
  if (from === 'step') {
    if (!plan.steps[held.step]) throw gone(context, held, held.step)
    if (held.step !== plan.source) return held.step
  }
  // What a step made of another record does not begin at the start of the flow, but behind that step.
  const { at } = context.store.records.record(origin?.run ?? n, origin?.seq ?? seq) ?? {}
  if (at === undefined) return undefined
  const { step, port } = parseBeginning(at)
  const next = port === undefined ? plan.steps[step]?.inside : plan.steps[step]?.next[port]
  if (next === undefined) throw gone(context, held, step)
  return next
}

/** Called as it was when the record stopped there. */
function gone(context: Context, { flow, run, label }: HeldRecord, id: string): Failure {
  const step = stepTitle(definitionOf(context, flow, findRun(context, run).view.hash), id)
  return new Failure('hold.step-gone', 'permanent', { step, label })
}

/** Throws Failure hold.may-double for a record whose earlier write may have arrived where nobody can look, and no key protects it. */
function refuseDoubling(context: Context, held: HeldRecord, from: ReplayRequest['from']): void {
  const flow = definitionOf(context, held.flow, findRun(context, held.run).view.hash)
  for (const { step, connection, operation, does, at } of context.store.holds.sentFor(held)) {
    if (from === 'step' && step !== held.step) continue
    const connector = context.connectors[flow.connections[connection]?.connector ?? '']
    const declared = connector?.operations[operation]
    const other = declared?.strategy === 'native-key' && does !== 'unknown' && held.edits !== undefined
    if (declared && !other && afterLost(declared, at, systemClock.now()) !== 'hold') continue
    throw new Failure('hold.may-double', 'permanent', { label: held.label, system: connector?.title ?? connection })
  }
}
