import type { Connection } from './schema.ts'

export interface UniqueValues {
  /** The id of the object that holds the value, if any. */
  holder(type: string, property: string, value: string): string | undefined
  set(type: string, property: string, value: string, id: string): void
  remove(type: string, property: string, value: string): void
  clear(): void
}

export function openUniqueValues(database: Connection): UniqueValues {
  const find = database.prepare<[string, string, string], { object_id: number }>(
    'SELECT object_id FROM unique_values WHERE type = ? AND property = ? AND value = ?',
  )
  const insert = database.prepare('INSERT INTO unique_values (type, property, value, object_id) VALUES (?, ?, ?, ?)')
  const remove = database.prepare('DELETE FROM unique_values WHERE type = ? AND property = ? AND value = ?')
  return {
    holder: (type, property, value) => {
      const row = find.get(type, property, value)
      return row === undefined ? undefined : String(row.object_id)
    },
    set: (type, property, value, id) => void insert.run(type, property, value, Number(id)),
    remove: (type, property, value) => void remove.run(type, property, value),
    clear: () => void database.exec('DELETE FROM unique_values'),
  }
}
