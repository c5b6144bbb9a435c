/** The durable history of one run: the engine's RunJournal on SQLite. */

import type Database from 'better-sqlite3'
import type {
  Claiming,
  ClaimOwner,
  CountsDelta,
  Decision,
  EchoPort,
  KeptAnswer,
  LastWrite,
  OpenRecord,
  Outcome,
  Parking,
  PathCount,
  Progress,
  Reason,
  RecordKey,
  RecordRow,
  RunCounts,
  RunEvent,
  RunJournal,
  RunState,
  SettledWrite,
  SourcePosition,
  Tokens,
  Unparked,
  Version,
  WriteIntent,
} from '#engine'
import { addCounts, parseCounts } from '#engine'
import { Echoes } from './echoes.ts'
import { guarded } from './failures.ts'
import { ModelAnswers } from './model-answers.ts'
import { RunMemory } from './run-memory.ts'
import { type DecisionRow, decisionOf, type OpenRow, openOf } from './run-rows.ts'
import { prepareStatements, type Statements } from './run-statements.ts'

interface RunRow {
  n: number
  flow: string
  mode: 'practice' | 'live'
  target: string
  taken: number
  done: number
  counts: string
  last_event: number
}

export class SqliteRunJournal implements RunJournal {
  readonly run: string
  private readonly folder: string
  private readonly db: Database.Database
  private readonly sql: Statements
  private readonly n: number
  private readonly flow: string
  /** Practice and live know nothing of each other's keys and held records. */
  private readonly mode: string
  private counts: RunCounts
  private lastEvent: number
  private taken: SourcePosition & { done: boolean }
  private lastSeq: number
  private readonly memory: RunMemory
  private readonly echoes: EchoPort
  private readonly models: ModelAnswers

  constructor(db: Database.Database, folder: string, run: string) {
    this.db = db
    this.folder = folder
    this.run = run
    this.sql = prepareStatements(db)
    const row = this.sql.run.get(run) as RunRow
    this.n = row.n
    this.flow = row.flow
    this.mode = row.mode
    this.counts = parseCounts(JSON.parse(row.counts) as Partial<RunCounts>)
    this.lastEvent = row.last_event
    this.taken = { taken: row.taken, done: row.done === 1 }
    this.lastSeq = this.sql.lastSeq.get(this.n) as number
    this.echoes = new Echoes(db, folder).port(row.mode, row.target)
    this.models = new ModelAnswers(db)
    this.memory = new RunMemory(db, { n: this.n, mode: this.mode })
  }

  transact<T>(work: () => T): T {
    const before = { counts: this.counts, lastEvent: this.lastEvent, taken: this.taken, lastSeq: this.lastSeq }
    return guarded(this.folder, () => {
      try {
        return this.db.transaction(work).immediate()
      } catch (error) {
        Object.assign(this, before)
        // What was added in it is not there any more.
        this.memory.forget()
        throw error
      }
    })
  }

  position(): SourcePosition & { done: boolean } {
    return this.taken
  }

  setPosition({ taken }: SourcePosition, done: boolean): void {
    this.taken = { taken, done }
    this.sql.setPosition.run(taken, done ? 1 : 0, this.run)
  }

  nextSeq(): number {
    this.lastSeq++
    return this.lastSeq
  }

  occurrence(content: string): number {
    const short = Buffer.from(content.slice(0, 16), 'hex')
    // Nearly all are the first of their kind, and asking for a result costs more than the insert itself.
    if (this.sql.firstContent.run(this.n, short).changes > 0) return 1
    return this.sql.nextContent.get(this.n, short) as number
  }

  addRecord(row: RecordRow, progress: Progress): void {
    const { seq, label, identity, correlation, receivedAt, payload, unreadable, at, root, family } = row
    const { step, trace, ended } = progress
    const outcome = ended?.outcome ?? 'waiting'
    const [why, because] = [text(unreadable), text(ended?.reason)]
    const { n, sql } = this
    if (at === undefined)
      sql.addRecord.run(n, seq, label, identity, correlation, receivedAt, payload, why, step, trace, outcome, because)
    else
      sql.addMade.run(
        ...[n, seq, label, identity, correlation, receivedAt, payload, why, step, trace, outcome, because],
        ...[at, root ?? null, family ?? null],
      )
  }

