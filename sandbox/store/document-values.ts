import type { Connection } from './schema.ts'

/** The texts that documents have at paths somebody looked at, so that they are found without reading every document. */
export interface ValueTable {
  paths(system: string, kind: string): string[]
  addPath(system: string, kind: string, path: string): void
  put(system: string, kind: string, path: string, value: string, n: number): void
  drop(n: number): void
  /** Forgets values; the paths stay. */
  clear(system: string): void
}

export function openDocumentValues(database: Connection): ValueTable {
  const paths = database.prepare<[string, string], { path: string }>(
    'SELECT path FROM document_paths WHERE system = ? AND kind = ?',
  )
  const addPath = database.prepare('INSERT OR IGNORE INTO document_paths (system, kind, path) VALUES (?, ?, ?)')
  const put = database.prepare(
    'INSERT OR IGNORE INTO document_values (system, kind, path, value, n) VALUES (?, ?, ?, ?, ?)',
  )
  const drop = database.prepare('DELETE FROM document_values WHERE n = ?')
  const clear = database.prepare('DELETE FROM document_values WHERE system = ?')
  return {
    paths: (system, kind) => paths.all(system, kind).map(({ path }) => path),
    addPath: (system, kind, path) => void addPath.run(system, kind, path),
    put: (system, kind, path, value, n) => void put.run(system, kind, path, value, n),
    drop: (n) => void drop.run(n),
    clear: (system) => void clear.run(system),
  }
}
