/** The stepper: the same reducer behind a gate. One record of a draft, step by step, without writing anything. */
import type { Connector } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { FormulaPort, ModelSaid } from '../ports.ts'
import { advance, beginState, type Input, type RecordState } from './advance.ts'
import type { Beginning, ComputeEffect, Effect, FindEffect, ModelEffect, PersonEffect, WriteEffect } from './effects.ts'
import { keepsKeys } from './keeps-keys.ts'
import type { Plan } from './plan.ts'
import { addStages, previewOf } from './stages.ts'
import type { RecordStory } from './story.ts'
import type { Who } from './walk-as-of.ts'
import type { Group, WalkGroups } from './walk-groups.ts'
import type { WalkMemory } from './walk-memory.ts'
import { combined, type FollowPart, makeParts, type Walked } from './walk-parts.ts'

export interface WalkNeeds {
  plan: Plan
  connectors: Readonly<Record<string, Connector>>
  formula: Pick<FormulaPort, 'evaluate'>
  /** What the records before left behind. */
  memory: WalkMemory
  /** Who is gathered with whom; absent: a record that is gathered waits there. */
  groups?: WalkGroups
  /** What a system has under the key now; a read, never a write. Absent: nobody looks, writes count as done, and a look-up step ends the way. */
  look?(effect: WriteEffect | FindEffect): Promise<Found | undefined>
  /** Only what a record leaves behind is of interest: writes are taken as done, and nobody looks what they would change. */
  passing?: boolean
  /**
   * Asks a model, or (`known`) only remembers what it said before: what it said, or undefined, and then the record waits there. Throws
   * the Failure of a call that is refused. Absent: every record waits there.
   */
  model?(effect: ModelEffect, known: boolean): Promise<ModelSaid | undefined>
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
  /** Its name in the walk and its place in the order of the rows; absent: both are its number. */
  id?: string
  place?: number
  /** The row that it descends from, and the record that waits until it has ended. */
  root?: string
  family?: string
}

/** Walks at most `most` stages; the story has an outcome when its end was reached. Look-ups beyond the last stage are not made. */
export async function walkRecord(needs: WalkNeeds, record: WalkedRecord, most: number): Promise<RecordStory> {
  const begin: Input = record.reason ? { kind: 'begin', reason: record.reason } : { kind: 'begin' }
  return (await new Way(needs, record).follow(begin, most)).story
}

/** A record that begins at a step: a part of another, or one that is run again from there. */
export function walkFrom(needs: WalkNeeds, record: WalkedRecord, at: Beginning): Promise<Walked> {
  const start: Input = { kind: 'start', at, ...(record.reason ? { reason: record.reason } : {}) }
  return new Way(needs, record).follow(start, Number.POSITIVE_INFINITY)
}

/** The record that those of a group become, from where they were gathered. Undefined when there are none. */
export async function walkGroup(needs: WalkNeeds, group: Group): Promise<Walked | undefined> {
  const made = combined(group)
  if (!made) return undefined
  const walked = await walkFrom(needs, made.record, { step: group.step, made: true, port: made.port })
  const labels = group.members.slice(0, 20).map(({ who }) => who.label)
  walked.story.madeOf = { labels, total: group.members.length }
  for (const { story } of group.members) {
    Object.assign(story, { parts: [walked.story], partsTotal: 1, outcome: 'absorbed' })
    delete story.gathering
  }
  return walked
}

/** One record on its way through the plan. */
class Way {
  private readonly needs: WalkNeeds
  private readonly record: WalkedRecord
  private readonly who: Who
  private readonly story: RecordStory
  private state: RecordState
  private made: Walked[] = []

  constructor(needs: WalkNeeds, record: WalkedRecord) {
    const { seq, label, id = `${seq}`, place = seq } = record
    this.needs = needs
    this.record = record
    this.who = { id, at: place, seq, label }
    this.story = { seq, label, stages: [], walkId: id }
    this.state = beginState(needs.plan, record.data, { label, receivedAt: record.receivedAt ?? 0 })
  }

