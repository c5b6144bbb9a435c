/** A question as people are told of it, with the record that waits for its answer. */
import type { Connector } from '../connect/declare.ts'
import type { Data } from '../model/json.ts'
import type { Decision } from '../run/journal.ts'
import type { Plan } from '../run/plan.ts'
import { type ToldRecord, tellStory } from '../run/tell.ts'
import { answersOf } from './answer.ts'
import { type AskedTask, askedNow } from './due.ts'

/** Where a question stands: its number, and the record of a run that waits at a step. */
export interface WaitingTask extends AskedTask {
  id: number
  flow: string
  run: string
  mode: 'practice' | 'live'
  seq: number
  label: string
  step: string
  /** Milliseconds since 1970. */
  due?: number
}

/** The record as it waits at the step. `plan`: of the definition that its run began with. */
export function waitingData(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  record: ToldRecord,
  decisions: readonly Decision[],
  step: string,
): Data {
  const { stages } = tellStory(plan, connectors, record, [], decisions)
  return stages.findLast((stage) => stage.step === step)?.before ?? {}
}

/** `data`: the record as it waits. Of it only the fields are told that the question shows. */
export function questionOf(waiting: WaitingTask, data: Data) {
  const { id, flow, run, mode, seq, label, step, task, parkedAt, due, remindedAt, escalatedAt } = waiting
  const { does, question, person, backup } = task
  const shown = task.fields.filter((field) => Object.hasOwn(data, field)).map((field) => [field, data[field]])
  return {
    ...{ id, flow, run, mode, seq, label, step, does, question, person, backup },
    asked: askedNow(waiting),
    answers: answersOf(task),
    fields: Object.fromEntries(shown) as Data,
    since: parkedAt,
    ...(due === undefined ? {} : { due }),
    ...(remindedAt === undefined ? {} : { remindedAt }),
    ...(escalatedAt === undefined ? {} : { escalatedAt }),
  }
}

export type Question = ReturnType<typeof questionOf>
