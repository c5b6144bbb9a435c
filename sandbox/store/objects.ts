import type { Connection } from './schema.ts'

export type Properties = Readonly<Record<string, string>>

/** One stored object; times in milliseconds since 1970. */
export interface StoredObject {
  readonly id: string
  readonly type: string
  readonly properties: Properties
  readonly createdAt: number
  readonly updatedAt: number
  readonly archivedAt: number | undefined
}

interface Row {
  id: number
  type: string
  properties: string
  created_at: number
  updated_at: number
  archived_at: number | null
}

export interface ObjectTable {
  insert(type: string, properties: Properties, at: number): string
  update(id: string, properties: Properties, at: number): void
  archive(id: string, at: number): void
  byId(type: string, id: string): StoredObject | undefined
  /** Objects in order of id, beginning after `after`. */
  page(type: string, archived: boolean, after: number, limit: number): StoredObject[]
  pageAt(type: string, offset: number, limit: number): StoredObject[]
  all(type: string): IterableIterator<StoredObject>
  count(type: string): number
  clear(): void
}

const columns = 'id, type, properties, created_at, updated_at, archived_at'

export function openObjects(database: Connection): ObjectTable {
  const insert = database.prepare('INSERT INTO objects (type, properties, created_at, updated_at) VALUES (?, ?, ?, ?)')
  const update = database.prepare('UPDATE objects SET properties = ?, updated_at = ? WHERE id = ?')
  const archive = database.prepare('UPDATE objects SET archived_at = ?, updated_at = ? WHERE id = ?')
  const byId = database.prepare<[number, string], Row>(`SELECT ${columns} FROM objects WHERE id = ? AND type = ?`)
  const page = database.prepare<[string, number, number, number], Row>(
    `SELECT ${columns} FROM objects WHERE type = ? AND id > ? AND (archived_at IS NOT NULL) = ? ORDER BY id LIMIT ?`,
  )
  const pageAt = database.prepare<[string, number, number], Row>(
    `SELECT ${columns} FROM objects WHERE type = ? AND archived_at IS NULL ORDER BY id LIMIT ? OFFSET ?`,
  )
  const all = database.prepare<[string], Row>(
    `SELECT ${columns} FROM objects WHERE type = ? AND archived_at IS NULL ORDER BY id`,
  )
  const count = database.prepare<[string], { n: number }>(
    'SELECT count(*) AS n FROM objects WHERE type = ? AND archived_at IS NULL',
  )
  return {
    insert: (type, properties, at) => String(insert.run(type, JSON.stringify(properties), at, at).lastInsertRowid),
    update: (id, properties, at) => void update.run(JSON.stringify(properties), at, Number(id)),
    archive: (id, at) => void archive.run(at, at, Number(id)),
    byId: (type, id) => (/^\d{1,15}$/.test(id) ? toObject(byId.get(Number(id), type)) : undefined),
    page: (type, archived, after, limit) => page.all(type, after, archived ? 1 : 0, limit).map(fromRow),
    pageAt: (type, offset, limit) => pageAt.all(type, limit, offset).map(fromRow),
    all: (type) => eachObject(all.iterate(type)),
    count: (type) => count.get(type)?.n ?? 0,
    clear: () => void database.exec('DELETE FROM objects'),
  }
}

function* eachObject(rows: IterableIterator<Row>): IterableIterator<StoredObject> {
  for (const row of rows) yield fromRow(row)
}

function toObject(row: Row | undefined): StoredObject | undefined {
  return row === undefined ? undefined : fromRow(row)
}

function fromRow(row: Row): StoredObject {
  return {
    id: String(row.id),
    type: row.type,
    properties: JSON.parse(row.properties) as Properties,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at ?? undefined,
  }
}
