/** Flows as they were saved last, and every definition that ever ran. */

import type Database from 'better-sqlite3'
import { Failure, type Flow } from '#engine'
import { guarded } from './failures.ts'
import { FlowVersions } from './flow-versions.ts'

export interface StoredFlow {
  flow: Flow
  revision: number
  hash: string
  savedAt: number
}

interface Row {
  body: string
  revision: number
  hash: string
  saved_at: number
}

const stored = (row: Row): StoredFlow => ({
  flow: JSON.parse(row.body) as Flow,
  revision: row.revision,
  hash: row.hash,
  savedAt: row.saved_at,
})

export class FlowStore {
  private readonly db: Database.Database
  private readonly folder: string

  readonly versions: FlowVersions

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
    this.versions = new FlowVersions(db, folder)
  }

  list(): StoredFlow[] {
    return this.guard(() => (this.db.prepare('SELECT * FROM flows ORDER BY saved_at DESC').all() as Row[]).map(stored))
  }

  get(id: string): StoredFlow | undefined {
    const row = this.guard(() => this.db.prepare('SELECT * FROM flows WHERE id = ?').get(id) as Row | undefined)
    return row && stored(row)
  }

  /**
   * Saves on top of `revision` (0 for a new flow). `restoredFrom` is the revision whose definition it brings back. Throws
   * Failure flow.conflict when another revision is newer, or the flow was removed.
   */
  save(flow: Flow, revision: number, hash: string, now: number, restoredFrom?: number): StoredFlow {
    return this.guard(() =>
      this.db
        .transaction(() => {
          const row = this.db.prepare('SELECT * FROM flows WHERE id = ?').get(flow.id) as Row | undefined
          if ((row?.revision ?? 0) !== revision || (!row && this.wasRemoved(flow.id)))
            throw new Failure('flow.conflict', 'permanent', { flow: flow.name })
          this.db
            .prepare('INSERT OR REPLACE INTO flows VALUES (?, ?, ?, ?, ?, ?)')
            .run(flow.id, flow.name, revision + 1, hash, JSON.stringify(flow), now)
          const saved = { flow, revision: revision + 1, hash, savedAt: now }
          this.versions.keep(saved, () => row && stored(row), restoredFrom)
          return saved
        })
        .immediate(),
    )
  }

  /** Whether a new flow may have this id: no flow has it, and none that ever ran had it. */
  isFree(id: string): boolean {
    return this.guard(() => !this.db.prepare('SELECT 1 FROM flows WHERE id = ?').get(id) && !this.wasRemoved(id))
  }

  /** Removes the flow with its history and its proofs. What it did stays in the journal, under an id that is not given out again. */
  remove(id: string): boolean {
    return this.guard(() =>
      this.db
        .transaction(() => {
          if (this.db.prepare('DELETE FROM flows WHERE id = ?').run(id).changes === 0) return false
          this.db.prepare('DELETE FROM proofs WHERE flow = ?').run(id)
          this.versions.forget(id)
          this.db.prepare('INSERT OR IGNORE INTO removed_flows SELECT flow FROM runs WHERE flow = ? LIMIT 1').run(id)
          return true
        })
        .immediate(),
    )
  }

  private wasRemoved(id: string): boolean {
    return this.db.prepare('SELECT 1 FROM removed_flows WHERE id = ?').get(id) !== undefined
  }

  /** Keeps the definition that a run begins on. */
  keepDefinition({ flow, revision, hash }: StoredFlow, now: number): void {
    this.guard(() =>
      this.db
        .prepare('INSERT OR IGNORE INTO definitions VALUES (?, ?, ?, ?, ?)')
        .run(flow.id, hash, revision, JSON.stringify(flow), now),
    )
  }

  /** The definition that ran, or that is in the flow's history. */
  definition(flow: string, hash: string): Flow | undefined {
    const row = this.guard(
      () =>
        this.db.prepare('SELECT body FROM definitions WHERE flow = ? AND hash = ?').get(flow, hash) as
          | { body: string }
          | undefined,
    )
    return row ? (JSON.parse(row.body) as Flow) : this.versions.body(flow, hash)
  }

  private guard<T>(work: () => T): T {
    return guarded(this.folder, work)
  }
}
