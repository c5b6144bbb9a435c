/** Small things that are kept as they are: evidence, files that were taken over, and settings such as practice sign-ins. */
import type Database from 'better-sqlite3'
import { guarded } from './failures.ts'

export class Notes {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  proof<T>(flow: string, hash: string): T | undefined {
    return this.read('SELECT body FROM proofs WHERE flow = ? AND hash = ?', flow, hash)
  }

  /** The newest proof of the flow, whatever definition it belongs to. */
  anyProof<T>(flow: string): T | undefined {
    return this.read("SELECT body FROM proofs WHERE flow = ? ORDER BY json_extract(body, '$.at') DESC LIMIT 1", flow)
  }

  keepProof(flow: string, hash: string, body: unknown): void {
    this.write('INSERT OR REPLACE INTO proofs VALUES (?, ?, ?)', flow, hash, JSON.stringify(body))
  }

  file<T>(id: string): T | undefined {
    return this.read('SELECT body FROM files WHERE id = ?', id)
  }

  keepFile(id: string, name: string, body: unknown, now: number): void {
    this.write('INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)', id, name, JSON.stringify(body), now)
  }

  setting<T>(key: string): T | undefined {
    return this.read('SELECT body FROM settings WHERE key = ?', key)
  }

  /** Settings whose key begins so. */
  settings<T>(prefix: string): { key: string; body: T }[] {
    const rows = guarded(this.folder, () =>
      this.db
        .prepare<[string, string], { key: string; body: string }>(
          'SELECT key, body FROM settings WHERE substr(key, 1, length(?)) = ? ORDER BY key',
        )
        .all(prefix, prefix),
    )
    return rows.map(({ key, body }) => ({ key, body: JSON.parse(body) as T }))
  }

  /** Forgets settings so that nothing of them is left in the file: what is free in it is written anew. */
  wipeSettings(prefix: string): void {
    guarded(this.folder, () => {
      this.db.pragma('secure_delete = ON')
      this.dropSettings(prefix)
      this.db.exec('VACUUM')
      this.db.pragma('wal_checkpoint(TRUNCATE)')
    })
  }

  keepSetting(key: string, body: unknown): void {
    if (body === undefined) this.write('DELETE FROM settings WHERE key = ?', key)
    else this.write('INSERT OR REPLACE INTO settings VALUES (?, ?)', key, JSON.stringify(body))
  }

  /** Forgets all settings whose key begins so. */
  dropSettings(prefix: string): void {
    this.write('DELETE FROM settings WHERE substr(key, 1, ?) = ?', prefix.length, prefix)
  }

  private read<T>(sql: string, ...values: unknown[]): T | undefined {
    const body = guarded(this.folder, () =>
      this.db
        .prepare<unknown[]>(sql)
        .pluck()
        .get(...values),
    ) as string | undefined
    return body === undefined ? undefined : (JSON.parse(body) as T)
  }

  private write(sql: string, ...values: unknown[]): void {
    guarded(this.folder, () => this.db.prepare<unknown[]>(sql).run(...values))
  }
}
