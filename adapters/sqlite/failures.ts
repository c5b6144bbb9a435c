/** Turns what SQLite reports into the plain failures of the code table. */

import Database from 'better-sqlite3'
import { Failure } from '#engine'

/** Runs database work; a full disk, another program's lock, a damaged file or a folder that cannot be written becomes a Failure that names the folder. */
export function guarded<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw failureOf(folder, error)
  }
}

export function failureOf(folder: string, error: unknown): unknown {
  if (!(error instanceof Database.SqliteError)) return error
  const options = { cause: error, details: { sqlite: error.code } }
  const why = error.message
  if (error.code.startsWith('SQLITE_FULL')) return new Failure('data.full', 'transient', { folder }, options)
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return new Failure('data.locked', 'transient', { folder }, options)
  if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB') {
    return new Failure('data.damaged', 'permanent', { folder, why }, options)
  }
  if (/^SQLITE_(READONLY|CANTOPEN|IOERR|PERM)/.test(error.code))
    return new Failure('data.not-writable', 'permanent', { folder, why }, options)
  return error
}
