/** What was learned of the systems that flows are connected to, and what differed when they were looked at last. */
import type Database from 'better-sqlite3'
import type { Drift, Learned } from '#engine'
import { guarded } from './failures.ts'

export interface DriftRecord {
  learned: Learned
  learnedAt: number
  /** What was there at the last look. */
  seen: Learned
  checkedAt: number
  found: Drift[]
}

interface Row {
  learned: string
  learned_at: number
  seen: string
  checked_at: number
  found: string
}

export class DriftStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  get(place: string): DriftRecord | undefined {
    const sql = 'SELECT * FROM drift WHERE place = ?'
    const row = guarded(this.folder, () => this.db.prepare(sql).get(place) as Row | undefined)
    if (!row) return undefined
    return {
      learned: JSON.parse(row.learned) as Learned,
      learnedAt: row.learned_at,
      seen: JSON.parse(row.seen) as Learned,
      checkedAt: row.checked_at,
      found: JSON.parse(row.found) as Drift[],
    }
  }

  keep(place: string, { learned, learnedAt, seen, checkedAt, found }: DriftRecord): void {
    const sql = `INSERT INTO drift (place, learned, learned_at, seen, checked_at, found) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (place) DO UPDATE SET learned = excluded.learned, learned_at = excluded.learned_at, seen = excluded.seen,
        checked_at = excluded.checked_at, found = excluded.found`
    const texts = [JSON.stringify(learned), learnedAt, JSON.stringify(seen), checkedAt, JSON.stringify(found)] as const
    guarded(this.folder, () => this.db.prepare(sql).run(place, ...texts))
  }
}
