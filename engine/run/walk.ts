/** The stepper: the same reducer behind a gate. One record of a draft, step by step, without writing anything. */
import type { Connector } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { FormulaPort } from '../ports.ts'
import { advance, beginState, type Input } from './advance.ts'
import type { Effect, FindEffect, MakeEffect, PersonEffect, WriteEffect } from './effects.ts'
import type { Plan } from './plan.ts'
import { addStages, previewOf } from './stages.ts'
import type { RecordStory, Stage } from './story.ts'
import type { WalkMemory } from './walk-memory.ts'

export interface WalkNeeds {
  plan: Plan
  connectors: Readonly<Record<string, Connector>>
  formula: FormulaPort
  /** What the records before left behind. */
  memory: WalkMemory
  /** What the target has under the key now; a read, never a write. */
  look(effect: WriteEffect | FindEffect): Promise<Found | undefined>
  /** What a person would answer; undefined: the record waits there. */
  person?(effect: PersonEffect): Input | undefined
}

export interface WalkedRecord {
  seq: number
  label: string
  data: Data
  reason?: Reason
  /** Milliseconds since 1970; absent: 0, so that stepping twice shows the same. */
  receivedAt?: number
}

/** Walks at most `most` stages; the story has an outcome when its end was reached. Look-ups beyond the last stage are not made. */
export async function walkRecord(needs: WalkNeeds, record: WalkedRecord, most: number): Promise<RecordStory> {
  const stages: Stage[] = []
  const story: RecordStory = { seq: record.seq, label: record.label, stages }
  const about = { label: record.label, receivedAt: record.receivedAt ?? 0 }
  let input: Input | undefined = record.reason ? { kind: 'begin', reason: record.reason } : { kind: 'begin' }
  let state = beginState(needs.plan, record.data, about)
  while (input && stages.length <= most) {
    const step = advance(needs.plan, state, input)
    state = step.state
    addStages(stages, step.passes, record.data)
    if (stages.length > most) break
    if (!step.effect) {
      if (state.ended) Object.assign(story, state.ended)
      break
    }
    input = await answerOf(needs, step.effect, story, record)
    if (!input) story.outcome = 'waiting'
  }
  stages.length = Math.min(stages.length, most)
  return story
}

async function answerOf(
  needs: WalkNeeds,
  effect: Effect,
  story: RecordStory,
  record: WalkedRecord,
): Promise<Input | undefined> {
  switch (effect.kind) {
    case 'claim':
    case 'order':
    case 'limit':
      return needs.memory.decide(effect, record)
    case 'make':
      return makeParts(needs, effect, story, record)
    case 'gather':
      return undefined
    // What was written last is the journal's to know; nothing was written while stepping.
    case 'echo':
    case 'pace':
    case 'wait':
      return { kind: 'answered', port: 'main' }
    case 'person':
      return needs.person?.(effect)
    case 'compute': {
      const seed = `${record.seq}`
      const now = record.receivedAt ?? 0
      const [answer] = await needs.formula.evaluate([{ formula: effect.formula, data: effect.data, now, seed }])
      if (!answer || 'reason' in answer) return answer && { kind: 'failed', reason: answer.reason }
      return { kind: 'answered', ...effect.take(effect.data, answer.value) }
    }
    case 'find':
      return { kind: 'answered', ...effect.take(effect.data, await needs.look(effect)) }
    case 'write':
      return previewWrite(needs, effect, story)
  }
}

async function previewWrite(needs: WalkNeeds, effect: WriteEffect, { stages }: RecordStory): Promise<Input> {
  const write = previewOf(needs.plan, needs.connectors, effect, await needs.look(effect))
  const stage = stages.at(-1)
  if (stage) stage.write = write
  return {
    kind: 'written',
    does: write.does === 'create' ? 'created' : write.does === 'update' ? 'updated' : 'unchanged',
  }
}

/** Parts that are shown in full; of a longer list the rest is counted. */
const SHOWN = 100

/** The parts' own stories, so that one can step into them. */
async function makeParts(
  needs: WalkNeeds,
  { step, children, waits }: MakeEffect,
  story: RecordStory,
  record: WalkedRecord,
): Promise<Input | undefined> {
  const parts: RecordStory[] = []
  const back: Data[] = []
  let lost = 0
  for (const [index, { port, data }] of children.slice(0, SHOWN).entries()) {
    const label = `${record.label} · ${index + 1}`
    const part = await walkFrom(needs, { ...record, label, data }, { step, made: true, ...(port ? { port } : {}) })
    parts.push(part.story)
    if (part.story.outcome === 'absorbed') back.push(part.data)
    if (part.story.outcome === 'held' || part.story.outcome === 'rejected') lost++
  }
  story.parts = parts
  story.partsTotal = children.length
  if (!waits) return { kind: 'absorbed' }
  const { behaviour } = needs.plan.steps[step] ?? {}
  return behaviour?.role === 'each' ? { kind: 'answered', ...behaviour.collect(record.data, back, lost) } : undefined
}

/** A record that begins at a step: a part of another, or one that is run again from there. */
export async function walkFrom(
  needs: WalkNeeds,
  record: WalkedRecord,
  at: { step: string; made: boolean; port?: import('../model/ports.ts').PortName },
): Promise<{ story: RecordStory; data: Data }> {
  const story: RecordStory = { seq: record.seq, label: record.label, stages: [] }
  let state = beginState(needs.plan, record.data, { label: record.label, receivedAt: record.receivedAt ?? 0 })
  let input: Input | undefined = { kind: 'start', at, ...(record.reason ? { reason: record.reason } : {}) }
  while (input) {
    const step = advance(needs.plan, state, input)
    state = step.state
    addStages(story.stages, step.passes, record.data)
    if (!step.effect) break
    input = await answerOf(needs, step.effect, story, { ...record, data: state.data })
    if (!input) story.outcome = 'waiting'
  }
  if (state.ended) Object.assign(story, state.ended)
  return { story, data: state.data }
}
