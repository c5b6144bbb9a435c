// The practice PostgreSQL: the real database, with tables to practise on.

import { rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { OtherPlace, OtherSystem, ServedOther, Shown } from '../kit/running.ts'
import type { Database, Role } from './database.ts'
import { DATABASE, Door } from './door.ts'
import { admits } from './sign-ins.ts'

const KINDS = [
  { name: 'customers', title: 'Customers', label: 'email' },
  { name: 'orders', title: 'Orders', label: 'number' },
  { name: 'inventory', title: 'Inventory', label: 'sku' },
] as const

const seededOf = (kind: string): number => (kind === 'customers' ? 5 : 3)
const FOR_GOOD = 100 * 365 * 86_400_000

export const postgres: OtherSystem = {
  name: 'postgres',
  title: 'Practice PostgreSQL',
  kinds: KINDS,
  key: (random) => `practice-user:${random}`,
  serve,
}

async function serve(place: OtherPlace): Promise<ServedOther> {
  const folder = join(place.folder, 'postgres')
  let opened: Promise<Database> | undefined
  const database = () => {
    opened ??= begin()
    return opened
  }
  const begin = async () => {
    try {
      const { openDatabase } = await import('./database.ts')
      return await openDatabase(folder)
    } catch (error) {
      // Whoever comes next tries again.
      opened = undefined
      throw error
    }
  }
  const signIns = admits(place)
  const doors = new Set<Socket>()
  const server = createServer((socket) => {
    doors.add(socket)
    socket.once('close', () => doors.delete(socket))
    new Door(socket, {
      ...place,
      database,
      admit: (user, password): Role | { refused: string } => signIns.admit(user, password),
    })
  })
  const port = await listenNear(server, place.port)
  return {
    address: `postgres://127.0.0.1:${port}/${DATABASE}`,
    port,
    values: { table: 'customers' },
    inspect: async (kind, offset, limit) => {
      // Who only counts gets the last count: it is not worth beginning a database for.
      const last = place.docs.remembered('counts', kind)
      if (limit === 0 && !opened)
        return { total: typeof last === 'number' ? last : seededOf(kind), objects: [], effects: [] }
      const shown = await inspect(await database(), kind, offset, limit)
      place.together(() => place.docs.remember('counts', kind, shown.total, FOR_GOOD))
      return shown
    },
    reset: async () => {
      if (opened) await (await opened).reset()
      // It begins anew with the first rows.
      else rmSync(folder, { recursive: true, force: true })
    },
    makeSignIn: signIns.make,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      for (const socket of doors) socket.destroy()
      await closed
      if (opened) await (await opened).close()
    },
  }
}

async function listenNear(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  const listen = (on: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(on, '127.0.0.1', () => {
        server.off('error', reject)
        resolve()
      })
    })
  await listen(port).catch(() => listen(0))
  return (server.address() as AddressInfo).port
}

async function inspect(database: Database, kind: string, offset: number, limit: number): Promise<Shown> {
  const known = KINDS.find(({ name }) => name === kind)
  if (!known) return { total: 0, objects: [], effects: [] }
  const { name, label } = known
  const rows = await database.rows(
    `SELECT ${label} AS label, to_jsonb(t) AS body, t.updated_at AS at FROM ${name} t ORDER BY 1 LIMIT $1 OFFSET $2`,
    [limit, offset],
  )
  const [count] = await database.rows(`SELECT count(*)::int AS total FROM ${name}`)
  const effects = await database.rows(
    `SELECT key, count(*) FILTER (WHERE did = 'created')::int AS created, count(*) FILTER (WHERE did = 'changed')::int AS changed,
       count(*) FILTER (WHERE did = 'removed')::int AS removed, count(*)::int AS writes,
       count(*) FILTER (WHERE did IN ('created', 'changed'))::int AS effects
     FROM practice.effects WHERE kind = $1 GROUP BY key ORDER BY key LIMIT $2 OFFSET $3`,
    [name, limit, offset],
  )
  const objects = rows.map((row) => {
    const at = row.at instanceof Date ? row.at.toISOString() : String(row.at)
    return { id: String(row.label), label: String(row.label), body: row.body, createdAt: at, updatedAt: at }
  })
  return { total: Number(count?.total ?? 0), objects, effects }
}
