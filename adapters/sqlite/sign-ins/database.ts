/** Opens sign-ins.db of a data folder. Several processes may: the desktop app, a terminal and a server renew the same sign-ins. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure } from '#engine'
import { failureOf, guarded } from '../failures.ts'
import { makePrivate } from '../private-file.ts'
import { SCHEMA } from './schema.ts'

export const SIGN_INS_FILE = 'sign-ins.db'

/** Every commit is synced, and what is removed is overwritten. Throws Failures data.not-writable, data.damaged, data.newer, data.full. */
export function openDatabase(folder: string): Database.Database {
  const path = join(folder, SIGN_INS_FILE)
  makeFile(folder, path)
  return guarded(folder, () => {
    const db = new Database(path, { timeout: 10_000 })
    try {
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      db.pragma('fullfsync = ON')
      db.pragma('foreign_keys = ON')
      db.pragma('secure_delete = ON')
      db.transaction(() => migrate(db, folder)).immediate()
      return db
    } catch (error) {
      db.close()
      throw error
    }
  })
}

function makeFile(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    makePrivate(path)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failure('data.not-writable', 'permanent', { folder, why }, { cause: error })
  }
}

function migrate(db: Database.Database, folder: string): void {
  const found = Number(db.pragma('user_version', { simple: true }))
  if (found > SCHEMA.length) throw new Failure('data.newer', 'permanent', { folder, found, known: SCHEMA.length })
  for (const step of SCHEMA.slice(found)) db.exec(step)
  if (found < SCHEMA.length) db.pragma(`user_version = ${SCHEMA.length}`)
}

/** Runs database work as one step that no other process can interleave. */
export function atOnce<T>(db: Database.Database, folder: string, work: () => T): T {
  try {
    return db.inTransaction ? work() : db.transaction(work).immediate()
  } catch (error) {
    throw failureOf(folder, error)
  }
}
