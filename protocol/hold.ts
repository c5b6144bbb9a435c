import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Data, Json, Outcome, Reason, RecordStory, WriteStory } from '#engine'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)
const hold = z.number().int().min(1)
const holds = z.array(hold).min(1).max(10_000)

/** A record on the hold list. */
export interface HeldSummary {
  id: number
  run: string
  seq: number
  label: string
  /** A short text to recognise it by. */
  title: string
  step: string
  stepTitle: string
  reason: Reason
  heldAt: number
  tries: number
  /** Who answers for it: the owner of the flow's logic, or the backup. */
  owner: string
  edited: boolean
}

/** Held records with one cause at one step. */
export interface HeldGroup {
  code: Reason['code']
  step: string
  stepTitle: string
  count: number
  oldest: number
}

export interface HeldDetail extends HeldSummary {
  /** As it came in, and as it stood when it arrived at the step where it stopped; without people's corrections. */
  came: Data
  stood: Data
  edits: Record<string, Json>
  story: RecordStory
  settled?: { as: 'settled-by-hand' | 'discarded' | 'delivered'; by?: string; note?: string; at: number }
}

/** What a replay of one record would do. */
export interface ReplayPreview {
  id: number
  label: string
  outcome?: Outcome
  reason?: Reason
  writes: (WriteStory & { step: string })[]
  /** Why it would not be replayed. */
  refused?: Reason
}

const replaying = {
  holds,
  /** The step where it stopped, or the start of the flow. */
  from: z.enum(['step', 'start']).default('step'),
  /** The version that it began with, or the flow as it is now. */
  version: z.enum(['began', 'now']).default('now'),
}

export const holdList = {
  list: base
    .input(z.object({ flow: id, code: z.string().max(100).optional(), step: id.optional(), ...page }))
    .output(as<{ total: number; groups: HeldGroup[]; held: HeldSummary[] }>()),
  show: base.input(z.object({ hold })).output(as<HeldDetail>()),
  /** Corrections by field, in place of the earlier ones; they count at the next replay. */
  edit: base.input(z.object({ hold, edits: z.record(z.string().min(1).max(200), z.json()) })).output(as<HeldDetail>()),
  /** Looks at the targets and sends nothing. */
  preview: base.input(z.object(replaying)).output(as<ReplayPreview[]>()),
  /** Begins a run of its own with these records; one for each version that they began with. */
  replay: base
    .input(z.object({ ...replaying, evenIfDoubled: z.boolean().default(false) }))
    .output(as<{ runs: string[] }>()),
  /** Takes records off the list by hand. */
  settle: base
    .input(
      z.object({
        holds,
        as: z.enum(['settled-by-hand', 'discarded']),
        by: z.string().trim().min(1).max(200),
        note: z.string().trim().min(1).max(5000),
      }),
    )
    .output(z.object({ settled: z.number() })),
}
