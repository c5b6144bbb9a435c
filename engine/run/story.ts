/** What happened to one record, told step by step. The same shape serves a finished run and stepping through a draft. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'

export interface FieldChange {
  field: string
  /** Absent: there was none. `known: false` on the write says the old value could not be read. */
  old?: Json
  new?: Json
}

/** What a write did, or would do while stepping. */
export interface WriteStory {
  does: 'create' | 'update' | 'unchanged'
  /** True while stepping: nothing was sent. */
  preview: boolean
  system: string
  object: string
  matchField: string
  key: string
  changes: FieldChange[]
  /** It was taken back since. */
  undone?: { does: 'delete' | 'restore'; by: string; at: number }
  /** Id at the target, when it is known. */
  targetId?: string
}

export interface Stage {
  step: string
  /** Data on arrival and on leaving. */
  before: Data
  after: Data
  /** The exit it took; absent when it ended or waits here. */
  port?: PortName
  reason?: Reason
  write?: WriteStory
}

export interface RecordStory {
  /** Position in the run, from 1; also the record's number on screen. */
  seq: number
  /** What the source calls it, such as `row 12`. */
  label: string
  stages: Stage[]
  /** Absent while the story is not told to its end. */
  outcome?: Outcome
  /** The records that were made of it, as far as they are told, and how many there are. */
  parts?: RecordStory[]
  partsTotal?: number
  reason?: Reason
  correlation?: string
}
