import type { Connection } from './schema.ts'

/** One row; the body is JSON text, times are milliseconds since 1970. `n` is its place in the order of making. */
export interface DocumentRow {
  readonly n: number
  readonly kind: string
  readonly id: string
  readonly body: string
  readonly created_at: number
  readonly updated_at: number
  readonly removed_at: number | null
}

/** Documents of all systems; the living ones unless said otherwise. */
export interface DocumentTable {
  /** Throws SQLite's error of a unique index when a living one has that id. */
  insert(system: string, kind: string, id: string, body: string, at: number): number
  update(n: number, body: string, at: number): void
  remove(n: number, at: number): void
  get(system: string, kind: string, id: string): DocumentRow | undefined
  /** The `n` of the last one that had this id, removed or not. */
  place(system: string, kind: string, id: string): number | undefined
  /** In the order of making, beginning after `after`. */
  page(system: string, kind: string, after: number, limit: number): DocumentRow[]
  pageAt(system: string, kind: string, offset: number, limit: number): DocumentRow[]
  withValue(system: string, kind: string, path: string, value: string): DocumentRow[]
  count(system: string, kind: string): number
  /** Those that were made, changed or removed at or after that time, removed ones too, in the order of making. */
  since(system: string, at: number, offset: number, limit: number): DocumentRow[]
  /** True when nothing was ever made, or all of it was cleared. */
  isEmpty(system: string): boolean
  clear(system: string): void
}

const columns = 'n, kind, id, body, created_at, updated_at, removed_at'
const living = 'FROM documents WHERE system = ? AND kind = ? AND removed_at IS NULL'

export function openDocuments(database: Connection): DocumentTable {
  const insert = database.prepare(
    'INSERT INTO documents (system, kind, id, body, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const update = database.prepare('UPDATE documents SET body = ?, updated_at = ? WHERE n = ?')
  const remove = database.prepare('UPDATE documents SET removed_at = ? WHERE n = ?')
  const get = database.prepare<[string, string, string], DocumentRow>(`SELECT ${columns} ${living} AND id = ?`)
  const place = database.prepare<[string, string, string], { n: number | null }>(
    'SELECT max(n) AS n FROM documents WHERE system = ? AND kind = ? AND id = ?',
  )
  const page = database.prepare<[string, string, number, number], DocumentRow>(
    `SELECT ${columns} ${living} AND n > ? ORDER BY n LIMIT ?`,
  )
  const pageAt = database.prepare<[string, string, number, number], DocumentRow>(
    `SELECT ${columns} ${living} ORDER BY n LIMIT ? OFFSET ?`,
  )
  const withValue = database.prepare<[string, string, string, string], DocumentRow>(
    `SELECT ${columns} FROM documents WHERE removed_at IS NULL AND n IN (
       SELECT n FROM document_values WHERE system = ? AND kind = ? AND path = ? AND value = ?) ORDER BY n`,
  )
  const count = database.prepare<[string, string], { total: number }>(`SELECT count(*) AS total ${living}`)
  const since = database.prepare<[string, number, number, number, number], DocumentRow>(
    `SELECT ${columns} FROM documents WHERE system = ? AND (updated_at >= ? OR removed_at >= ?)
     ORDER BY n LIMIT ? OFFSET ?`,
  )
  const any = database.prepare<[string], { n: number }>('SELECT n FROM documents WHERE system = ? LIMIT 1')
  const clear = database.prepare('DELETE FROM documents WHERE system = ?')
  return {
    insert: (system, kind, id, body, at) => Number(insert.run(system, kind, id, body, at, at).lastInsertRowid),
    update: (n, body, at) => void update.run(body, at, n),
    remove: (n, at) => void remove.run(at, n),
    get: (system, kind, id) => get.get(system, kind, id),
    place: (system, kind, id) => get.get(system, kind, id)?.n ?? place.get(system, kind, id)?.n ?? undefined,
    page: (system, kind, after, limit) => page.all(system, kind, after, limit),
    pageAt: (system, kind, offset, limit) => pageAt.all(system, kind, limit, offset),
    withValue: (system, kind, path, value) => withValue.all(system, kind, path, value),
    count: (system, kind) => count.get(system, kind)?.total ?? 0,
    since: (system, at, offset, limit) => since.all(system, at, at, limit, offset),
    isEmpty: (system) => any.get(system) === undefined,
    clear: (system) => void clear.run(system),
  }
}
