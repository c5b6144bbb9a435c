/**
 * What ended records held is removed some days after they came in; counts, paths and outcomes stay for ever. Records that are
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

/** Ended in time, and not removed yet. */
const DUE = `run = ? AND received_at <= ? AND outcome NOT IN ('held', 'waiting') AND payload NOT LIKE '{"Removed":%'
  AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.run = r.run AND h.seq = r.seq AND h.settled_at IS NULL)`

interface RunRow {
  n: number
  flow: string
  state: string
  started_at: number
}

/** Days for which a flow keeps values; undefined: as its saved definition says. */
export type KeepDays = (flow: string) => number | undefined

export class Retention {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Removes what is due at `now`, in small commits. Answers how many records were emptied. */
  prune(now: number, keepDays: KeepDays = () => undefined): number {
    return guarded(this.folder, () => {
      const sql = 'SELECT n, flow, state, started_at FROM runs WHERE emptied_at IS NULL AND started_at <= ? ORDER BY n'
      const runs = this.db.prepare(sql).all(now - DAY) as RunRow[]
      // What stepping and evaluating asked belongs to no run.
      this.db.prepare('DELETE FROM model_answers WHERE run = 0 AND at <= ?').run(now - KEEP_DAYS * DAY)
      let emptied = 0
      for (const [flow, those] of Map.groupBy(runs, (run) => run.flow)) {
        const days = keepDays(flow) ?? this.savedDays(flow)
        for (const run of those) if (run.started_at <= now - days * DAY) emptied += this.pruneRun(run, days, now)
      }
      if (emptied > 0) wipeFreed(this.db)
      return emptied
    })
  }

  private savedDays(flow: string): number {
    const body = this.db.prepare('SELECT body FROM flows WHERE id = ?').pluck().get(flow) as string | undefined
    return body === undefined ? KEEP_DAYS : ((JSON.parse(body) as Flow).settings.keepDays ?? KEEP_DAYS)
  }

  private pruneRun({ n, state }: RunRow, days: number, now: number): number {
    const until = now - days * DAY
    const due = this.db.prepare(`SELECT run, seq, identity FROM records r WHERE ${DUE} ORDER BY seq`)
    const places = due.all(n, until) as (RecordPlace & { identity: string })[]
    this.db.pragma('secure_delete = ON')
    this.db.prepare('DELETE FROM model_answers WHERE run = ? AND at <= ?').run(n, until)
    if (places.length > 0) this.db.transaction(() => this.hashKeys(n, state, places)).immediate()
    for (let at = 0; at < places.length; at += AT_ONCE) {
      const some = places.slice(at, at + AT_ONCE)
      this.db.transaction(() => emptyRecords(this.db, some, expiredPayload(days))).immediate()
    }
    const full = `SELECT 1 FROM records WHERE run = ? AND payload NOT LIKE '{"Removed":%' LIMIT 1`
    if (state === 'finished' && !this.db.prepare(full).get(n)) {
      this.db.prepare('UPDATE runs SET emptied_at = ? WHERE n = ?').run(now, n)
    }
    return places.length
  }

  /** Before the values are removed, so that a process that ends in between begins here again. */
  private hashKeys(n: number, state: string, places: readonly (RecordPlace & { identity: string })[]): void {
    // Keys within a run are of no use after it.
    if (state === 'finished') this.db.prepare('DELETE FROM claims WHERE run = ?').run(n)
    const seqs = new Set(places.map(({ seq }) => seq))
    const identities = new Set(places.map(({ identity }) => identity))
    new Forgotten(this.db).hashKeys((run, seq) => run === n && seqs.has(seq), identities, false)
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
