/** What a run asks of its durable history. All calls inside one `transact` are committed together, or none of them. */

import type { EchoPort } from '../match/echo.ts'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { ModelSaid, SourcePosition, Tokens } from '../ports.ts'
import type { NearRule, PersonTask, Version } from '../steps/declare.ts'
import type { CountsDelta, RunCounts, RunEvent, RunState } from './view.ts'

export interface RecordKey {
  /** Position in the run, from 1. */
  seq: number
  label: string
  /** The same content with the same occurrence number is the same record, in this run and in others of the flow. */
  identity: string
}

export interface RecordRow extends RecordKey {
  /** What came in, as JSON text. Stored once. */
  payload: string
  correlation: string
  receivedAt: number
  /** Why the source could not read it, or why it begins with a failure. */
  unreadable?: Reason
  /** Where it begins, when that is not the start of the flow (`beginningText`). */
  at?: string
  /** The record of the source that it descends from; absent when it is one. */
  root?: number
  /** The record that waits until this one, a part of it, has ended. */
  family?: number
}

export interface Progress {
  step: string
  trace: string
  ended?: { outcome: Outcome; reason?: Reason }
}

/** A record that has not ended: what a resumed run takes up. */
export interface OpenRecord extends RecordRow {
  trace: string
}

/** An answer that is remembered, because it cannot be worked out again. */
export interface Decision {
  step: string
  port: PortName
  /** The record's data after it, where that changed. */
  data?: Data
  reason?: Reason
}

export interface WriteIntent {
  seq: number
  step: string
  connection: string
  object: string
  operation: string
  matchField: string
  key: string
  body: Record<string, Json>
  /** What the target had before: its fields, null when there was nothing, undefined when nobody could look. */
  before?: Record<string, Json> | null
  targetId?: string
  /** When it was journaled first, in milliseconds since 1970. */
  at: number
}

export interface SettledWrite {
  seq: number
  step: string
  /** `unknown`: it may have been written, and nobody could look. */
  does: 'created' | 'updated' | 'unchanged' | 'failed' | 'unknown'
  targetId?: string
}

/** The record that owns a key; `here`: it is one of this run. */
export interface ClaimOwner {
  seq: number
  label: string
  here: boolean
  /** What was seen of it before, for those that are merged. */
  data?: Data
  /** How alike they are, where the key itself is not the same. */
  near?: { score: number; words: string }
}

export interface Claiming {
  scope: string
  key: string
  days: number
  keep: 'first' | 'latest' | 'merge'
  near?: NearRule
  data: Data
}

/** Something that is waited for: a person's answer, or a time. */
export interface Parking {
  seq: number
  step: string
  /** Milliseconds since 1970 at which it is over without an answer; absent: never. */
  due?: number
  task?: PersonTask
}

/** A parked record whose time came, or whose answer did. */
export interface Unparked {
  seq: number
  step: string
  answer?: Omit<Decision, 'step'>
}

/** An answer of a model as it is kept, and what it took. */
export interface KeptAnswer {
  said: ModelSaid
  tokens: Tokens
}

export interface RunJournal extends EchoPort {
  readonly run: string
  transact<T>(work: () => T): T

  position(): SourcePosition & { done: boolean }
  setPosition(position: SourcePosition, done: boolean): void
  /** The next record number: each call answers another. */
  nextSeq(): number
  /** How often this content came in this run, counting this time. */
  occurrence(contentHash: string): number

  addRecord(row: RecordRow, progress: Progress): void
  setProgress(seq: number, progress: Progress): void
  /** That the second was made of the first. */
  addLineage(from: number, to: number): void
  /** Records that have not ended and are not parked, in intake order, after `seq`; `made`: only those that were made and have not begun. */
  openAfter(seq: number, limit: number, made?: boolean): OpenRecord[]
  record(seq: number): OpenRecord
  /** Whether the record has not ended yet. */
  isOpen(seq: number): boolean
  /** The parts of a record, in order; `back`: it came through. */
  family(seq: number): { seq: number; outcome: Outcome; trace: string }[]

  decide(seq: number, decision: Decision): void
  decisionsOf(seq: number): Decision[]

  /** First come, first served: answers the owner when the key belongs to another record. `days` 0: within this run. */
  claim(claiming: Claiming, record: RecordKey, now: number): ClaimOwner | undefined
  /** Gives a key back that the record owned: it was not delivered. */
  releaseClaim(scope: string, key: string, days: number, seq: number): void
  /** Remembers the version unless a newer one of that key is known; answers the newer one then. */
  order(scope: string, key: string, version: Version, days: number, record: RecordKey, now: number): Version | undefined
  /** Takes the record's version back: it was not delivered, so that an older one may be after all. */
  releaseOrder(scope: string, key: string, record: RecordKey): void
  /** Counts one more of the run, if there are not `most` already. */
  countUpTo(scope: string, most: number): boolean

  park(parking: Parking, now: number): void
  /** Takes parked records whose answer or time came. */
  takeUnparked(now: number, limit: number): Unparked[]
  /** The clock was put back: what was parked later than now waits as long as it was to wait, counted from now. */
  clockWentBack(now: number): void
  /** Whether any are parked, and when the first of them is due. Asked often. */
  parked(): { any: boolean; due?: number }

  /** What a model said when this was asked before, in whatever run: the same question is not asked twice. */
  modelAnswer(question: string): KeptAnswer | undefined
  /** Keeps an answer; the first one counts. `by`: the record and step that asked. */
  keepModelAnswer(question: string, answer: KeptAnswer, by: { seq: number; step: string }, now: number): void
  /** Tokens that the step's questions of this run took since then. */
  modelUse(step: string, since: number): Tokens

  addIntent(intent: WriteIntent): void
  /** The journaled intent of a write that was not settled before a restart. */
  intentOf(seq: number, step: string): WriteIntent | undefined
  settleWrite(write: SettledWrite, now: number): void
  /** A write of this record was definitely refused; and how often that happened, in all runs of the flow. */
  refused(identity: string, step: string): void
  refusals(identity: string, step: string): number

  /** Whether any record of the flow waits on the hold list. */
  anyHeld(): boolean
  /** Puts a record on the hold list; false when it waited there already. */
  hold(record: RecordKey, step: string, reason: Reason, now: number): boolean
  /** Takes a record off the hold list that ended well after all. */
  settleHold(identity: string, now: number): void

  /** Adds to the run's counts and numbers the event; it may be published after the commit. */
  progressed(delta: CountsDelta, now: number): RunEvent
  ended(state: RunState, reason: Reason | undefined, now: number): RunEvent
  resumed(now: number): RunEvent
  /** A system does not answer, or (without a reason) answers again. */
  troubled(reason: Reason | undefined, now: number): RunEvent
  /** The run's counts so far. */
  totals(): RunCounts
  /** Ended and waiting records by path: what the counts must agree with. */
  traces(): PathCount[]
}

/** So many records took this path; `made`: other records became them. */
export interface PathCount {
  trace: string
  outcome: Outcome
  made: boolean
  n: number
}
