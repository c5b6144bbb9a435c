/** Tells the story of a record that ran: its path again, with the decisions that are journaled and the writes that were made. */
import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome } from '../model/ports.ts'
import type { Effect } from './advance.ts'
import type { Decision } from './journal.ts'
import type { Plan } from './plan.ts'
import { type Replayable, replay } from './replay.ts'
import { addStages, changesOf, namesOf } from './stages.ts'
import type { RecordStory, Stage } from './story.ts'

export interface ToldRecord extends Replayable {
  seq: number
  correlation: string
  outcome: Outcome
  reason?: Reason
}

export interface ToldWrite {
  step: string
  before?: Record<string, Json> | null
  body: Record<string, Json>
  targetId?: string
  does?: 'created' | 'updated' | 'unchanged' | 'failed' | 'unknown'
  intentAt?: number
  settledAt?: number
}

const VERB = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const

export function tellStory(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  record: ToldRecord,
  writes: readonly ToldWrite[],
  decisions: readonly Decision[] = [],
): RecordStory {
  const came = JSON.parse(record.payload) as Data
  const stages: Stage[] = []
  replay(plan, record, decisions, ({ passes, effect }) => {
    addStages(stages, passes, came)
    if (effect?.kind === 'write') tellWrite(plan, connectors, stages, effect, writes)
  })
  const { seq, label, outcome, correlation, reason } = record
  const last = stages.at(-1)
  // Where it ended by an answer of the world, the journaled reason says why.
  if (reason && last?.port && last.port !== 'main') last.reason = reason
  return { seq, label, stages, outcome, correlation, ...(reason ? { reason } : {}) }
}

function tellWrite(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  stages: Stage[],
  effect: Extract<Effect, { kind: 'write' }>,
  writes: readonly ToldWrite[],
): void {
  const stage = stages.at(-1)
  const made = writes.find((write) => write.step === effect.step)
  if (!stage || !made?.does || made.does === 'failed' || made.does === 'unknown') return
  stage.write = {
    does: VERB[made.does],
    preview: false,
    ...namesOf(plan, connectors, effect),
    changes: changesOf(made.body, made.before),
  }
  if (made.intentAt !== undefined) stage.write.sentAt = made.intentAt
  if (made.settledAt !== undefined) stage.write.settledAt = made.settledAt
  if (made.targetId) stage.write.targetId = made.targetId
}
