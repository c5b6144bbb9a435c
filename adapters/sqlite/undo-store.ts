/** What can be taken back of a run's writes, and what was. */
import type Database from 'better-sqlite3'
import type { Json, Reason, UndoableWrite } from '#engine'
import { guarded } from './failures.ts'

interface Row {
  seq: number
  label: string
  step: string
  connection: string
  operation: string
  matchField: string
  key: string
  body: string
  looked: number
  before: string | null
  targetId: string | null
  does: UndoableWrite['does']
  undoing: number
}

/** A write that was taken back. */
export interface UndoneWrite {
  step: string
  does: 'delete' | 'restore'
  by: string
  at: number
}

const WRITES = `
  SELECT w.seq, r.label, w.step, w.connection, w.operation, w.match_field AS matchField, w.key, w.body, w.looked, w.before,
    w.target_id AS targetId, coalesce(w.does, 'unknown') AS does, u.run IS NOT NULL AND u.outcome IS NULL AS undoing
  FROM writes w JOIN records r ON r.run = w.run AND r.seq = w.seq
    LEFT JOIN undos u ON u.run = w.run AND u.seq = w.seq AND u.step = w.step
  WHERE w.run = ? AND coalesce(w.does, 'unknown') IN ('created', 'updated', 'unknown') AND coalesce(u.outcome, '') <> 'undone'`

/** Records that were taken back, and those that they were made of: what they own is given back. */
const OWNERS = `
  WITH RECURSIVE up (seq) AS (
    SELECT seq FROM undos WHERE run = @run AND outcome = 'undone'
    UNION SELECT origin FROM lineage JOIN up ON lineage.run = @run AND lineage.made = up.seq)`

export class UndoStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Writes of the run (of those records, if they are named) that were not taken back yet, newest first. */
  writes(run: number, records?: readonly number[]): UndoableWrite[] {
    const chosen = records ? ' AND w.seq IN (SELECT value FROM json_each(?))' : ''
    const sql = `${WRITES}${chosen} ORDER BY coalesce(w.settled_at, w.intent_at) DESC, w.intent_at DESC, w.seq DESC`
    const values = records ? [run, JSON.stringify(records)] : [run]
    return guarded(this.folder, () => (this.db.prepare(sql).all(values) as Row[]).map(writeOf))
  }

  undoneOf(run: number, seq: number): UndoneWrite[] {
    const sql = "SELECT step, does, by, settled_at AS at FROM undos WHERE run = ? AND seq = ? AND outcome = 'undone'"
    return guarded(this.folder, () => this.db.prepare(sql).all(run, seq) as UndoneWrite[])
  }

  /** Journaled before the call that takes it back. */
  intend(run: number, { seq, step }: UndoableWrite, does: 'delete' | 'restore', by: string, now: number): void {
    const sql = 'INSERT OR REPLACE INTO undos (run, seq, step, does, by, intent_at) VALUES (?, ?, ?, ?, ?, ?)'
    guarded(this.folder, () => this.db.prepare(sql).run(run, seq, step, does, by, now))
  }

  /** What became of it. A write that was taken back is another one when it is made again: it gets another key over there. */
  settle(
    run: number,
    { seq, step }: UndoableWrite,
    { outcome, reason, by }: { outcome: string; reason?: Reason | undefined; by: string },
    now: number,
  ): void {
    const settle = `INSERT INTO undos (run, seq, step, does, outcome, reason, by, intent_at, settled_at)
      VALUES (@run, @seq, @step, 'nothing', @outcome, @reason, @by, @now, @now)
      ON CONFLICT DO UPDATE SET outcome = @outcome, reason = @reason, settled_at = @now`
    const another = `INSERT INTO refusals SELECT runs.flow, runs.mode, records.identity, @step, 1
      FROM runs JOIN records ON records.run = runs.n AND records.seq = @seq WHERE runs.n = @run
      ON CONFLICT DO UPDATE SET n = n + 1`
    const values = { run, seq, step, outcome, by, now, reason: reason === undefined ? null : JSON.stringify(reason) }
    guarded(this.folder, () =>
      this.db
        .transaction(() => {
          this.db.prepare(settle).run(values)
          if (outcome === 'undone') this.db.prepare(another).run({ run, seq, step })
        })
        .immediate(),
    )
  }

  /** Keys that the records own are free again, so that running the flow again writes again. */
  releaseKeys(run: number): void {
    const of = (table: string) =>
      `${OWNERS} DELETE FROM ${table} WHERE owner_run = @run AND owner_seq IN (SELECT seq FROM up)`
    guarded(this.folder, () =>
      this.db
        .transaction(() => {
          this.db.prepare(of('claims')).run({ run })
          this.db.prepare(of('likenesses')).run({ run })
        })
        .immediate(),
    )
  }
}

function writeOf({ body, looked, before, targetId, undoing, ...rest }: Row): UndoableWrite {
  const write: UndoableWrite = { ...rest, body: JSON.parse(body) as Record<string, Json> }
  if (looked === 1) write.before = before === null ? null : (JSON.parse(before) as Record<string, Json>)
  if (targetId !== null) write.targetId = targetId
  if (undoing === 1) write.undoing = true
  return write
}
