// The practice SQLite: a file that others open for themselves. Being a file it has no sign-in, no limits and no answers to lose;
// what can go wrong is that somebody else holds its lock.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OtherPlace, OtherSystem, ServedOther, Shown } from '../kit/running.ts'
import { openPlainFile, type PlainFile } from '../store/plain-file.ts'
import { INVENTORY, MADE, SEEDED } from './tables.ts'

const KINDS = [
  { name: 'customers', title: 'Customers', label: 'email' },
  { name: 'orders', title: 'Orders', label: 'number' },
  { name: 'inventory', title: 'Inventory', label: 'sku' },
] as const

export const sqlite: OtherSystem = {
  name: 'sqlite',
  title: 'Practice SQLite',
  kinds: KINDS,
  serve: async (place) => serve(place),
}

function serve({ folder }: OtherPlace): ServedOther {
  const inside = join(folder, 'sqlite')
  mkdirSync(inside, { recursive: true, mode: 0o700 })
  const path = join(inside, 'shop.db')
  const file = openPlainFile(path)
  if (file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'customers'").length === 0) file.run(MADE + SEEDED)
  if (file.rows("SELECT 1 FROM sqlite_schema WHERE name = 'inventory'").length === 0) file.run(INVENTORY)
  return {
    address: pathToFileURL(path).href.replace(/^file:/, 'sqlite:'),
    port: 0,
    token: '',
    values: { table: 'customers' },
    inspect: (kind, offset, limit) => inspect(file, kind, offset, limit),
    reset: () => {
      file.run(
        `PRAGMA foreign_keys = OFF; BEGIN; DROP TABLE orders; DROP TABLE customers; DROP TABLE inventory; DROP TABLE practice_effects; ${MADE}${SEEDED}${INVENTORY} COMMIT; PRAGMA foreign_keys = ON;`,
      )
    },
    close: async () => file.close(),
  }
}

function inspect(file: PlainFile, kind: string, offset: number, limit: number): Shown {
  const known = KINDS.find(({ name }) => name === kind)
  if (!known) return { total: 0, objects: [], effects: [] }
  const { name, label } = known
  const rows = file.rows(`SELECT * FROM ${name} ORDER BY ${label} LIMIT ? OFFSET ?`, limit, offset)
  const [count] = file.rows(`SELECT count(*) AS total FROM ${name}`)
  const effects = file.rows(
    `SELECT key, sum(did = 'created') AS created, sum(did = 'changed') AS changed, sum(did = 'removed') AS removed,
       count(*) AS writes, sum(did IN ('created', 'changed')) AS effects
     FROM practice_effects WHERE kind = ? GROUP BY key ORDER BY key LIMIT ? OFFSET ?`,
    ...[name, limit, offset],
  )
  const objects = rows.map((body) => {
    const at = String(body.updated_at)
    return { id: String(body[label]), label: String(body[label]), body, createdAt: at, updatedAt: at }
  })
  return { total: Number(count?.total ?? 0), objects, effects }
}
