/** Questions about the records, writes and held records of runs, a page at a time. */

import type Database from 'better-sqlite3'
import type { Decision, Json, Outcome, Reason, RecordRow } from '#engine'
import { guarded } from './failures.ts'
import { type DecisionRow, decisionOf } from './run-rows.ts'

export interface StoredRecord extends RecordRow {
  step: string
  trace: string
  outcome: Outcome
  reason?: Reason
}

export interface StoredWrite {
  seq: number
  label: string
  payload: string
  step: string
  connection: string
  object: string
  matchField: string
  key: string
  body: Record<string, Json>
  /** Fields before; null: there was nothing; undefined: nobody could look. */
  before?: Record<string, Json> | null
  targetId?: string
  does?: 'created' | 'updated' | 'unchanged' | 'failed' | 'unknown'
  /** When it was about to be sent first, and when it was known what became of it; in milliseconds since 1970. */
  intentAt: number
  settledAt?: number
}

export interface StoredHold {
  id: number
  run: string
  seq: number
  label: string
  payload: string
  step: string
  reason: Reason
  heldAt: number
}

export interface RecordFilter {
  outcome?: string
  step?: string
  port?: string
  search?: string
  offset: number
  limit: number
}

interface RecordSqlRow {
  seq: number
  label: string
  identity: string
  correlation: string
  received_at: number
  payload: string
  unreadable: string | null
  step: string
  trace: string
  outcome: Outcome
  reason: string | null
  at: string | null
  root: number | null
  family: number | null
}

interface WriteSqlRow extends Omit<StoredWrite, 'body' | 'before' | 'targetId' | 'does' | 'settledAt'> {
  body: string
  looked: number
  before: string | null
  target_id: string | null
  does: StoredWrite['does'] | null
  settledAt: number | null
}

const WRITE_COLUMNS = `w.seq, r.label, r.payload, w.step, w.connection, w.object, w.match_field AS matchField, w.key, w.body,
  w.looked, w.before, w.target_id, w.does, w.intent_at AS intentAt, w.settled_at AS settledAt FROM writes w JOIN records r ON r.run = w.run AND r.seq = w.seq`

export class RecordQueries {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  records(n: number, filter: RecordFilter): { total: number; records: StoredRecord[] } {
    const where = ['run = ?']
    const values: unknown[] = [n]
    if (filter.outcome) where.push('outcome = ?') && values.push(filter.outcome)
    if (filter.step) {
      // A trace is words such as `check:main` and `write:main=created`; a step where it stands or ended is its id alone.
      const ends = filter.port ? [`:${filter.port} `, `:${filter.port}=`] : [':', ' ']
      const words = [' ', ' +', ' ~'].flatMap((mark) => ends.map((end) => `${mark}${filter.step}${end}`))
      where.push(`(${words.map(() => "instr(' ' || trace || ' ', ?) > 0").join(' OR ')})`)
      values.push(...words)
    }
    if (filter.search) where.push(`payload LIKE ? ESCAPE '\\'`) && values.push(`%${like(filter.search)}%`)
    const condition = where.join(' AND ')
    return guarded(this.folder, () => {
      const total = this.db.prepare(`SELECT count(*) FROM records WHERE ${condition}`).pluck().get(values) as number
      const rows = this.db.prepare(`SELECT * FROM records WHERE ${condition} ORDER BY seq LIMIT ? OFFSET ?`)
      return { total, records: (rows.all([...values, filter.limit, filter.offset]) as RecordSqlRow[]).map(recordOf) }
    })
  }

  record(n: number, seq: number): StoredRecord | undefined {
    const row = guarded(
      this.folder,
      () => this.db.prepare('SELECT * FROM records WHERE run = ? AND seq = ?').get(n, seq) as RecordSqlRow | undefined,
    )
    return row && recordOf(row)
  }

  /** The record that the run received at that place, from 1; `made`: others were made between them, so that numbers do not say it. */
  received(n: number, place: number, made: boolean): StoredRecord | undefined {
    if (!made) return this.record(n, place)
    const sql = 'SELECT * FROM records WHERE run = ? AND root IS NULL ORDER BY seq LIMIT 1 OFFSET ?'
    const row = guarded(this.folder, () => this.db.prepare(sql).get(n, place - 1) as RecordSqlRow | undefined)
    return row && recordOf(row)
  }

