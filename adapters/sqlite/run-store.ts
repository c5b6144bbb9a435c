/** Runs: begun, found again, listed, and their events. */

import type Database from 'better-sqlite3'
import { emptyCounts, parseCounts, type Reason, type RunCounts, type RunEvent, type RunView } from '#engine'
import { guarded } from './failures.ts'
import { SqliteRunJournal } from './run-journal.ts'

export interface NewRun {
  run: string
  flow: string
  hash: string
  revision: number
  mode: 'practice' | 'live'
  /** What a person calls the input, and what tells it apart from others: the same input is taken up again, not begun anew. */
  input: string
  fingerprint: string
  /** Id of the kept file, if the input is one. */
  file: string
  /** Where its connections lead, in a few words: an unfinished run goes on only where it began. */
  target?: string
}

interface Row {
  id: string
  n: number
  flow: string
  hash: string
  revision: number
  mode: 'practice' | 'live'
  input: string
  fingerprint: string
  file: string
  target: string
  state: RunView['state']
  reason: string | null
  counts: string
  resumed: number
  last_event: number
  started_at: number
  ended_at: number | null
}

export interface StoredRun {
  view: RunView
  fingerprint: string
  file: string
  target: string
  /** The run's number in this store. */
  n: number
}

function viewOf(row: Row): RunView {
  const view: RunView = {
    ...parseCounts(JSON.parse(row.counts) as Partial<RunCounts>),
    run: row.id,
    flow: row.flow,
    hash: row.hash,
    revision: row.revision,
    mode: row.mode,
    input: row.input,
    state: row.state,
    startedAt: row.started_at,
    resumed: row.resumed,
    seq: row.last_event,
  }
  if (row.reason !== null) view.reason = JSON.parse(row.reason) as Reason
  if (row.ended_at !== null) view.finishedAt = row.ended_at
  return view
}

const storedOf = (row: Row): StoredRun => ({
  view: viewOf(row),
  fingerprint: row.fingerprint,
  file: row.file,
  target: row.target,
  n: row.n,
})

export class RunStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** Begins a run and numbers its first event. */
  begin(run: NewRun, now: number): RunEvent {
    const { run: id, flow, hash, revision, mode, input, fingerprint, file, target = '' } = run
    const view = { run: id, flow, hash, revision, mode, input, state: 'running', startedAt: now, resumed: 0 } as const
    const event: RunEvent = { seq: 1, run: id, at: now, kind: 'run.started', view }
    this.guard(() =>
      this.db
        .transaction(() => {
          const n = this.db.prepare('SELECT coalesce(max(n), 0) + 1 FROM runs').pluck().get() as number
          this.db
            .prepare(
              `INSERT INTO runs (id, n, flow, hash, revision, mode, input, fingerprint, file, target, state, counts, last_event, started_at)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, 1, ?)`,
            )
            .run(
              id,
              n,
              flow,
              hash,
              revision,
              mode,
              input,
              fingerprint,
              file,
              target,
              JSON.stringify(emptyCounts()),
              now,
            )
          this.db.prepare('INSERT INTO events VALUES (?, 1, ?)').run(n, JSON.stringify(event))
        })
        .immediate(),
    )
    return event
  }

  journal(run: string): SqliteRunJournal {
    return this.guard(() => new SqliteRunJournal(this.db, this.folder, run))
  }

  get(run: string): StoredRun | undefined {
    const row = this.guard(() => this.db.prepare('SELECT * FROM runs WHERE id = ?').get(run) as Row | undefined)
    return row && storedOf(row)
  }

  /** The last run of this definition and input into this target, if it did not finish. */
  unfinished(flow: string, hash: string, mode: string, fingerprint: string, target = ''): StoredRun | undefined {
    const sql = `SELECT * FROM runs WHERE flow = ? AND hash = ? AND mode = ? AND fingerprint = ? AND target = ?
      ORDER BY n DESC LIMIT 1`
    const row = this.guard(() => this.db.prepare(sql).get(flow, hash, mode, fingerprint, target) as Row | undefined)
    return row && row.state !== 'finished' ? storedOf(row) : undefined
  }

  list(flow: string, limit = 50): StoredRun[] {
    return this.guard(() =>
      (this.db.prepare('SELECT * FROM runs WHERE flow = ? ORDER BY n DESC LIMIT ?').all(flow, limit) as Row[]).map(
        storedOf,
      ),
    )
  }

  /** Runs whose process ended under them: they say so, and wait to be taken up. */
  interruptRunning(now: number): void {
    this.guard(() => {
      for (const row of this.db.prepare("SELECT * FROM runs WHERE state = 'running'").all() as Row[]) {
        const { outcomes } = JSON.parse(row.counts) as RunCounts
        const values = { waiting: outcomes.waiting }
        this.interrupt(row.id, { code: 'run.interrupted', category: 'transient', values }, now)
      }
    })
  }

  interrupt(run: string, reason: Reason, now: number): void {
    const sql = "UPDATE runs SET state = 'interrupted', reason = ?, ended_at = ? WHERE id = ?"
    this.guard(() => this.db.prepare(sql).run(JSON.stringify(reason), now, run))
  }

  eventsSince(run: string, seq: number, limit = 10_000): RunEvent[] {
    return this.guard(() =>
      (
        this.db
          .prepare(
            'SELECT body FROM events WHERE run = (SELECT n FROM runs WHERE id = ?) AND seq > ? ORDER BY seq LIMIT ?',
          )
          .pluck()
          .all(run, seq, limit) as string[]
      ).map((body) => JSON.parse(body) as RunEvent),
    )
  }

  private guard<T>(work: () => T): T {
    return guarded(this.folder, work)
  }
}
