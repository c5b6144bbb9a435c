import { eventIterator, oc } from '@orpc/contract'
import * as z from 'zod'
import type {
  Breakpoint,
  Data,
  FieldChange,
  Json,
  Outcome,
  PauseProgress,
  PortName,
  Reason,
  RecordStory,
  RunEvent,
  RunView,
} from '#engine'
import { type Masked, reveal } from './privacy.ts'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)

export interface RecordSummary {
  seq: number
  label: string
  /** A short text to recognise the record by, made of its first filled fields. */
  title: string
  outcome: Outcome
  /** Where it is or ended. */
  step: string
  reason?: Reason
}

/** One line of "Would write": what a record did, or would do, at a target. */
export interface WriteSummary {
  seq: number
  label: string
  title: string
  step: string
  does: 'create' | 'update' | 'unchanged'
  key: string
  changes: FieldChange[]
}

export interface HoldEntry {
  id: number
  run: string
  seq: number
  label: string
  title: string
  step: string
  reason: Reason
  heldAt: number
}

/** What a person would answer while stepping. */
export interface WalkAnswer {
  /** `approve`, `decline`, `correct`, or the name of a choice. */
  answer: string
  /** For `correct`: the new values, by field. */
  data?: Record<string, Json>
}

export const runs = {
  /** Runs a saved revision in practice. Takes up an unfinished run of the same definition and input instead of beginning anew. */
  start: base.input(z.object({ flow: id, revision: z.number().int() })).output(as<{ run: string; resumed: boolean }>()),
  stop: base.input(z.object({ run: id })).output(z.object({ stopped: z.boolean() })),
  latest: base.input(z.object({ flow: id })).output(as<RunView | null>()),
  list: base.input(z.object({ flow: id })).output(as<RunView[]>()),
  /** All events of the flow's runs from now on, in batches of at most 10 a second; first those after `seq` of `run`, if given. */
  watch: base
    .input(z.object({ flow: id, run: id.optional(), seq: z.number().optional() }))
    .output(eventIterator(as<RunEvent[]>())),
  eventsSince: base.input(z.object({ run: id, seq: z.number() })).output(as<RunEvent[]>()),
  records: base
    .input(
      z.object({
        run: id,
        outcome: z.string().optional(),
        step: id.optional(),
        port: z.string().optional(),
        search: z.string().max(200).optional(),
        ...page,
        ...reveal,
      }),
    )
    .output(as<{ total: number; records: RecordSummary[] } & Masked>()),
  story: base.input(z.object({ run: id, seq: z.number().int().min(1), ...reveal })).output(as<RecordStory & Masked>()),
  writes: base
    .input(
      z.object({
        run: id,
        step: id.optional(),
        does: z.enum(['create', 'update', 'unchanged']).optional(),
        ...page,
        ...reveal,
      }),
    )
    .output(
      as<
        { total: number; counts: Record<'create' | 'update' | 'unchanged', number>; writes: WriteSummary[] } & Masked
      >(),
    ),
  holdList: base
    .input(z.object({ flow: id, ...page, ...reveal }))
    .output(as<{ total: number; entries: HoldEntry[] } & Masked>()),
  /**
   * Steps one record of the input through a draft, up to `stages` steps (all when absent), without writing anything: the look-up
   * of a write is made, the write is only shown. `row` counts from 1. `answers`: what people would answer, by step. `again`: only
   * from one step of one record of that story on, with other data.
   */
  walk: base
    .input(
      z.object({
        flow: as<import('#engine').Flow>(),
        row: z.number().int().min(1),
        stages: z.number().int().min(0).optional(),
        answers: as<Record<string, WalkAnswer>>().optional(),
        again: z
          .object({
            id: z.string().max(2000),
            label: z.string().max(1000),
            step: id,
            data: as<Data>(),
            made: as<{ port?: PortName }>().optional(),
          })
          .optional(),
      }),
    )
    .output(as<{ total: number; story: RecordStory }>()),
  /** The row of the input that a record of a run descends from. `changed`: the input has something else there now. */
  rowOf: base
    .input(z.object({ flow: as<import('#engine').Flow>(), run: id, seq: z.number().int().min(1) }))
    .output(z.object({ row: z.number(), changed: z.boolean() })),
  /** Goes through the rows from one on until one comes to where to pause. Looks into no system. Stops when nobody listens. */
  findPause: base
    .input(
      z.object({
        flow: as<import('#engine').Flow>(),
        from: z.number().int().min(1),
        breakpoints: as<Breakpoint[]>(),
      }),
    )
    .output(eventIterator(as<PauseProgress>())),
}
