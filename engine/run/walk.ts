/** The stepper: the same reducer behind a gate. One record of a draft, step by step, without writing anything. */
import type { Connector } from '../connect/declare.ts'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import { advance, beginState, type Effect, type Input } from './advance.ts'
import type { Plan } from './plan.ts'
import { addStages, previewOf } from './stages.ts'
import type { RecordStory, Stage } from './story.ts'

type ClaimEffect = Extract<Effect, { kind: 'claim' }>
type WriteEffect = Extract<Effect, { kind: 'write' }>

export interface WalkNeeds {
  plan: Plan
  connectors: Readonly<Record<string, Connector>>
  /** The record that owns the key already, if another one does. */
  claimed(effect: ClaimEffect): { seq: number; label: string } | undefined
  /** What the target has under the key now; a read, never a write. */
  look(effect: WriteEffect): Promise<{ id: string; fields: Record<string, Json> } | undefined>
}

export interface WalkedRecord {
  seq: number
  label: string
  data: Data
  reason?: Reason
}

/** Walks at most `most` stages; the story has an outcome when its end was reached. Look-ups beyond the last stage are not made. */
export async function walkRecord(needs: WalkNeeds, record: WalkedRecord, most: number): Promise<RecordStory> {
  const stages: Stage[] = []
  const story: RecordStory = { seq: record.seq, label: record.label, stages }
  let input: Input = record.reason ? { kind: 'begin', reason: record.reason } : { kind: 'begin' }
  let state = beginState(needs.plan, record.data)
  while (stages.length <= most) {
    const step = advance(needs.plan, state, input)
    state = step.state
    addStages(stages, step.passes, record.data)
    if (stages.length > most) break
    if (!step.effect) {
      if (state.ended) Object.assign(story, state.ended)
      break
    }
    input = await answerOf(needs, step.effect, stages)
  }
  stages.length = Math.min(stages.length, most)
  return story
}

async function answerOf(needs: WalkNeeds, effect: Effect, stages: Stage[]): Promise<Input> {
  if (effect.kind === 'claim') {
    const by = needs.claimed(effect)
    return by ? { kind: 'claimed', by } : { kind: 'claimed' }
  }
  const write = previewOf(needs.plan, needs.connectors, effect, await needs.look(effect))
  const stage = stages.at(-1)
  if (stage) stage.write = write
  return {
    kind: 'written',
    does: write.does === 'create' ? 'created' : write.does === 'update' ? 'updated' : 'unchanged',
  }
}

/** Match keys of the records before, for a stepper that walks one record: who came first with which key. */
export class ClaimMemory {
  private readonly owners = new Map<string, { seq: number; label: string }>()

  /** The owner when it is another record; otherwise the record becomes or stays the owner. */
  claim(effect: ClaimEffect, record: { seq: number; label: string }): { seq: number; label: string } | undefined {
    const key = `${effect.scope}\n${effect.key}`
    const owner = this.owners.get(key)
    if (owner && owner.seq !== record.seq) return owner
    this.owners.set(key, { seq: record.seq, label: record.label })
    return undefined
  }

  /** Lets a record leave its keys behind without looking anywhere: its writes are taken as done. */
  pass(plan: Plan, record: WalkedRecord): void {
    let input: Input = record.reason ? { kind: 'begin', reason: record.reason } : { kind: 'begin' }
    let state = beginState(plan, record.data)
    for (;;) {
      const step = advance(plan, state, input)
      state = step.state
      if (!step.effect) return
      const by = step.effect.kind === 'claim' ? this.claim(step.effect, record) : undefined
      if (step.effect.kind === 'write') input = { kind: 'written', does: 'unchanged' }
      else input = by ? { kind: 'claimed', by } : { kind: 'claimed' }
    }
  }
}
