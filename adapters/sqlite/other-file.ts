/** A SQLite file of somebody else's, beside our own: opened as it is, never made, and never waited for. */
import Database from 'better-sqlite3'

export interface OtherFile {
  /** Integers come as bigint. Throws the driver's SqliteError. */
  query(sql: string, values: readonly unknown[]): { rows: unknown[][]; changes: number }
  readonly open: boolean
  close(): void
}

/** Waiting for another program's lock would keep everything else waiting too: what is locked is asked again later. */
export function openOtherFile(path: string): OtherFile {
  const db = new Database(path, { fileMustExist: true, timeout: 0 })
  db.pragma('foreign_keys = ON')
  db.defaultSafeIntegers(true)
  return {
    query(sql, values) {
      const statement = db.prepare<unknown[], unknown[]>(sql)
      if (statement.reader) return { rows: statement.raw(true).all(...values), changes: 0 }
      return { rows: [], changes: Number(statement.run(...values).changes) }
    },
    get open() {
      return db.open
    },
    close: () => void db.close(),
  }
}
