import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure } from '#engine'
import { failureOf } from '../failures.ts'
import { owned } from '../open.ts'
import { makePrivate } from '../private-file.ts'
import { SCHEMA } from './schema.ts'

/** Opens server.db durably (WAL, every commit synced) and exclusively: a second server on the folder is refused. */
export function openDatabase(folder: string): Database.Database {
  const path = join(folder, 'server.db')
  makeFile(folder, path)
  const database = new Database(path, { timeout: 0 })
  try {
    database.pragma('locking_mode = EXCLUSIVE')
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('fullfsync = ON')
    database.pragma('foreign_keys = ON')
    // 40 MiB of log before it is folded in: no event waits for that often.
    database.pragma('wal_autocheckpoint = 10000')
    migrate(database, folder)
    return database
  } catch (error) {
    database.close()
    throw isBusy(error) ? owned(folder, join(folder, 'owner.json')) : failureOf(folder, error)
  }
}

/** Live sign-ins lie in this file, so it exists for its owner only before SQLite opens it. */
function makeFile(folder: string, path: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    makePrivate(path)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Failure('data.not-writable', 'permanent', { folder, why }, { cause: error })
  }
}

function migrate(database: Database.Database, folder: string): void {
  const found = Number(database.pragma('user_version', { simple: true }))
  if (found > SCHEMA.length) throw new Failure('data.newer', 'permanent', { folder, found, known: SCHEMA.length })
  // Written at every start: it also takes the exclusive lock for good.
  database.exec('BEGIN IMMEDIATE')
  for (const step of SCHEMA.slice(found)) database.exec(step)
  database.pragma(`user_version = ${SCHEMA.length}`)
  database.exec('COMMIT')
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