  /** What a record was made of, and what was made of it. */
  lineage(n: number, seq: number): { from: number[]; made: number[] } {
    const ask = (sql: string) => this.db.prepare(sql).pluck().all(n, seq) as number[]
    return guarded(this.folder, () => ({
      from: ask('SELECT origin FROM lineage WHERE run = ? AND made = ? ORDER BY origin LIMIT 1000'),
      made: ask('SELECT made FROM lineage WHERE run = ? AND origin = ? ORDER BY made LIMIT 1000'),
    }))
  }

  decisionsOf(n: number, seq: number): Decision[] {
    const sql = 'SELECT step, port, data, reason FROM decisions WHERE run = ? AND seq = ?'
    return guarded(this.folder, () => (this.db.prepare(sql).all(n, seq) as DecisionRow[]).map(decisionOf))
  }

  writesOf(n: number, seq: number): StoredWrite[] {
    return guarded(this.folder, () =>
      (this.db.prepare(`SELECT ${WRITE_COLUMNS} WHERE w.run = ? AND w.seq = ?`).all(n, seq) as WriteSqlRow[]).map(
        writeOf,
      ),
    )
  }

  writes(n: number, filter: { step?: string; does?: string; offset: number; limit: number }) {
    const where = ["w.run = ? AND w.does IN ('created', 'updated', 'unchanged')"]
    const values: unknown[] = [n]
    if (filter.step) where.push('w.step = ?') && values.push(filter.step)
    return guarded(this.folder, () => {
      const counted = this.db
        .prepare(`SELECT w.does, count(*) AS n FROM writes w WHERE ${where.join(' AND ')} GROUP BY w.does`)
        .all(values) as { does: 'created' | 'updated' | 'unchanged'; n: number }[]
      const counts = { created: 0, updated: 0, unchanged: 0 }
      for (const { does, n } of counted) counts[does] = n
      if (filter.does) where.push('w.does = ?') && values.push(filter.does)
      const rows = this.db
        .prepare(`SELECT ${WRITE_COLUMNS} WHERE ${where.join(' AND ')} ORDER BY w.seq LIMIT ? OFFSET ?`)
        .all([...values, filter.limit, filter.offset]) as WriteSqlRow[]
      return { counts, writes: rows.map(writeOf) }
    })
  }

  /** The hold list of a flow: practice and live have one each. */
  holds(
    flow: string,
    mode: 'practice' | 'live',
    offset: number,
    limit: number,
  ): { total: number; holds: StoredHold[] } {
    return guarded(this.folder, () => {
      const total = this.db
        .prepare('SELECT count(*) FROM holds WHERE flow = ? AND mode = ? AND settled_at IS NULL')
        .pluck()
        .get(flow, mode) as number
      const rows = this.db
        .prepare(
          `SELECT h.id, runs.id AS run, h.seq, h.label, r.payload, h.step, h.reason, h.held_at AS heldAt
           FROM holds h JOIN runs ON runs.n = h.run JOIN records r ON r.run = h.run AND r.seq = h.seq
           WHERE h.flow = ? AND h.mode = ? AND h.settled_at IS NULL ORDER BY h.id LIMIT ? OFFSET ?`,
        )
        .all(flow, mode, limit, offset) as (Omit<StoredHold, 'reason'> & { reason: string })[]
      return { total, holds: rows.map((row) => ({ ...row, reason: JSON.parse(row.reason) as Reason })) }
    })
  }
}

const like = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

function recordOf(row: RecordSqlRow): StoredRecord {
  const { received_at, unreadable, reason, at, root, family, ...rest } = row
  const record: StoredRecord = { ...rest, receivedAt: received_at }
  if (unreadable !== null) record.unreadable = JSON.parse(unreadable) as Reason
  if (reason !== null) record.reason = JSON.parse(reason) as Reason
  if (at !== null) record.at = at
  if (root !== null) record.root = root
  if (family !== null) record.family = family
  return record
}

function writeOf(row: WriteSqlRow): StoredWrite {
  const { body, looked, before, target_id, does, settledAt, ...rest } = row
  const write: StoredWrite = { ...rest, body: JSON.parse(body) as Record<string, Json> }
  if (looked === 1) write.before = before === null ? null : (JSON.parse(before) as Record<string, Json>)
  if (target_id !== null) write.targetId = target_id
  if (does !== null && does !== undefined) write.does = does
  if (settledAt !== null) write.settledAt = settledAt
  return write
}
