/** Erases a person from everything in the database, in one transaction, and writes down that it was done without saying who it was. */
import type Database from 'better-sqlite3'
import { Failure, type Flow, type Json, type PersonFinder } from '#engine'
import { emptyRecords, type RecordPlace } from './empty-records.ts'
import { eraseFromFlows, flowsWith } from './erase-flows.ts'
import { type FoundRecord, recordsOf, writtenAt } from './erase-records.ts'
import { eraseFromTexts } from './erase-texts.ts'
import { guarded } from './failures.ts'
import { Forgotten } from './forgotten.ts'
import { erasedPayload } from './removed.ts'
import { wipeFreed } from './retention.ts'
import { SqliteRunJournal } from './run-journal.ts'

export interface ErasedTarget {
  mode: 'practice' | 'live'
  connection: string
  object: string
  targetId: string | null
}

export interface ErasurePlan {
  /** Rows by place. */
  counts: Record<string, number>
  /** Records that are held or wait. */
  open: { flow: string; label: string }[]
  /** Flows whose records, samples or settings hold the person. */
  flows: string[]
  /** Settings of flows that name the person and are not samples: for a person to look at. */
  settings: string[]
  /** What was written elsewhere and must be erased there. */
  targets: ErasedTarget[]
}

export interface ErasureOptions {
  finder: PersonFinder
  /** The value that the person was found by. Kept as a keyed hash. */
  value: string
  by: string
  /** Discards what is held or waits. */
  settle: boolean
  /** Ids of kept files that are removed after the commit. */
  files: readonly string[]
  now: number
  hash(flow: Flow): string
}

export class Erasures {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Files that were taken over, by id. */
  files(): { id: string; name: string }[] {
    return guarded(
      this.folder,
      () => this.db.prepare('SELECT id, name FROM files').all() as { id: string; name: string }[],
    )
  }

  /** How many events of a flow's queue are records by now. */
  taken(flow: string): number {
    const sql = "SELECT coalesce(max(taken), 0) FROM runs WHERE flow = ? AND fingerprint LIKE 'webhook %'"
    return guarded(this.folder, () => this.db.prepare(sql).pluck().get(flow) as number)
  }

  /** What would be erased. Changes nothing. */
  preview(finder: PersonFinder): ErasurePlan {
    return guarded(this.folder, () => planOf(this.db, finder, recordsOf(this.db, finder)))
  }

  /** Throws Failure privacy.still-open. What is freed is wiped by `finish`, after the files are removed. */
  erase(options: ErasureOptions): ErasurePlan & { erasure: number } {
    return guarded(this.folder, () => {
      this.db.pragma('secure_delete = ON')
      return this.db.transaction(() => this.eraseIn(options)).immediate()
    })
  }

  /** Erasures whose files were not removed yet, or whose freed pages were not wiped: those that a process ended in. */
  unfinished(): { erasure: number; files: string[] }[] {
    const rows = guarded(this.folder, () => this.db.prepare('SELECT id, files FROM erasures WHERE open = 1').all())
    return (rows as { id: number; files: string }[]).map(({ id, files }) => ({
      erasure: id,
      files: JSON.parse(files) as string[],
    }))
  }

  finish(erasure: number): void {
    guarded(this.folder, () => {
      wipeFreed(this.db, true)
      this.db.prepare("UPDATE erasures SET open = 0, files = '[]' WHERE id = ?").run(erasure)
    })
  }

  private eraseIn({ finder, value, by, settle, files, now, hash }: ErasureOptions): ErasurePlan & { erasure: number } {
    const found = recordsOf(this.db, finder)
    const plan = planOf(this.db, finder, found)
    if (plan.open.length > 0 && !settle) throw stillOpen(plan.open)
    this.discard(found, now)
    const counts = emptyRecords(this.db, found, erasedPayload)
    const forgotten = new Forgotten(this.db)
    const owned = new Set(found.map(nameOf))
    const keys = forgotten.hashKeys(
      (run, seq) => owned.has(nameOf({ run, seq })),
      new Set(found.map(({ identity }) => identity)),
      true,
    )
    if (keys > 0) counts.keys = keys
    Object.assign(counts, eraseFromFlows(this.db, this.folder, finder, { hash, now }), eraseFromTexts(this.db, finder))
    for (const file of files) this.db.prepare('DELETE FROM files WHERE id = ?').run(file)
    if (files.length > 0) counts.files = files.length
    const { lastInsertRowid } = this.db
      .prepare('INSERT INTO erasures (person, erased_by, erased_at, counts, files) VALUES (?, ?, ?, ?, ?)')
      .run(forgotten.person(value), by, now, JSON.stringify(counts), JSON.stringify(files))
    return { ...plan, counts, erasure: Number(lastInsertRowid) }
  }

  /** Held and waiting records end here, as somebody wanted it. */
  private discard(found: readonly FoundRecord[], now: number): void {
    const reason = { code: 'record.erased', category: 'permanent', values: {} } as const
    for (const { run, seq, id, step, trace, outcome } of found.filter((one) => one.open)) {
      this.db.prepare('UPDATE tasks SET taken = 1 WHERE run = ? AND seq = ?').run(run, seq)
      this.db
        .prepare('UPDATE holds SET settled_at = ? WHERE run = ? AND seq = ? AND settled_at IS NULL')
        .run(now, run, seq)
      if (outcome !== 'held' && outcome !== 'waiting') continue
      const journal = new SqliteRunJournal(this.db, this.folder, id)
      journal.setProgress(seq, { step, trace, ended: { outcome: 'discarded', reason } })
      journal.progressed({ outcomes: { [outcome]: -1, discarded: 1 } }, now)
    }
  }
}

const nameOf = ({ run, seq }: RecordPlace): string => `${run} ${seq}`

function planOf(db: Database.Database, finder: PersonFinder, found: readonly FoundRecord[]): ErasurePlan {
  const flows = flowsWith(db, finder)
  const counts: Record<string, number> = {}
  if (found.length > 0) counts.records = found.length
  if (flows.samples > 0) counts.samples = flows.samples
  if (flows.versions > 0) counts.versions = flows.versions
  return {
    counts,
    open: found.filter((one) => one.open).map(({ flow, label }) => ({ flow, label })),
    flows: [...new Set([...found.map(({ flow }) => flow), ...flows.flows])],
    settings: flows.settings,
    targets: writtenAt(db, found),
  }
}

function stillOpen(open: ErasurePlan['open']): Failure {
  const records: Json[] = open.slice(0, 5).map(({ flow, label }) => `${label} of ${flow}`)
  return new Failure('privacy.still-open', 'permanent', { count: open.length, records })
}
