/** The hold list: looking at what waits there, correcting it, and taking it off by hand. */
import type { HeldRecord } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type Data, Failure, type Flow, type Json, type Outcome, type Stage, stepTitle } from '#engine'
import type { HeldDetail, HeldGroup, HeldSummary } from '#protocol'
import type { Context } from './context.ts'
import { definitionOf, flowNow } from './resume.ts'
import { storyOf, titleOf } from './runs.ts'

type Mode = 'practice' | 'live'

export function listHeld(
  context: Context,
  flow: string,
  filter: { code?: string | undefined; step?: string | undefined; offset: number; limit: number; mode?: Mode },
): { total: number; groups: HeldGroup[]; held: HeldSummary[] } {
  const { mode = 'practice', code, step, offset, limit } = filter
  const { holds } = context.store
  const chosen = { offset, limit, ...(code ? { code } : {}), ...(step ? { step } : {}) }
  const { total, held } = holds.list(flow, mode, chosen)
  const groups = holds.groups(flow, mode)
  if (groups.length === 0) return { total, groups: [], held: [] }
  const { flow: now } = flowNow(context, flow)
  return {
    total,
    groups: groups.map((group) => ({ ...group, stepTitle: stepTitle(now, group.step) })),
    held: held.map((one) => summaryOf(one, now)),
  }
}

function summaryOf(held: HeldRecord, flow: Flow): HeldSummary {
  const { id, run, seq, label, payload, step, reason, heldAt, tries, edits } = held
  return {
    ...{ id, run, seq, label, step, reason, heldAt, tries },
    title: titleOf(payload),
    stepTitle: stepTitle(flow, step),
    owner: flow.owners.logic || flow.owners.backup,
    edited: edits !== undefined,
  }
}

/** Throws Failure hold.not-found. */
export function findHeld({ store }: Context, id: number): HeldRecord {
  const held = store.holds.get(id)
  if (!held) throw new Failure('hold.not-found', 'permanent', { hold: String(id) })
  return held
}

/** Throws Failures hold.not-found and hold.settled. */
export function findWaiting(context: Context, id: number): HeldRecord {
  const held = findHeld(context, id)
  const { settledAt, settledAs, settledBy } = held
  if (settledAt === undefined) return held
  const how = settledAs
    ? `${settledBy} ${settledAs === 'discarded' ? 'discarded' : 'settled'} it by hand`
    : 'it went on'
  throw new Failure('hold.settled', 'permanent', { hold: String(id), how })
}

export function showHeld(context: Context, id: number): HeldDetail {
  const held = findHeld(context, id)
  const flow = definitionOf(context, held.flow, context.store.runs.get(held.run)?.view.hash ?? '')
  const { settledAt, settledAs, settledBy, note } = held
  return {
    ...summaryOf(held, flow),
    came: cameOf(context, held),
    stood: stoodOf(context, held),
    edits: held.edits ?? {},
    story: storyOf(context, held.run, held.seq),
    ...(settledAt === undefined
      ? {}
      : {
          settled: {
            as: settledAs ?? 'delivered',
            at: settledAt,
            ...(settledBy === undefined ? {} : { by: settledBy }),
            ...(note === undefined ? {} : { note }),
          },
        }),
  }
}

/** The record as it first came in, before any replay. */
export function cameOf({ store }: Context, { origin, payload }: HeldRecord): Data {
  const first = origin && store.records.record(origin.run, origin.seq)
  return JSON.parse(first?.payload ?? payload) as Data
}

/** As it arrived at the step where it stopped. */
export function stoodOf(context: Context, { run, seq, step, payload }: HeldRecord): Data {
  const last = storyOf(context, run, seq).stages.findLast((stage: Stage) => stage.step === step)
  return last?.before ?? (JSON.parse(payload) as Data)
}

/** With people's corrections laid over it. */
export const edited = (data: Data, { edits }: HeldRecord): Data =>
  Object.assign(Object.create(null), data, edits) as Data

/** In place of earlier corrections. Throws Failures hold.not-found and hold.settled. */
export function editHeld(context: Context, id: number, edits: Record<string, Json>): HeldDetail {
  findWaiting(context, id)
  context.store.holds.setEdits(id, edits)
  return showHeld(context, id)
}

export interface Settlement {
  as: Extract<Outcome, 'settled-by-hand' | 'discarded'>
  by: string
  note: string
}

/**
 * Takes records off the list: each then counts as settled by hand, or as discarded, in the run that held it. Throws Failures
 * hold.not-found, hold.settled and hold.under-way, and then nothing is settled.
 */
export function settleHeld(context: Context, ids: readonly number[], settlement: Settlement): number {
  const chosen = [...new Set(ids)].map((id) => findWaiting(context, id))
  for (const held of chosen) refuseUnderWay(context, held)
  for (const group of Map.groupBy(chosen, ({ run }) => run).values()) settleInRun(context, group, settlement)
  return chosen.length
}

/** A run under way counts for itself. */
export function refuseUnderWay({ runner }: Context, { flow, run, label }: HeldRecord): void {
  if (runner.running(flow)?.run === run) throw new Failure('hold.under-way', 'permanent', { label })
}

function settleInRun({ store, runner }: Context, group: readonly HeldRecord[], { as, by, note }: Settlement): void {
  const [first] = group
  if (!first) return
  const now = systemClock.now()
  const journal = store.runs.journal(first.run)
  const event = journal.transact(() => {
    let n = 0
    for (const held of group) {
      if (!store.holds.settle(held.id, as, by, note, now)) continue
      const record = store.records.record(held.n, held.seq)
      if (record?.outcome !== 'held') continue
      const { step, trace, reason } = record
      journal.setProgress(held.seq, { step, trace, ended: { outcome: as, ...(reason ? { reason } : {}) } })
      n++
    }
    return n > 0 ? journal.progressed({ outcomes: { held: -n, [as]: n } }, now) : undefined
  })
  if (event) runner.tell(first.flow, event)
}