  setProgress(seq: number, { step, trace, ended }: Progress): void {
    this.sql.setProgress.run(step, trace, ended?.outcome ?? 'waiting', text(ended?.reason), this.n, seq)
  }

  addLineage(from: number, to: number): void {
    this.sql.addLineage.run(this.n, from, to)
  }

  openAfter(seq: number, limit: number, made = false): OpenRecord[] {
    const statement = made ? this.sql.madeAfter : this.sql.openAfter
    return (statement.all(this.n, seq, limit) as OpenRow[]).map(openOf)
  }

  record(seq: number): OpenRecord {
    const row = this.sql.recordOf.get(this.n, seq) as OpenRow | undefined
    if (!row) throw new Error(`the run has no record ${seq}`)
    return openOf(row)
  }

  isOpen(seq: number): boolean {
    return this.sql.isOpen.get(this.n, seq) !== undefined
  }

  family(seq: number): { seq: number; outcome: Outcome; trace: string }[] {
    return this.sql.family.all(this.n, seq) as { seq: number; outcome: Outcome; trace: string }[]
  }

  decide(seq: number, { step, port, data, reason }: Decision): void {
    this.sql.decide.run(this.n, seq, step, port, text(data), text(reason))
  }

  decisionsOf(seq: number): Decision[] {
    return (this.sql.decisionsOf.all(this.n, seq) as DecisionRow[]).map(decisionOf)
  }

  claim(claiming: Claiming, record: RecordKey, now: number): ClaimOwner | undefined {
    return this.memory.claim(claiming, record, now)
  }

  releaseClaim(scope: string, key: string, days: number, seq: number): void {
    this.memory.release(scope, key, days, seq)
  }

  order(
    scope: string,
    key: string,
    version: Version,
    days: number,
    record: RecordKey,
    now: number,
  ): Version | undefined {
    return this.memory.order(scope, key, version, days, record, now)
  }

  lastWrite(connection: string, object: string, key: string): LastWrite | undefined {
    return this.echoes.lastWrite(connection, object, key)
  }

  releaseOrder(scope: string, key: string, record: RecordKey): void {
    this.memory.releaseOrder(scope, key, record)
  }

  countUpTo(scope: string, most: number): boolean {
    return most > 0 && this.sql.countUpTo.run(this.n, scope, most).changes > 0
  }

  park({ seq, step, due, task }: Parking, now: number): void {
    this.sql.park.run(this.n, seq, step, text(task), now, due ?? null)
  }

  takeUnparked(now: number, limit: number): Unparked[] {
    const rows = this.sql.unparked.all(this.n, now, limit) as {
      id: number
      seq: number
      step: string
      answer: string | null
    }[]
    return rows.map(({ id, seq, step, answer }) => {
      this.sql.takeTask.run(id)
      return answer === null ? { seq, step } : { seq, step, answer: JSON.parse(answer) as Omit<Decision, 'step'> }
    })
  }

  /** Whether a record of the run can go on: its answer is there, or its time has come. */
  hasUnparked(now: number): boolean {
    return this.sql.anyUnparked.get(this.n, now) === 1
  }

  clockWentBack(now: number): void {
    this.sql.putBack.run(now, now, this.n, now)
  }

  parked(): { any: boolean; due?: number } {
    const { some, due } = this.sql.parked.get(this.n, this.n) as { some: number; due: number | null }
    return due === null ? { any: some === 1 } : { any: some === 1, due }
  }

  modelAnswer(question: string): KeptAnswer | undefined {
    return this.models.get(this.mode, question)
  }

  keepModelAnswer(question: string, answer: KeptAnswer, by: { seq: number; step: string }, now: number): void {
    this.models.add(this.mode, question, answer, { ...by, run: this.n, at: now })
  }

  modelUse(step: string, since: number): Tokens {
    return this.models.use(this.n, step, since)
  }

