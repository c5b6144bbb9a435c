/** What happened to one record, told step by step. The same shape serves a finished run and stepping through a draft. */
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { PersonTask } from '../steps/declare.ts'

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
  /** When it was about to be sent first, and when it was known what became of it; in milliseconds since 1970. Absent while stepping. */
  sentAt?: number
  settledAt?: number
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
  /** What a person is asked here; while stepping, an answer can be tried. */
  task?: PersonTask
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
  /** While stepping: its name in the walk, by which it can be stepped again from one of its steps. */
  walkId?: string
  /** While stepping, for one that was made of several: how they are called (the first of them), and how many they are. */
  madeOf?: { labels: string[]; total: number }
  /** While stepping, for one that waits to be gathered with others. */
  gathering?: Gathered
  reason?: Reason
  correlation?: string
}

/** How far others were looked for that a record is gathered with. */
export interface Gathered {
  /** How many belong together so far, itself included. */
  total: number
  /** Rows behind it that were looked at; it may be gathered with some that come later. */
  ahead: number
}
