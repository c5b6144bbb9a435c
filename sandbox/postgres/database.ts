// PostgreSQL itself, compiled to run inside this process (PGlite). It takes seconds to begin and much memory, so it begins when
// somebody first signs in.
import { beginPostgres } from './pglite.ts'
import { INVENTORY, MADE, SEEDED } from './tables.ts'
import { query, stateAfter, sync } from './wire.ts'

/** Rights on the tables of a role. */
export interface Role {
  readonly name: string
  readonly permissions: readonly string[]
}

/** One client's turn: nobody else's messages come between. */
export interface Turn {
  /** Answers in the protocol's own form. */
  send(message: Buffer): Promise<Buffer>
  /** Undoes what is open, and lets the next one in. */
  end(): Promise<void>
}

export interface Database {
  /** Waits until all before are done; acts as that role. */
  begin(role: Role): Promise<Turn>
  rows(sql: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** Everything as it was on the first day. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** Kept in the folder. */
export async function openDatabase(folder: string): Promise<Database> {
  const db = await beginPostgres(folder)
  const [made] = (
    await db.query<Record<'first' | 'inventory', string | null>>(
      "SELECT to_regclass('public.customers')::text AS first, to_regclass('public.inventory')::text AS inventory",
    )
  ).rows
  if (!made?.first) await db.exec(MADE + SEEDED)
  if (!made?.inventory) await db.exec(INVENTORY)
  let last: Promise<void> = Promise.resolve()
  let granted = ''
  const turn = async (): Promise<() => void> => {
    const before = last
    const done = Promise.withResolvers<void>()
    last = done.promise
    await before
    return done.resolve
  }
  const send = async (message: Buffer) => Buffer.from(await db.execProtocolRaw(message))
  const become = async (role: Role) => {
    await db.exec('RESET ROLE')
    const rights = JSON.stringify(role)
    if (rights !== granted) await db.exec(rightsOf(role))
    granted = rights
    await db.exec(`SET ROLE ${named(role.name)}`)
  }
  return {
    async begin(role) {
      const leave = await turn()
      try {
        await become(role)
      } catch (error) {
        leave()
        throw error
      }
      let ended = false
      return {
        send,
        async end() {
          if (ended) return
          ended = true
          try {
            if (db.isInTransaction()) {
              await send(sync())
              await send(query('ROLLBACK'))
            }
          } finally {
            leave()
          }
        },
      }
    },
    async rows(sql, values = []) {
      const leave = await turn()
      try {
        await db.exec('RESET ROLE')
        return (await db.query<Record<string, unknown>>(sql, values)).rows
      } finally {
        leave()
      }
    },
    async reset() {
      const leave = await turn()
      try {
        await db.exec(
          `RESET ROLE; DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS practice CASCADE; CREATE SCHEMA public; ${MADE}${SEEDED}${INVENTORY}`,
        )
        granted = ''
      } finally {
        leave()
      }
    },
    async close() {
      const leave = await turn()
      await db.close()
      leave()
    },
  }
}

/** True when the turn may go to somebody else. */
export const isIdle = (answer: Buffer): boolean => stateAfter(answer) === 'I'

const RIGHTS = ['select', 'insert', 'update', 'delete']
const named = (name: string): string => `"${name.replaceAll('"', '""')}"`

function rightsOf({ name, permissions }: Role): string {
  const role = named(name)
  const literal = `'${name.replaceAll("'", "''")}'`
  const may = RIGHTS.filter((right) => permissions.includes(right)).join(', ')
  return `
    DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal}) THEN CREATE ROLE ${role}; END IF; END $$;
    REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role};
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ${role};
    ${may === '' ? '' : `GRANT ${may} ON ALL TABLES IN SCHEMA public TO ${role};`}`
}
