import type { Connection } from './schema.ts'

/** Property definitions that users added, as JSON text; the built-in ones live with their simulator. */
export interface DefinitionTable {
  add(type: string, name: string, body: string): void
  all(): { type: string; name: string; body: string }[]
  clear(): void
}

export function openDefinitions(database: Connection): DefinitionTable {
  const add = database.prepare('INSERT INTO definitions (type, name, body) VALUES (?, ?, ?)')
  const all = database.prepare<[], { type: string; name: string; body: string }>(
    'SELECT type, name, body FROM definitions ORDER BY type, name',
  )
  return {
    add: (type, name, body) => void add.run(type, name, body),
    all: () => all.all(),
    clear: () => void database.exec('DELETE FROM definitions'),
  }
}
