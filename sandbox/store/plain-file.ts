import Database from 'better-sqlite3'

/** A SQLite file beside the practice store, for a practice system that is such a file. */
export interface PlainFile {
  /** Several statements, without values. */
  run(sql: string): void
  rows(sql: string, ...values: unknown[]): Record<string, unknown>[]
  close(): void
}

export function openPlainFile(path: string): PlainFile {
  const database = new Database(path)
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  return {
    run: (sql) => void database.exec(sql),
    rows: (sql, ...values) => database.prepare<unknown[], Record<string, unknown>>(sql).all(...values),
    close: () => void database.close(),
  }
}