  async follow(from: Input, most: number): Promise<Walked> {
    const { story, needs } = this
    const { stages } = story
    let input: Input | undefined = from
    while (input && stages.length <= most) {
      const step = advance(needs.plan, this.state, input)
      this.state = step.state
      addStages(stages, step.passes, this.record.data)
      if (stages.length > most || !step.effect) break
      input = await this.answer(step.effect)
      if (!input) story.outcome = 'waiting'
    }
    const whole = stages.length <= most
    stages.length = Math.min(stages.length, most)
    if (whole && this.state.ended) this.end(this.state.ended)
    return { story, data: this.state.data, made: this.made }
  }

  private end(ended: NonNullable<RecordState['ended']>): void {
    Object.assign(this.story, ended)
    const { did } = this.state
    this.needs.memory.ended(
      this.who.id,
      did !== undefined ||
        keepsKeys(
          ended.outcome,
          this.story.stages.map(({ port }) => port),
        ),
    )
  }

  private async answer(effect: Effect): Promise<Input | undefined> {
    const { needs, story } = this
    switch (effect.kind) {
      case 'claim':
      case 'order':
      case 'limit':
        return needs.memory.decide(effect, this.who)
      case 'make': {
        const { answer, made } = await makeParts(needs, effect, this.making())
        this.made = made
        return answer
      }
      case 'gather': {
        const { root = this.who.id, family = '' } = this.record
        // It will be absorbed: whoever comes with its keys does not wait for that here.
        needs.memory.ended(this.who.id, true)
        needs.groups?.add(effect, { who: this.who, root, family, data: this.state.data, story })
        return undefined
      }
      // What was written last is the journal's to know; nothing was written while stepping.
      case 'echo':
      case 'pace':
      case 'wait':
        return { kind: 'answered', port: 'main' }
      case 'person': {
        const stage = story.stages.at(-1)
        if (stage) stage.task = effect.task
        return needs.person?.(effect)
      }
      case 'compute':
        return this.compute(effect)
      case 'find':
        return needs.look && { kind: 'answered', ...effect.take(effect.data, await needs.look(effect)) }
      case 'model':
        return needs.model && this.askModel(effect, needs.model)
      case 'write':
        return this.preview(effect)
    }
  }

  private making(): FollowPart {
    const { record, who, story, needs } = this
    return {
      ...{ record: { ...record, data: this.state.data }, who, story },
      follow: walkFrom,
      gather: (group) => walkGroup(needs, group),
    }
  }

  private async compute({ formula, data, take }: ComputeEffect): Promise<Input | undefined> {
    const { seq, receivedAt: now = 0 } = this.record
    const [answer] = await this.needs.formula.evaluate([{ formula, data, now, seed: `${seq}` }])
    if (!answer) return undefined
    if ('reason' in answer) return { kind: 'failed', reason: answer.reason }
    return { kind: 'answered', ...take(data, answer.value) }
  }

  private async askModel(effect: ModelEffect, model: NonNullable<WalkNeeds['model']>): Promise<Input | undefined> {
    try {
      const said = await model(effect, this.needs.passing === true)
      return said && { kind: 'answered', ...effect.take(effect.data, said, effect.seen) }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { kind: 'failed', reason: reasonOf(error) }
    }
  }

  private async preview(effect: WriteEffect): Promise<Input> {
    const { plan, connectors, look, passing } = this.needs
    if (!look || passing) return { kind: 'written', does: 'unchanged' }
    const write = previewOf(plan, connectors, effect, await look(effect))
    const stage = this.story.stages.at(-1)
    if (stage) stage.write = write
    return { kind: 'written', does: DONE[write.does] }
  }
}

const DONE = { create: 'created', update: 'updated', unchanged: 'unchanged' } as const
