/** The durable history of one run: the engine's RunJournal on SQLite. */

import type Database from 'better-sqlite3'
import type {
  ClaimOwner,
  CountsDelta,
  OpenRecord,
  Outcome,
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
  WriteIntent,
} from '#engine'
import { addCounts } from '#engine'
import { guarded } from './failures.ts'
import { prepareStatements, type Statements } from './run-statements.ts'

interface RunRow {
  n: number
  flow: string
  mode: string
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
  private readonly scopes = new Map<string, number>()

  constructor(db: Database.Database, folder: string, run: string) {
    this.db = db
    this.folder = folder
    this.run = run
    this.sql = prepareStatements(db)
    const row = this.sql.run.get(run) as RunRow
    this.n = row.n
    this.flow = row.flow
    this.mode = row.mode
    this.counts = JSON.parse(row.counts) as RunCounts
    this.lastEvent = row.last_event
    this.taken = { taken: row.taken, done: row.done === 1 }
  }

  transact<T>(work: () => T): T {
    const before = { counts: this.counts, lastEvent: this.lastEvent, taken: this.taken }
    return guarded(this.folder, () => {
      try {
        return this.db.transaction(work).immediate()
      } catch (error) {
        Object.assign(this, before)
        // What was added in it is not there any more.
        this.scopes.clear()
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

  lastSeq(): number {
    return this.sql.lastSeq.get(this.n) as number
  }

  occurrence(content: string): number {
    const short = Buffer.from(content.slice(0, 16), 'hex')
    // Nearly all are the first of their kind, and asking for a result costs more than the insert itself.
    if (this.sql.firstContent.run(this.n, short).changes > 0) return 1
    return this.sql.nextContent.get(this.n, short) as number
  }

  addRecord(row: RecordRow, progress: Progress): void {
    const { seq, label, identity, correlation, receivedAt, payload, unreadable } = row
    const { step, trace, ended } = progress
    const outcome = ended?.outcome ?? 'waiting'
    const why = unreadable ? JSON.stringify(unreadable) : null
    this.sql.addRecord.run(
      this.n,
      seq,
      label,
      identity,
      correlation,
      receivedAt,
      payload,
      why,
      step,
      trace,
      outcome,
      text(ended?.reason),
    )
  }

  setProgress(seq: number, { step, trace, ended }: Progress): void {
    this.sql.setProgress.run(step, trace, ended?.outcome ?? 'waiting', text(ended?.reason), this.n, seq)
  }

  openAfter(seq: number, limit: number): OpenRecord[] {
    return (this.sql.openAfter.all(this.n, seq, limit) as (OpenRecord & { unreadableText: string | null })[]).map(
      (row) => {
        const { unreadableText, ...record } = row
        return unreadableText === null ? record : { ...record, unreadable: JSON.parse(unreadableText) as Reason }
      },
    )
  }

  claim(scope: string, key: string, days: number, record: RecordKey, now: number): ClaimOwner | undefined {
    const across = days > 0 ? 0 : this.n
    const id = this.scopeId(scope)
    const identity = days > 0 ? record.identity : ''
    const mine = [across, id, key, identity, this.n, record.seq, record.label, now]
    if (this.sql.firstClaim.run(mine).changes > 0) return undefined
    const since = days > 0 && Number.isFinite(days) ? now - days * 86_400_000 : 0
    const row = this.sql.claimOf.get(across, id, key) as ClaimRow
    const isMine =
      (row.owner_run === this.n && row.owner_seq === record.seq) || (days > 0 && row.identity === record.identity)
    if (!isMine && row.claimed_at >= since)
      return { seq: row.owner_seq, label: row.label, here: row.owner_run === this.n }
    this.sql.claim.run(mine)
    return undefined
  }

  private scopeId(scope: string): number {
    let id = this.scopes.get(scope)
    if (id === undefined) {
      id = (this.sql.scopeOf.get(this.mode, scope) ?? this.sql.addScope.get(this.mode, scope)) as number
      this.scopes.set(scope, id)
    }
    return id
  }

  releaseClaim(scope: string, key: string, days: number, seq: number): void {
    this.sql.releaseClaim.run(days > 0 ? 0 : this.n, this.scopeId(scope), key, this.n, seq)
  }

  addIntent(intent: WriteIntent, now: number): void {
    const { seq, step, connection, object, matchField, key, body, before, targetId } = intent
    const looked = before === undefined ? 0 : 1
    const image = before ? JSON.stringify(before) : null
    this.sql.addIntent.run(
      this.n,
      seq,
      step,
      connection,
      object,
      matchField,
      key,
      JSON.stringify(body),
      looked,
      image,
      targetId ?? null,
      now,
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

  traces(): { trace: string; outcome: Outcome; n: number }[] {
    return this.sql.traces.all(this.n) as { trace: string; outcome: Outcome; n: number }[]
  }

  private number(event: RunEvent): RunEvent {
    const numbered = { ...event, seq: ++this.lastEvent }
    this.sql.addEvent.run(this.n, numbered.seq, JSON.stringify(numbered))
    this.sql.setLastEvent.run(this.lastEvent, this.run)
    return numbered
  }
}

interface ClaimRow {
  identity: string
  owner_run: number
  owner_seq: number
  label: string
  claimed_at: number
}

interface IntentRow {
  connection: string
  object: string
  matchField: string
  key: string
  body: string
  looked: number
  before: string | null
  targetId: string | null
}

const text = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))
