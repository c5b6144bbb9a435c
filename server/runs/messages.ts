/** What the server and the thread that its runs have to themselves ask of one another. */
import type { StoredHold } from '#adapters/sqlite'
import type { InstalledFlow, LiveSlot, QueuedEvent } from '#adapters/sqlite/server-store'
import type { GivenAnswer, Outcome, Question, Reason, RunView } from '#engine'
import type { KeptFile } from './kept-files.ts'

/** All that a flow's runs need: its installed versions and its live sign-ins. */
export interface FlowLaunch {
  installed: InstalledFlow
  versions: { version: number; bundle: Uint8Array; trust: string }[]
  slots: LiveSlot[]
}

/** Where an event of a webhook is by now. */
export interface EventPlace {
  run: string
  record: number
  outcome: Outcome
  step: string
  reason?: Reason
}

export interface OpenTasks {
  total: number
  tasks: Question[]
}

/** Answered by the thread of the runs. */
export interface RunsApi {
  /** Opens the runs of the data folder. Throws the failures of openStore. */
  open(): void
  /** Takes up what did not finish, and new records from now on. Throws server.slot-missing. */
  start(launch: FlowLaunch): void
  /** Answers when everything of the flow has come to rest and is journaled. */
  stop(flow: string): Promise<void>
  /** Begins a run on a kept file, or answers the one that the same file is in already. Durable when it is answered. */
  addFile(flow: string, file: KeptFile): string
  /** Events are there for the flow. */
  arrived(flow: string): void
  lastRun(flow: string): RunView | undefined
  run(run: string): RunView | undefined
  /** Everything that began and did not finish, newest first. */
  openRuns(flow: string): RunView[]
  holds(flow: string, offset: number, limit: number): { total: number; holds: StoredHold[] }
  /** Open questions, those that were asked first before the others. Their values are masked unless they are to be revealed. */
  tasks(flow: string | undefined, page: { offset: number; limit: number; reveal: boolean }): OpenTasks
  /**
   * The first answer counts. Throws Failures task.not-found, task.answered, task.closed, task.other-answer, task.other-field.
   * `goesOn`: at once; otherwise when the flow is started again.
   */
  answer(task: number, given: GivenAnswer): { goesOn: boolean }
  /** Undefined while the event waits in the queue. */
  event(flow: string, n: number): EventPlace | undefined
  close(): Promise<void>
}

/** Answered by the server. */
export interface QueueApi {
  /** Events after `n`, in order; everything up to `n` is in the journal of a run. */
  eventsAfter(flow: string, n: number, limit: number): QueuedEvent[]
  /** How far a flow that starts by itself has come. */
  progress(flow: string): string | undefined
  /** Takes records and progress in one commit; a record whose key is known is not taken again. */
  advance(flow: string, records: { key: string; body: string }[], progress: string): void
  /** Something that a person should know about how the flow starts. */
  told(flow: string, words: Pick<Reason, 'code' | 'values'>): void
  bug(error: unknown): void
}
