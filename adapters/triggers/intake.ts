/** Where records go that nobody sent: into the database, in one commit with how far the trigger has come. */
import type { Data } from '#engine'

export interface TriggerRecord {
  /** What stands for the record: one that was taken under this key is not taken again. */
  key: string
  data: Data
}

export interface TriggerIntake {
  /** JSON text that was given last; undefined when there is none. */
  progress(): Promise<string | undefined>
  /** Durable when it resolves: all of the records and the progress, or nothing. */
  take(records: readonly TriggerRecord[], progress: string): Promise<void>
}
