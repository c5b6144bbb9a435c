/** Systems that were imported: the connector that was derived, and the description and answers it was derived from. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type Database from 'better-sqlite3'
import type { Connector, ImportAnswers } from '#engine'
import { guarded } from './failures.ts'

export interface StoredImport {
  connector: Connector
  answers: ImportAnswers
  /** The kinds of entries that were chosen; absent: all. */
  kinds?: string[]
  /** Where the description came from, as people know it. */
  origin: string
  savedAt: number
}

interface Row {
  id: string
  connector: string
  answers: string
  kinds: string | null
  origin: string
  saved_at: number
}

const stored = ({ connector, answers, kinds, origin, saved_at }: Row): StoredImport => ({
  connector: JSON.parse(connector) as Connector,
  answers: JSON.parse(answers) as ImportAnswers,
  ...(kinds === null ? {} : { kinds: JSON.parse(kinds) as string[] }),
  origin,
  savedAt: saved_at,
})

const COLUMNS = 'id, connector, answers, kinds, origin, saved_at'

export class ImportStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  list(): StoredImport[] {
    const sql = `SELECT ${COLUMNS} FROM imports ORDER BY id`
    return guarded(this.folder, () => this.db.prepare(sql).all() as Row[]).map(stored)
  }

  find(id: string): StoredImport | undefined {
    const sql = `SELECT ${COLUMNS} FROM imports WHERE id = ?`
    const row = guarded(this.folder, () => this.db.prepare(sql).get(id) as Row | undefined)
    return row && stored(row)
  }

  description(id: string): Readonly<Record<string, unknown>> | undefined {
    const sql = 'SELECT description FROM imports WHERE id = ?'
    const row = guarded(this.folder, () => this.db.prepare(sql).get(id) as { description: Buffer } | undefined)
    return row && (JSON.parse(inflateRawSync(row.description).toString('utf8')) as Record<string, unknown>)
  }

  /** Takes the place of one with the same id. */
  save({ connector, answers, kinds, origin, savedAt }: StoredImport, description: unknown): void {
    const body = deflateRawSync(Buffer.from(JSON.stringify(description), 'utf8'))
    const sql =
      'INSERT OR REPLACE INTO imports (id, connector, answers, kinds, origin, saved_at, description) VALUES (?, ?, ?, ?, ?, ?, ?)'
    const chosen = kinds === undefined ? null : JSON.stringify(kinds)
    const values = [connector.id, JSON.stringify(connector), JSON.stringify(answers), chosen, origin, savedAt, body]
    guarded(this.folder, () => this.db.prepare(sql).run(...values))
  }

  remove(id: string): void {
    guarded(this.folder, () => this.db.prepare('DELETE FROM imports WHERE id = ?').run(id))
  }
}
