/** What a run asks of its durable history. All calls inside one `transact` are committed together, or none of them. */

import type { Reason } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Outcome } from '../model/ports.ts'
import type { SourcePosition } from '../ports.ts'
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
  /** Why the source could not read it, if so. */
  unreadable?: Reason
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

export interface WriteIntent {
  seq: number
  step: string
  connection: string
  object: string
  matchField: string
  key: string
  body: Record<string, Json>
  /** What the target had before: its fields, null when there was nothing, undefined when nobody could look. */
  before?: Record<string, Json> | null
  targetId?: string
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
}

export interface RunJournal {
  readonly run: string
  transact<T>(work: () => T): T

  position(): SourcePosition & { done: boolean }
  setPosition(position: SourcePosition, done: boolean): void
  /** Highest record number that is committed; 0 when there is none. */
  lastSeq(): number
  /** How often this content came in this run, counting this time. */
  occurrence(contentHash: string): number

  addRecord(row: RecordRow, progress: Progress): void
  setProgress(seq: number, progress: Progress): void
  /** Records that have not ended, in intake order, after `seq`. */
  openAfter(seq: number, limit: number): OpenRecord[]

  /** First come, first served: answers the owner when the key belongs to another record. `days` 0: within this run. */
  claim(scope: string, key: string, days: number, record: RecordKey, now: number): ClaimOwner | undefined
  /** Gives a key back that the record owned: it was not delivered. */
  releaseClaim(scope: string, key: string, days: number, seq: number): void

  addIntent(intent: WriteIntent, now: number): void
  /** The journaled intent of a write that was not settled before a restart. */
  intentOf(seq: number, step: string): WriteIntent | undefined
  settleWrite(write: SettledWrite, now: number): void

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
  traces(): { trace: string; outcome: Outcome; n: number }[]
}
