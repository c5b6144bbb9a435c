import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Flow, Outcome, RunState, SourceKind } from '#engine'
import { as, failureReply, id } from './shapes.ts'

const base = oc.errors(failureReply)

export interface ExampleSummary {
  id: string
  title: string
  about: string
  steps: number
  systems: string[]
  /** How its records come. */
  start?: SourceKind
}

export interface FlowSummary {
  id: string
  name: string
  revision: number
  steps: number
  /** How its records come, as far as it has a start. */
  start?: SourceKind
  /** Problems that block running. */
  blocking: number
  updatedAt: number
  lastRun?: { run: string; state: RunState; received: number; outcomes: Record<Outcome, number>; endedAt?: number }
}

export interface SavedFlow {
  flow: Flow
  revision: number
  hash: string
  savedAt: number
}

export const flows = {
  examples: base.output(as<ExampleSummary[]>()),
  list: base.output(as<FlowSummary[]>()),
  /** A new flow: a copy of an example (or the copy made before, if there is one and it is not changed), or a blank one. */
  create: base
    .input(z.object({ example: id.optional(), name: z.string().max(200).optional() }))
    .output(as<SavedFlow>()),
  open: base.input(z.object({ flow: id })).output(as<SavedFlow>()),
  /** Saves on top of the revision that was opened; fails with flow.conflict when another is newer. */
  save: base.input(z.object({ flow: as<Flow>(), revision: z.number().int() })).output(as<SavedFlow>()),
  remove: base.input(z.object({ flow: id })).output(z.object({ removed: z.boolean() })),
  /** Reads the text of a flow file. An existing flow of the same id is kept; the new one gets another id. */
  import: base.input(z.object({ name: z.string(), text: z.string().max(20_000_000) })).output(as<SavedFlow>()),
  export: base.input(z.object({ flow: id })).output(z.object({ name: z.string(), text: z.string() })),
}
