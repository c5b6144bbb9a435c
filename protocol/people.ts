import { oc } from '@orpc/contract'
import * as z from 'zod'
import type { Data, Json } from '#engine'
import { as, failureReply, id, page } from './shapes.ts'

const base = oc.errors(failureReply)

/** A question that a record waits for. */
export interface TaskSummary {
  id: number
  flow: string
  run: string
  mode: 'practice' | 'live'
  seq: number
  label: string
  step: string
  does: 'approve' | 'choose' | 'correct'
  /** With the record's values filled in. */
  question: string
  /** Who is to answer now: the person, or the backup once that one is asked. */
  asked: string
  person: string
  backup: string
  /** The answers it takes: `approve` or `correct`, `decline`, or the names of the choices. */
  answers: string[]
  /** What is shown, and for `correct` can be changed. */
  fields: Data
  /** Milliseconds since 1970. */
  since: number
  due?: number
  remindedAt?: number
  escalatedAt?: number
}

/** Somebody who has to be told that a question is open. */
export interface Reminder {
  task: number
  nudge: 'remind' | 'escalate'
  flow: string
  to: string
  instead?: string
  question: string
}

/** Whether a flow is paused here; `run`: the one that was stopped by it, or goes on now. */
export interface FlowPause {
  flow: string
  paused: boolean
  at?: number
  run?: string
}

export const people = {
  /** Those that were asked first before the others; of one flow, or of all. */
  list: base.input(z.object({ flow: id.optional(), ...page })).output(as<{ total: number; tasks: TaskSummary[] }>()),
  /** The first answer counts: another one fails with task.answered. */
  answer: base
    .input(
      z.object({
        task: z.number().int().min(1),
        answer: z.string().min(1).max(200),
        data: as<Record<string, Json>>().optional(),
        by: z.string().trim().min(1).max(200),
      }),
    )
    .output(z.object({ answered: z.boolean(), goesOn: z.boolean() })),
}

export const pausing = {
  state: base.input(z.object({ flow: id })).output(as<FlowPause>()),
  pause: base.input(z.object({ flow: id })).output(as<FlowPause>()),
  resume: base.input(z.object({ flow: id })).output(as<FlowPause>()),
}
