/** Stepping through the rows of an input: each as it stands when those before it have gone through, and whoever it is gathered with. */
import type { Data } from '../model/json.ts'
import type { PortName } from '../model/ports.ts'
import type { SourceRecord } from '../ports.ts'
import type { Input } from './advance.ts'
import type { Beginning, PersonEffect } from './effects.ts'
import type { RecordStory } from './story.ts'
import { type WalkedRecord, type WalkNeeds, walkFrom, walkGroup, walkRecord } from './walk.ts'
import { type Group, WalkGroups } from './walk-groups.ts'
import { WalkMemory } from './walk-memory.ts'

export interface RowsNeeds extends Omit<WalkNeeds, 'memory' | 'groups' | 'passing'> {
  rows: readonly SourceRecord[]
  /** Lets others have their turn; called every few hundred rows. */
  breathe?(): Promise<void>
}

export interface WalkOptions {
  /** Stages to tell; all when absent. */
  most?: number
  person?(effect: PersonEffect): Input | undefined
}

/** A record that is stepped again from one of its steps. */
export interface Again {
  /** Its `walkId`, and what it is called. */
  id: string
  label: string
  step: string
  data: Data
  /** Not through the step again, but from its exit (or, without one, into the flow inside it), as what it makes begins. */
  made?: { port?: PortName } | undefined
}

/** Rows behind a record that are looked at for those that it is gathered with. */
const AHEAD = 2000
/** Groups that one row's records are followed into. */
const MOST_GROUPS = 100
const TURN = 250

export class WalkRows {
  private readonly rows: readonly SourceRecord[]
  private readonly needs: WalkNeeds & { groups: WalkGroups }
  private readonly breathe: (() => Promise<void>) | undefined
  /** Rows that have gone through. */
  private passed = 0
  private drained = false

  constructor({ rows, breathe, ...needs }: RowsNeeds) {
    this.rows = rows
    this.breathe = breathe
    this.needs = { ...needs, memory: new WalkMemory(), groups: new WalkGroups() }
  }

  /** The story of a row, counted from 1. */
  async walk(row: number, { most = Number.POSITIVE_INFINITY, person }: WalkOptions = {}): Promise<RecordStory> {
    await this.passTo(row - 1)
    this.forget(`${row}`)
    const needs = person ? { ...this.needs, person } : this.needs
    const story = await walkRecord(needs, this.record(row), most)
    this.passed = Math.max(this.passed, row)
    await this.passFull()
    await this.gatherFor(story, row, needs)
    // What was tried leaves nothing behind.
    if (person || Number.isFinite(most)) await this.passAgain(row)
    return story
  }

  /** A record of a row's story again from one of its steps, with other data; what is tried leaves nothing behind. */
  async again(row: number, { id, label, step, data, made }: Again, { person }: WalkOptions = {}): Promise<RecordStory> {
    await this.passTo(row)
    const group = this.needs.groups.named(id)
    this.forget(group ? group.id : id)
    const needs = person ? { ...this.needs, person } : this.needs
    const { reason: _reason, ...same } = this.record(row)
    const record = { ...same, id, label, data, root: `${row}`, place: group?.closedAt ?? row }
    const begins = step === this.needs.plan.source
    const at: Beginning = { step, made: made !== undefined, ...(made?.port ? { port: made.port } : {}) }
    const story = begins ? await walkRecord(needs, record, Infinity) : (await walkFrom(needs, record, at)).story
    await this.gatherFor(story, row, needs)
    if (group) {
      this.forget(group.id)
      await walkGroup({ ...this.needs, passing: true }, group)
    }
    await this.passAgain(row)
    return story
  }

  /** A row's story with nobody looking at what is written: it counts as unchanged. Where `look` is absent, a look-up step ends it. */
  async pass(row: number): Promise<RecordStory> {
    await this.passTo(row - 1)
    return this.passOne(row)
  }

  private async passOne(row: number): Promise<RecordStory> {
    if (row <= this.passed) this.forget(`${row}`)
    const story = await walkRecord({ ...this.needs, passing: true }, this.record(row), Number.POSITIVE_INFINITY)
    this.passed = Math.max(this.passed, row)
    await this.passFull()
    return story
  }

  /** Lets the rows up to this one leave behind what they do. */
  async passTo(row: number): Promise<void> {
    while (this.passed < Math.min(row, this.rows.length)) {
      await this.passOne(this.passed + 1)
      if (this.passed % TURN === 0) await this.breathe?.()
    }
  }

  private async passAgain(row: number): Promise<void> {
    this.forget(`${row}`)
    await this.passOne(row)
  }

  private forget(id: string): void {
    this.needs.memory.forget(id)
    this.needs.groups.forget(id)
  }

  private record(row: number): WalkedRecord {
    const found = this.rows[row - 1]
    if (!found) throw new Error(`there is no row ${row}`)
    const { label, data, reason } = found
    return { seq: row, label, data, ...(reason ? { reason } : {}) }
  }

  /** Groups that became complete go on, as far as they leave anything behind. */
  private async passFull(): Promise<void> {
    const { groups } = this.needs
    for (let full = groups.takeFull(); full; full = groups.takeFull())
      await walkGroup({ ...this.needs, passing: true }, full)
  }

  /** Follows the records of a story into the groups where they are gathered. */
  private async gatherFor(story: RecordStory, row: number, needs: WalkNeeds): Promise<void> {
    const waiting = [story]
    for (let n = 0; n < MOST_GROUPS; n++) {
      const next = waiting.shift()
      if (!next) return
      waiting.push(...(next.parts ?? []))
      const group = next.outcome === 'waiting' && next.walkId ? this.needs.groups.of(next.walkId) : undefined
      if (!group) continue
      const ahead = await this.lookAhead(group, row)
      this.forget(group.id)
      // It belongs to the records that are told now, whoever told of them last.
      for (const member of group.members) if (member.who.id === next.walkId) member.story = next
      const walked = group.closedAt === undefined ? undefined : await walkGroup(needs, group)
      if (walked) waiting.push(walked.story)
      else next.gathering = { total: group.members.length, ahead }
    }
  }

  /** Lets rows pass until the group is closed; answers how many it looked at. */
  private async lookAhead(group: Group, row: number): Promise<number> {
    const end = Math.min(this.rows.length, row + AHEAD)
    while (group.closedAt === undefined && this.passed < end) await this.passTo(this.passed + 1)
    if (group.closedAt === undefined && this.passed >= this.rows.length) await this.drain()
    return Math.max(0, this.passed - row)
  }

  /** The input has ended: what is gathered by now is all there is. */
  private async drain(): Promise<void> {
    if (this.drained) return
    this.drained = true
    const { groups, plan } = this.needs
    const next = () => groups.closeFirst(plan.order, this.rows.length + 1)
    for (let closing = next(); closing.length > 0; closing = next()) {
      for (const group of closing) await walkGroup({ ...this.needs, passing: true }, group)
      await this.passFull()
    }
  }
}
