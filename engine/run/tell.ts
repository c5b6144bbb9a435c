/** Tells the story of a record that ran: its path again, with the decisions that are journaled and the writes that were made. */
import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome } from '../model/ports.ts'
import { advance, beginState, type Effect, type Input } from './advance.ts'
import type { Plan } from './plan.ts'
import { addStages, changesOf, namesOf } from './stages.ts'
import type { RecordStory, Stage } from './story.ts'
import { parseTrace, type TraceEntry } from './tally.ts'

export interface ToldRecord {
  seq: number
  label: string
  data: Data
  correlation: string
  unreadable?: Reason
  trace: string
  outcome: Outcome
  reason?: Reason
}

export interface ToldWrite {
  step: string
  before?: Record<string, Json> | null
  body: Record<string, Json>
  targetId?: string
  does?: 'created' | 'updated' | 'unchanged' | 'failed' | 'unknown'
}

const VERB = { created: 'create', updated: 'update', unchanged: 'unchanged' } as const

export function tellStory(
  plan: Plan,
  connectors: Readonly<Record<string, Connector>>,
  record: ToldRecord,
  writes: readonly ToldWrite[],
): RecordStory {
  const decided = new Map(parseTrace(record.trace).map((entry) => [entry.step, entry]))
  const stages: Stage[] = []
  let input: Input = record.unreadable ? { kind: 'begin', reason: record.unreadable } : { kind: 'begin' }
  let state = beginState(plan, record.data)
  for (;;) {
    const step = advance(plan, state, input)
    state = step.state
    addStages(stages, step.passes, record.data)
    if (!step.effect) break
    const entry = decided.get(step.effect.step)
    if (step.effect.kind === 'write') tellWrite(plan, connectors, stages, step.effect, writes)
    if (!entry?.port) break
    input = decisionOf(step.effect, entry, record)
  }
  const { seq, label, outcome, correlation, reason } = record
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
  if (made.targetId) stage.write.targetId = made.targetId
}

/** The decision that the trace holds. Where the record ended by it, its journaled reason says why. */
function decisionOf(effect: Effect, entry: TraceEntry, { reason }: ToldRecord): Input {
  if (effect.kind === 'claim') {
    if (entry.port !== 'duplicate') return { kind: 'claimed' }
    const { other, seq } = reason?.values ?? {}
    return { kind: 'claimed', by: { seq: Number(seq ?? 0), label: String(other ?? 'an earlier one') } }
  }
  if (entry.does) return { kind: 'written', does: entry.does }
  const category = entry.port === 'rejected' ? 'validation' : 'permanent'
  return { kind: 'failed', reason: reason ? { ...reason, category } : { code: 'call.refused', category, values: {} } }
}
