import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Another process (or another store in this one) already serves the folder. */
export class StoreTaken extends Error {
  readonly code = 'practice.taken'
  readonly folder: string

  constructor(folder: string) {
    super(`The practice folder ${folder} is already being served by another process`)
    this.name = 'StoreTaken'
    this.folder = folder
  }
}

/**
 * Makes the caller the only owner of a folder until it calls the returned function or its process ends: an exclusive
 * transaction on a file of its own, which the operating system gives up with the process, so that a kill leaves no
 * stale lock. Nothing else may open `owner.db` by hand: closing any descriptor of it drops a POSIX lock.
 * @throws StoreTaken when somebody else owns the folder.
 */
export function takeFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new Database(join(folder, 'owner.db'), { timeout: 0 })
  try {
    lock.pragma('journal_mode = MEMORY')
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new StoreTaken(folder)
    throw error
  }
  return () => lock.close()
}
