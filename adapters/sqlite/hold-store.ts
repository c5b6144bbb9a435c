/** The hold list as people work on it: found by cause, corrected, replayed, settled by hand. */
import type Database from 'better-sqlite3'
import type { Data, Json, Reason, SourceRecord } from '#engine'
import { guarded } from './failures.ts'

export interface HeldRecord {
  id: number
  flow: string
  mode: 'practice' | 'live'
  identity: string
  run: string
  /** The run's number in this store. */
  n: number
  seq: number
  label: string
  payload: string
  step: string
  reason: Reason
  heldAt: number
  /** How often it was tried: once, and once more for each replay. */
  tries: number
  /** What people corrected, by field. */
  edits?: Record<string, Json>
  /** The record as which it came in first, where replays came between. */
  origin?: { run: number; seq: number }
  settledAt?: number
  settledAs?: 'settled-by-hand' | 'discarded'
  settledBy?: string
  note?: string
}

/** Held records with one cause at one step. */
export interface HoldGroup {
  code: Reason['code']
  step: string
  count: number
  /** Milliseconds since 1970. */
  oldest: number
}

export interface HoldFilter {
  code?: string
  step?: string
  offset: number
  limit: number
}

export interface SentWrite {
  step: string
  connection: string
  operation: string
  does: 'created' | 'updated' | 'unknown'
  /** Milliseconds since 1970. */
  at: number
}

interface Row
  extends Omit<HeldRecord, 'reason' | 'edits' | 'origin' | 'settledAt' | 'settledAs' | 'settledBy' | 'note'> {
  reason: string
  edits: string | null
  originRun: number | null
  originSeq: number | null
  settledAt: number | null
  settledAs: 'settled-by-hand' | 'discarded' | null
  settledBy: string | null
  note: string | null
}

const HELD = `
  SELECT h.id, h.flow, h.mode, h.identity, runs.id AS run, runs.n, h.seq, h.label, r.payload, h.step, h.reason, h.held_at AS heldAt,
    h.tries, h.edits, h.origin_run AS originRun, h.origin_seq AS originSeq, h.settled_at AS settledAt, h.settled_as AS settledAs,
    h.settled_by AS settledBy, h.note
  FROM holds h JOIN runs ON runs.n = h.run JOIN records r ON r.run = h.run AND r.seq = h.seq`
const CODE = "json_extract(h.reason, '$.code')"

export class HoldStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** What waits on the list, by cause; most first. */
  groups(flow: string, mode: 'practice' | 'live'): HoldGroup[] {
    const sql = `SELECT ${CODE} AS code, h.step, count(*) AS count, min(h.held_at) AS oldest FROM holds h
      WHERE h.flow = ? AND h.mode = ? AND h.settled_at IS NULL GROUP BY 1, 2 ORDER BY count DESC, oldest`
    return guarded(this.folder, () => this.db.prepare(sql).all(flow, mode) as HoldGroup[])
  }

  /** What waits on the list, first come first. */
  list(flow: string, mode: 'practice' | 'live', filter: HoldFilter): { total: number; held: HeldRecord[] } {
    const where = ['h.flow = ? AND h.mode = ? AND h.settled_at IS NULL']
    const values: unknown[] = [flow, mode]
    if (filter.code) where.push(`${CODE} = ?`) && values.push(filter.code)
    if (filter.step) where.push('h.step = ?') && values.push(filter.step)
    const condition = where.join(' AND ')
    return guarded(this.folder, () => ({
      total: this.db.prepare(`SELECT count(*) FROM holds h WHERE ${condition}`).pluck().get(values) as number,
      held: (
        this.db
          .prepare(`${HELD} WHERE ${condition} ORDER BY h.id LIMIT ? OFFSET ?`)
          .all([...values, filter.limit, filter.offset]) as Row[]
      ).map(heldOf),
    }))
  }

  get(id: number): HeldRecord | undefined {
    const row = guarded(this.folder, () => this.db.prepare(`${HELD} WHERE h.id = ?`).get(id) as Row | undefined)
    return row && heldOf(row)
  }

  setEdits(id: number, edits: Record<string, Json>): void {
    const text = Object.keys(edits).length === 0 ? null : JSON.stringify(edits)
    guarded(this.folder, () => this.db.prepare('UPDATE holds SET edits = ? WHERE id = ?').run(text, id))
  }

  /** Keeps what a replay hands over, and counts the tries. */
  keepReplay(replay: string, records: readonly { held: HeldRecord; record: SourceRecord }[]): void {
    const keep = this.db.prepare('INSERT INTO replays VALUES (?, ?, ?, ?, ?, ?)')
    const count = this.db.prepare(
      `UPDATE holds SET tries = tries + 1, origin_run = coalesce(origin_run, run), origin_seq = coalesce(origin_seq, seq)
       WHERE id = ?`,
    )
    const work = () =>
      records.forEach(({ held, record: { label, data, at = null } }, index) => {
        keep.run(replay, index + 1, held.identity, label, JSON.stringify(data), at)
        count.run(held.id)
      })
    guarded(this.folder, () => this.db.transaction(work).immediate())
  }

  replayed(replay: string, after: number, limit: number): SourceRecord[] {
    const sql = 'SELECT identity, label, data, at FROM replays WHERE replay = ? AND n > ? ORDER BY n LIMIT ?'
    const rows = guarded(
      this.folder,
      () =>
        this.db.prepare(sql).all(replay, after, limit) as {
          identity: string
          label: string
          data: string
          at: string | null
        }[],
    )
    return rows.map(({ at, data, ...rest }) => {
      const record: SourceRecord = { ...rest, data: JSON.parse(data) as Data }
      return at === null ? record : { ...record, at }
    })
  }

  /** Writes of the record that arrived, or may have: as it is on the list, and as it came in first. */
  sentFor({ n, seq, origin }: HeldRecord): SentWrite[] {
    const sql = `SELECT step, connection, operation, coalesce(does, 'unknown') AS does, intent_at AS at FROM writes
      WHERE run = ? AND seq = ? AND coalesce(does, 'unknown') IN ('created', 'updated', 'unknown')`
    const ask = (run: number, record: number) => this.db.prepare(sql).all(run, record) as SentWrite[]
    return guarded(this.folder, () => [...ask(n, seq), ...(origin ? ask(origin.run, origin.seq) : [])])
  }

  /** Takes it off the list by hand; part of the transaction that gives its record another outcome. False when it was off already. */
  settle(id: number, as: 'settled-by-hand' | 'discarded', by: string, note: string, now: number): boolean {
    const sql = `UPDATE holds SET settled_at = ?, settled_as = ?, settled_by = ?, note = ? WHERE id = ? AND settled_at IS NULL`
    return this.db.prepare(sql).run(now, as, by, note, id).changes > 0
  }
}

function heldOf(row: Row): HeldRecord {
  const { reason, edits, originRun, originSeq, settledAt, settledAs, settledBy, note, ...rest } = row
  return {
    ...rest,
    reason: JSON.parse(reason) as Reason,
    ...(edits === null ? {} : { edits: JSON.parse(edits) as Record<string, Json> }),
    ...(originRun === null || originSeq === null ? {} : { origin: { run: originRun, seq: originSeq } }),
    ...(settledAt === null ? {} : { settledAt }),
    ...(settledAs === null ? {} : { settledAs }),
    ...(settledBy === null ? {} : { settledBy }),
    ...(note === null ? {} : { note }),
  }
}
