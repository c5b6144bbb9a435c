/**
 * The history of flows. Saves that change the definition make a version; one that only moves cards does not. Of the versions
 * that one sitting saves within a minute the first and the last stay, and every one that ran, was proved (so every launched
 * one), was restored, or was replaced by a restored one. A flow keeps VERSIONS_KEPT of them: then the oldest go, never those.
 * What a run began on is kept elsewhere (`definitions`) and is not touched by any of this.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { Flow } from '#engine'
import { guarded } from './failures.ts'

export const VERSIONS_KEPT = 500

export interface StoredVersion {
  /** The revision of the first save with this definition. */
  revision: number
  hash: string
  savedAt: number
  /** The revision whose definition it brought back. */
  restoredFrom?: number
  /** It was run, or proved. */
  ran: boolean
  proved: boolean
}

/** A flow as it is about to be saved, or was saved. */
export interface Saved {
  flow: Flow
  revision: number
  hash: string
  savedAt: number
}

interface Row {
  revision: number
  hash: string
  saved_at: number
  sitting: number
  restored_from: number | null
  ran: 0 | 1
  proved: 0 | 1
}

const MINUTE = 60_000

const COLUMNS = `revision, hash, saved_at, sitting, restored_from,
  EXISTS (SELECT 1 FROM definitions d WHERE d.flow = v.flow AND d.hash = v.hash) AS ran,
  EXISTS (SELECT 1 FROM proofs p WHERE p.flow = v.flow AND p.hash = v.hash) AS proved`

export class FlowVersions {
  private readonly db: Database.Database
  private readonly folder: string
  private readonly most: number
  private sitting: number | undefined

  constructor(db: Database.Database, folder: string, most: number = VERSIONS_KEPT) {
    this.db = db
    this.folder = folder
    this.most = most
  }

  /** Newest first. A flow that was saved before there was a history has none until it is saved again. */
  list(flow: string, offset: number, limit: number): { total: number; versions: StoredVersion[] } {
    return guarded(this.folder, () => {
      const total = this.db.prepare('SELECT count(*) FROM versions WHERE flow = ?').pluck().get(flow) as number
      return { total, versions: this.newest(flow, offset, limit).map(toVersion) }
    })
  }

  /** The flow as it was then. Undefined when that revision made no version, or is kept no more. */
  get(flow: string, revision: number): Saved | undefined {
    const row = guarded(this.folder, () =>
      this.db.prepare('SELECT hash, saved_at FROM versions WHERE flow = ? AND revision = ?').get(flow, revision),
    ) as Pick<Row, 'hash' | 'saved_at'> | undefined
    const body = row && this.body(flow, row.hash)
    return row && body && { flow: body, revision, hash: row.hash, savedAt: row.saved_at }
  }

  /** The definition with that hash. */
  body(flow: string, hash: string): Flow | undefined {
    const body = guarded(this.folder, () =>
      this.db.prepare('SELECT body FROM version_bodies WHERE flow = ? AND hash = ?').pluck().get(flow, hash),
    ) as Buffer | undefined
    return body && (JSON.parse(inflateRawSync(body).toString()) as Flow)
  }

  /** Takes part in the transaction that saves. `before` gives it as it was saved until now; asked where there is no history. */
  keep(saved: Saved, before: () => Saved | undefined, restoredFrom?: number): void {
    const flow = saved.flow.id
    let last = this.newest(flow, 0, 1)[0]
    const first = last ? undefined : before()
    if (first) {
      this.insert(first)
      last = this.newest(flow, 0, 1)[0]
    }
    if (last?.hash === saved.hash) return
    if (last && restoredFrom === undefined && this.isBetween(flow, last, saved.savedAt)) {
      this.drop(flow, [last.revision])
      if (this.newest(flow, 0, 1)[0]?.hash === saved.hash) return
    }
    this.insert(saved, restoredFrom)
    this.prune(flow)
  }

  /** Forgets the history of a flow that is removed. */
  forget(flow: string): void {
    this.db.prepare('DELETE FROM versions WHERE flow = ?').run(flow)
    this.db.prepare('DELETE FROM version_bodies WHERE flow = ?').run(flow)
  }

  private newest(flow: string, offset: number, limit: number): Row[] {
    const sql = `SELECT ${COLUMNS} FROM versions v WHERE flow = ? ORDER BY revision DESC LIMIT ? OFFSET ?`
    return this.db.prepare(sql).all(flow, limit, offset) as Row[]
  }

  private insert({ flow, revision, hash, savedAt }: Saved, restoredFrom?: number): void {
    const body = deflateRawSync(JSON.stringify(flow))
    this.db.prepare('INSERT OR IGNORE INTO version_bodies VALUES (?, ?, ?)').run(flow.id, hash, body)
    this.db
      .prepare('INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)')
      .run(flow.id, revision, hash, savedAt, this.thisSitting(), restoredFrom ?? null)
  }

  /** Whether the newest version is neither the first nor (with another one at `now`) the last of its minute, and nothing asks for it. */
  private isBetween(flow: string, last: Row, now: number): boolean {
    const minute = (at: number) => Math.floor(at / MINUTE)
    if (last.ran || last.proved || last.restored_from !== null) return false
    if (last.sitting !== this.thisSitting() || minute(last.saved_at) !== minute(now)) return false
    const earlier = this.newest(flow, 1, 1)[0]
    return earlier !== undefined && earlier.sitting === last.sitting && minute(earlier.saved_at) === minute(now)
  }

  private prune(flow: string): void {
    const over =
      (this.db.prepare('SELECT count(*) FROM versions WHERE flow = ?').pluck().get(flow) as number) - this.most
    if (over <= 0) return
    const oldest = this.newest(flow, 1, -1).reverse()
    const free = oldest.filter(({ ran, proved, restored_from }) => !ran && !proved && restored_from === null)
    this.drop(
      flow,
      free.slice(0, over).map(({ revision }) => revision),
    )
  }

  private drop(flow: string, revisions: readonly number[]): void {
    const remove = this.db.prepare('DELETE FROM versions WHERE flow = ? AND revision = ?')
    for (const revision of revisions) remove.run(flow, revision)
    this.db
      .prepare('DELETE FROM version_bodies WHERE flow = ? AND hash NOT IN (SELECT hash FROM versions WHERE flow = ?)')
      .run(flow, flow)
  }

  private thisSitting(): number {
    this.sitting ??= this.db.prepare('SELECT coalesce(max(sitting), 0) + 1 FROM versions').pluck().get() as number
    return this.sitting
  }
}

const toVersion = ({ revision, hash, saved_at, restored_from, ran, proved }: Row): StoredVersion => ({
  revision,
  hash,
  savedAt: saved_at,
  ...(restored_from === null ? {} : { restoredFrom: restored_from }),
  ran: ran === 1,
  proved: proved === 1,
})
