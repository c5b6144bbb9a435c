/**
 * What ended records held is removed some days after their run ended; counts, paths and outcomes stay for ever. Records that are
 * held or wait keep everything, and keys are still recognised by their keyed hash.
 */
import type Database from 'better-sqlite3'
import type { Flow } from '#engine'
import { emptyRecords, type RecordPlace } from './empty-records.ts'
import { guarded } from './failures.ts'
import { Forgotten } from './forgotten.ts'
import { expiredPayload } from './removed.ts'

/** Unless a flow says otherwise. */
export const KEEP_DAYS = 90

const DAY = 86_400_000
/** Records of one transaction: others can write in between. */
const AT_ONCE = 2000
/** Larger databases are not packed: it would hold up whatever runs. What is removed is overwritten all the same. */
const PACKED_BYTES = 64 * 1024 * 1024

const ENDED = `outcome NOT IN ('held', 'waiting')
  AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.run = r.run AND h.seq = r.seq AND h.settled_at IS NULL)`

interface RunRow {
  n: number
  flow: string
  ended_at: number
}

export class Retention {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Removes what is due at `now`, in small commits. Answers how many records were emptied. */
  prune(now: number): number {
    return guarded(this.folder, () => {
      let emptied = 0
      for (const run of this.due(now)) emptied += this.pruneRun(run, now)
      if (emptied > 0) wipeFreed(this.db)
      return emptied
    })
  }

  private due(now: number): RunRow[] {
    const runs = this.db
      .prepare('SELECT n, flow, ended_at FROM runs WHERE emptied_at IS NULL AND ended_at IS NOT NULL AND ended_at < ?')
      .all(now - DAY) as RunRow[]
    const days = new Map([...new Set(runs.map(({ flow }) => flow))].map((flow) => [flow, this.daysOf(flow)]))
    return runs.filter(({ flow, ended_at }) => ended_at <= now - (days.get(flow) ?? KEEP_DAYS) * DAY)
  }

  private daysOf(flow: string): number {
    const body = this.db.prepare('SELECT body FROM flows WHERE id = ?').pluck().get(flow) as string | undefined
    return body === undefined ? KEEP_DAYS : ((JSON.parse(body) as Flow).settings.keepDays ?? KEEP_DAYS)
  }

  private pruneRun({ n, flow }: RunRow, now: number): number {
    this.db.pragma('secure_delete = ON')
    const payload = expiredPayload(this.daysOf(flow))
    this.db.transaction(() => this.hashKeys(n)).immediate()
    const some = this.db.prepare(
      `SELECT run, seq FROM records r WHERE run = ? AND seq > ? AND ${ENDED} AND payload <> ? ORDER BY seq LIMIT ${AT_ONCE}`,
    )
    let emptied = 0
    let after = 0
    for (;;) {
      const places = some.all(n, after, payload) as RecordPlace[]
      const last = places.at(-1)
      if (!last) break
      this.db.transaction(() => emptyRecords(this.db, places, payload)).immediate()
      emptied += places.length
      after = last.seq
    }
    const open = "SELECT 1 FROM records WHERE run = ? AND outcome IN ('held', 'waiting') LIMIT 1"
    if (!this.db.prepare(open).get(n)) this.db.prepare('UPDATE runs SET emptied_at = ? WHERE n = ?').run(now, n)
    return emptied
  }

  /** Before the values are removed, so that a process that ends in between begins here again. Keys within a run are of no more use. */
  private hashKeys(n: number): void {
    this.db.prepare("DELETE FROM claims WHERE run = ? AND (SELECT state FROM runs WHERE n = ?) = 'finished'").run(n, n)
    const rows = this.db.prepare(`SELECT seq, identity FROM records r WHERE run = ? AND ${ENDED}`).all(n)
    const ended = new Map((rows as { seq: number; identity: string }[]).map(({ seq, identity }) => [seq, identity]))
    const owns = (run: number, seq: number) => run === n && ended.has(seq)
    new Forgotten(this.db).hashKeys(owns, new Set(ended.values()), false)
  }
}

/** Values are gone from the pages and from the log, not only from the tables. `all`: however large the database is. */
export function wipeFreed(db: Database.Database, all = false): void {
  const bytes =
    (db.pragma('page_count', { simple: true }) as number) * (db.pragma('page_size', { simple: true }) as number)
  if (all || bytes <= PACKED_BYTES) db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.pragma('secure_delete = OFF')
}