  addIntent(intent: WriteIntent): void {
    const { seq, step, connection, object, operation, matchField, key, body, before, targetId, at } = intent
    const looked = before === undefined ? 0 : 1
    const image = before ? JSON.stringify(before) : null
    this.sql.addIntent.run(
      this.n,
      seq,
      step,
      connection,
      object,
      operation,
      matchField,
      key,
      JSON.stringify(body),
      looked,
      image,
      targetId ?? null,
      at,
    )
  }

  intentOf(seq: number, step: string): WriteIntent | undefined {
    const row = this.sql.intentOf.get(this.n, seq, step) as IntentRow | undefined
    if (!row) return undefined
    const { body, looked, before, targetId, ...rest } = row
    const intent: WriteIntent = { seq, step, ...rest, body: JSON.parse(body) as WriteIntent['body'] }
    if (looked === 1) intent.before = before === null ? null : (JSON.parse(before) as WriteIntent['body'])
    if (targetId !== null) intent.targetId = targetId
    return intent
  }

  settleWrite({ seq, step, does, targetId }: SettledWrite, now: number): void {
    this.sql.settleWrite.run(does, targetId ?? null, now, this.n, seq, step)
  }

  refused(identity: string, step: string): void {
    this.sql.refused.run(this.flow, this.mode, identity, step)
  }

  refusals(identity: string, step: string): number {
    return (this.sql.refusalsOf.get(this.flow, this.mode, identity, step) as number | undefined) ?? 0
  }

  anyHeld(): boolean {
    return this.sql.anyHeld.get(this.flow, this.mode) !== undefined
  }

  hold(record: RecordKey, step: string, reason: Reason, now: number): boolean {
    const known = this.sql.rehold.run(
      this.n,
      record.seq,
      record.label,
      step,
      JSON.stringify(reason),
      this.flow,
      this.mode,
      record.identity,
    )
    if (known.changes > 0) return false
    const why = JSON.stringify(reason)
    this.sql.hold.run(this.flow, this.mode, record.identity, this.n, record.seq, record.label, step, why, now)
    return true
  }

  settleHold(identity: string, now: number): void {
    this.sql.settleHold.run(now, this.flow, this.mode, identity)
  }

  progressed(delta: CountsDelta, now: number): RunEvent {
    this.counts = addCounts(this.counts, delta)
    this.sql.setCounts.run(JSON.stringify(this.counts), this.run)
    return this.number({ seq: 0, run: this.run, at: now, kind: 'run.progressed', delta })
  }

  ended(state: RunState, reason: Reason | undefined, now: number): RunEvent {
    this.sql.end.run(state, text(reason), now, this.run)
    // Counted so that the input's own repetitions are told apart; a finished run reads no more of it.
    if (state === 'finished') this.sql.dropContents.run(this.n)
    return this.number({ seq: 0, run: this.run, at: now, kind: 'run.ended', state, ...(reason ? { reason } : {}) })
  }

  resumed(now: number): RunEvent {
    this.sql.resume.run(this.run)
    return this.number({ seq: 0, run: this.run, at: now, kind: 'run.resumed' })
  }

  troubled(reason: Reason | undefined, now: number): RunEvent {
    return this.number({ seq: 0, run: this.run, at: now, kind: 'run.troubled', ...(reason ? { reason } : {}) })
  }

  totals(): RunCounts {
    return this.counts
  }

  traces(): PathCount[] {
    const rows = this.sql.traces.all(this.n) as (Omit<PathCount, 'made'> & { made: number })[]
    return rows.map((row) => ({ ...row, made: row.made === 1 }))
  }

  private number(event: RunEvent): RunEvent {
    const numbered = { ...event, seq: ++this.lastEvent }
    this.sql.addEvent.run(this.n, numbered.seq, JSON.stringify(numbered))
    this.sql.setLastEvent.run(this.lastEvent, this.run)
    return numbered
  }
}

interface IntentRow {
  connection: string
  object: string
  operation: string
  matchField: string
  key: string
  body: string
  looked: number
  before: string | null
  targetId: string | null
  at: number
}

const text = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
