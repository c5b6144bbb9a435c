/** All that the engine asks of the world. Adapters make these real; the engine names no clock, socket or file of its own. */

import type { Reason } from './model/failure.ts'
import type { Data, Json } from './model/json.ts'

export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number
  /** Resolves after `ms`, or at once when `signal` aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

export interface Ids {
  /** A new identifier, unique in the world, sortable by time (UUID version 7). */
  next(): string
}

export interface Random {
  /** Uniform in [0, 1). */
  next(): number
}

export interface Hash {
  /** SHA-256 of the UTF-8 text, as 64 hexadecimal digits. */
  sha256(text: string): string
}

export interface NetRequest {
  method: string
  url: string
  headers: Record<string, string>
  body?: string
  /** Milliseconds until the call counts as unanswered: so long for the head of the answer, and again for its whole body. */
  timeout: number
}

export interface NetReply {
  status: number
  /** Lower-case names. */
  headers: Record<string, string>
  /** Text of the body, at most the adapter's limit. */
  body: string
}

/**
 * The one way to other systems. Throws a Failure: `call.blocked` (permanent) when the seal forbids the address,
 * `call.unavailable` (transient) when no answer came; its `details.sent` says `no` when the request certainly never left,
 * `maybe` when it may have been received.
 */
export interface Network {
  request(request: NetRequest): Promise<NetReply>
}

export interface SchemaProblem {
  /** The field, or '' for the whole record. */
  field: string
  /** A plain sentence without full stop, such as `Zip must have five digits`. */
  words: string
}

/** Checks values against a JSON Schema 2020-12. Implementations agree by a conformance suite. */
export interface SchemaPort {
  compile(schema: Json): (value: Data) => SchemaProblem[]
}

/** Cleans one text value; `undefined` when it cannot be read as what it should be. */
export interface PhonePort {
  /** E.164 (`+13125550100`), or undefined. `country` is an ISO 3166 code such as `US`. */
  toE164(text: string, country: string): string | undefined
}

/** One formula to work out for one record. */
export interface FormulaJob {
  /** JSONata. `$eval` is off. */
  formula: string
  data: Data
  /** What `$now()` and `$millis()` answer: milliseconds since 1970, the time the record was received. */
  now: number
  /** Makes `$random()` and `$shuffle()` repeatable: the same seed gives the same numbers. */
  seed: string
}

/** Limits of one job. */
export interface FormulaLimits {
  /** Milliseconds of working time. */
  time: number
  /** Characters of the result as JSON. */
  size: number
}

/** A formula that gives nothing (a field that is not there) answers null. The reason is one of the codes `formula.*`, permanent. */
export type FormulaAnswer = { value: Json } | { reason: Reason }

/**
 * Works formulas out away from the main loop, each within limits of time and memory. Answers come in the order of the jobs. A job
 * that never ends or needs too much room fails alone: the others of its batch are answered. Rejects only for defects of our own
 * and after `close`.
 */
export interface FormulaPort {
  evaluate(jobs: readonly FormulaJob[], limits?: Partial<FormulaLimits>): Promise<FormulaAnswer[]>
  /** Stops what is under way. */
  close(): Promise<void>
}

/** What a model is asked about one record. The record's values stand in `input` alone, never among the instructions. */
export interface ModelJob {
  speaks: 'openai' | 'openai-compatible' | 'anthropic' | 'practice'
  address: string
  token: string
  model: string
  /** Written by whoever drew the flow. */
  instructions: string
  /** Data, as one JSON text. */
  input: string
  /** JSON Schema of the answer. */
  schema: Json
  /** Most tokens of the answer. */
  maxTokens: number
  /** Milliseconds until the call counts as unanswered. */
  timeout: number
}

/** Pieces of text as the model's maker counts them: those that were read, and those that were written. */
export interface Tokens {
  in: number
  out: number
}

/** What a model said: a value of the form that was asked for, or why there is none. Not checked against the schema. */
export type ModelSaid = { value: Json } | { refused: string } | { unusable: string }

/** `refused`: the system's answer to the call, where it is none to the question. */
export type ModelAnswer = { said: ModelSaid; tokens: Tokens; headers: Record<string, string> } | { refused: NetReply }

/**
 * Asks models, without tools, and without trying again by itself. Throws a Failure (`call.blocked`, `call.unavailable`) as the
 * network does.
 */
export interface ModelPort {
  ask(job: ModelJob, signal: AbortSignal): Promise<ModelAnswer>
}

/** Where reading resumes: the number of rows (or events) that were taken. Stored together with the records. */
export interface SourcePosition {
  taken: number
}

/** One record as the source hands it over. */
export interface SourceRecord {
  /** What a person would call it: `row 12`, or an event id. */
  label: string
  data: Data
  /** What tells this record apart from all others of the flow; absent: its content and how often it came in this input. */
  identity?: string
  /** The step that it begins at, when it was at work before and is replayed from there. */
  at?: string
  /** Present when the source could not read it as it stands; the record is then held with this reason. */
  reason?: Reason
}

export interface SourceBatch {
  records: SourceRecord[]
  /** The position after this batch. */
  position: SourcePosition
}

/** Something that hands over records in order, from any position on. Ending the iteration early releases its resources.
 * One that waits for records to arrive (a webhook) ends when `signal` aborts. */
export interface Source {
  read(from: SourcePosition, batchSize: number, signal?: AbortSignal): AsyncIterable<SourceBatch>
}

/** What everything in a run may use. */
export interface Ports {
  clock: Clock
  ids: Ids
  random: Random
  hash: Hash
  network: Network
  schema: SchemaPort
  phone: PhonePort
  formula: FormulaPort
  /** Absent: steps that ask a model cannot be answered. */
  model?: ModelPort
}
