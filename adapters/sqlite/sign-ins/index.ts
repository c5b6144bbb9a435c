/** The kept sign-ins of a data folder as rows: sealed secrets, saved connections, who uses them, and renewals under way. */
import type { Database } from 'better-sqlite3'
import { guarded } from '../failures.ts'
import { atOnce, openDatabase } from './database.ts'
import { openRenewals, type RenewalTable } from './renewals.ts'
import { openUses, type UseTable } from './uses.ts'

export type { RenewalRow } from './renewals.ts'
export type { Slot, Use } from './uses.ts'

export interface SignInTables {
  readonly folder: string
  readonly facts: FactTable
  readonly keys: KeyTable
  readonly secrets: SealedTable
  readonly connections: BodyTable
  readonly uses: UseTable
  readonly renewals: RenewalTable
  /** Several changes as one, which no other process can interleave. */
  atOnce<T>(work: () => T): T
  close(): void
}

export interface FactTable {
  of(name: string): string | undefined
  /** Keeps the value unless one is there; answers the one that is kept. */
  settle(name: string, value: string): string
}

export interface KeyTable {
  all(): Map<string, string>
  set(way: string, wrapped: string): void
  drop(way: string): void
}

export interface SealedTable {
  of(name: string): Buffer | undefined
  names(prefix?: string): string[]
  set(name: string, sealed: Buffer, at: number): void
  drop(name: string): void
}

export interface BodyTable {
  of<T>(id: string): T | undefined
  all<T>(): T[]
  set(id: string, body: unknown, at: number): void
  drop(id: string): void
}

/** Throws Failures data.not-writable, data.damaged, data.newer, data.full. */
export function openSignInTables(folder: string): SignInTables {
  const db = openDatabase(folder)
  return {
    folder,
    facts: openFacts(db, folder),
    keys: openKeys(db, folder),
    secrets: openSealed(db, folder),
    connections: openBodies(db, folder),
    uses: openUses(db, folder),
    renewals: openRenewals(db, folder),
    atOnce: (work) => atOnce(db, folder, work),
    close: () => void db.close(),
  }
}

function openFacts(db: Database, folder: string): FactTable {
  const read = db.prepare<[string], string>('SELECT value FROM facts WHERE name = ?').pluck()
  const add = db.prepare('INSERT INTO facts VALUES (?, ?) ON CONFLICT DO NOTHING')
  return {
    of: (name) => guarded(folder, () => read.get(name)),
    settle: (name, value) =>
      atOnce(db, folder, () => {
        add.run(name, value)
        return read.get(name) ?? value
      }),
  }
}

function openKeys(db: Database, folder: string): KeyTable {
  const all = db.prepare<[], { way: string; wrapped: string }>('SELECT way, wrapped FROM data_keys')
  const set = db.prepare('INSERT OR REPLACE INTO data_keys VALUES (?, ?)')
  const drop = db.prepare('DELETE FROM data_keys WHERE way = ?')
  return {
    all: () => guarded(folder, () => new Map(all.all().map(({ way, wrapped }) => [way, wrapped]))),
    set: (way, wrapped) => guarded(folder, () => void set.run(way, wrapped)),
    drop: (way) => guarded(folder, () => void drop.run(way)),
  }
}

function openSealed(db: Database, folder: string): SealedTable {
  const of = db.prepare<[string], Buffer>('SELECT sealed FROM secrets WHERE name = ?').pluck()
  const names = db.prepare<[string, string], string>('SELECT name FROM secrets WHERE substr(name, 1, length(?)) = ?')
  const set = db.prepare('INSERT OR REPLACE INTO secrets VALUES (?, ?, ?)')
  const drop = db.prepare('DELETE FROM secrets WHERE name = ?')
  return {
    of: (name) => guarded(folder, () => of.get(name)),
    names: (prefix = '') => guarded(folder, () => names.pluck().all(prefix, prefix)),
    set: (name, sealed, at) => guarded(folder, () => void set.run(name, sealed, at)),
    drop: (name) => guarded(folder, () => void drop.run(name)),
  }
}

function openBodies(db: Database, folder: string): BodyTable {
  const of = db.prepare<[string], string>('SELECT body FROM connections WHERE id = ?').pluck()
  const all = db.prepare<[], string>('SELECT body FROM connections ORDER BY rowid').pluck()
  const set = db.prepare(
    'INSERT INTO connections VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body, at = excluded.at',
  )
  const drop = db.prepare('DELETE FROM connections WHERE id = ?')
  return {
    of<T>(id: string) {
      const body = guarded(folder, () => of.get(id))
      return body === undefined ? undefined : (JSON.parse(body) as T)
    },
    all: <T>() => guarded(folder, () => all.all().map((body) => JSON.parse(body) as T)),
    set: (id, body, at) => guarded(folder, () => void set.run(id, JSON.stringify(body), at)),
    drop: (id) => guarded(folder, () => void drop.run(id)),
  }
}
