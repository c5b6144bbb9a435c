/** What the pool and its worker say to each other. Data travels as JSON text, so that one record that cannot be sent stops no other. */

export interface SentJob {
  formula: string
  /** The record as JSON. */
  data: string
  now: number
  seed: string
}

export interface Batch {
  jobs: SentJob[]
  /** Most characters of a result. */
  size: number
}

export type Wrong =
  | { wrong: 'failed'; message: string; position: number | null }
  | { wrong: 'too-big'; why: string }
  | { wrong: 'not-data'; found: string }

export type WorkerAnswer = { json: string } | Wrong

/** Answers to consecutive jobs of the batch, beginning with `first`. */
export interface Answered {
  first: number
  answers: WorkerAnswer[]
}

/** Places in the shared clock: the job under way (-1: none), and when it began, in `ticks`. */
export const CURRENT = 0
export const BEGAN = 1

export interface WorkerStart {
  clock: SharedArrayBuffer
}

/** Milliseconds of a clock that all threads share and nobody sets; they begin anew every 49 days, so compare by `ticksSince`. */
export const ticks = (): number => Number(BigInt.asIntN(32, process.hrtime.bigint() / 1_000_000n))

export const ticksSince = (earlier: number): number => (ticks() - earlier) | 0
