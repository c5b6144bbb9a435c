/** Opens the one database of a data folder: one owner, WAL, `synchronous=FULL`, migrated to the newest version. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Failure } from '#engine'
import { guarded } from './failures.ts'
import { MIGRATIONS } from './migrations.ts'
import { makePrivate } from './private-file.ts'

export interface OpenOptions {
  /** Most pages of the database; for tests of a full disk. */
  maxPages?: number
  /** Milliseconds for which another program's lock is waited for: 5 seconds unless given. */
  lockPatience?: number
}

export interface OpenedDatabase {
  db: Database.Database
  folder: string
  close(): void
}

/** Throws Failures data.not-writable, data.owned, data.damaged, data.newer, data.full, data.locked. */
export function openDatabase(folder: string, options: OpenOptions = {}): OpenedDatabase {
  makeFolder(folder)
  const lock = takeLock(folder)
  try {
    const db = guarded(folder, () => prepare(folder, options))
    return {
      db,
      folder,
      close() {
        db.close()
        lock.close()
      },
    }
  } catch (error) {
    lock.close()
    throw error
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!statSync(folder).isDirectory()) throw new Error('a file stands in its place')
  } catch (error) {
    const inTheWay = existsSync(folder) && !statSync(folder).isDirectory()
    const why = inTheWay ? 'a file stands in its place' : plain(error)
    throw new Failure('data.not-writable', 'permanent', { folder, why }, { cause: error })
  }
}

const plain = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EACCES' || code === 'EPERM') return 'it may not be written'
  if (code === 'EROFS') return 'the disk is read-only'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a file stands in its place'
  if (code === 'ENOSPC') return 'the disk is full'
  return code ?? String(error)
}

/** The lock is the operating system's: it falls with the process, however that ends. */
function takeLock(folder: string): Database.Database {
  const about = join(folder, 'owner.json')
  let lock: Database.Database | undefined
  try {
    makePrivate(join(folder, 'owner.db'))
    makePrivate(join(folder, 'sluice.db'))
    lock = new Database(join(folder, 'owner.db'), { timeout: 0 })
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
    writeFileSync(about, JSON.stringify({ pid: process.pid, since: Date.now() }), { mode: 0o600 })
    return lock
  } catch (error) {
    lock?.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw owned(folder, about)
    return guarded(folder, () => {
      if (error instanceof Database.SqliteError) throw error
      throw new Failure('data.not-writable', 'permanent', { folder, why: plain(error) }, { cause: error })
    })
  }
}

export function owned(folder: string, about: string): Failure {
  let pid: number | string = 'unknown'
  let since = 'a moment ago'
  try {
    const owner = JSON.parse(readFileSync(about, 'utf8')) as { pid: number; since: number }
    pid = owner.pid
    since = new Date(owner.since).toISOString().slice(0, 16).replace('T', ' ')
  } catch {
    // The owner has not written who it is yet.
  }
  return new Failure('data.owned', 'permanent', { folder, pid: String(pid), since })
}

function prepare(folder: string, { maxPages, lockPatience = 5000 }: OpenOptions): Database.Database {
  const path = join(folder, 'sluice.db')
  const db = new Database(path, { timeout: lockPatience })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('fullfsync = ON')
    db.pragma('foreign_keys = ON')
    // 40 MiB of log before it is folded in, and 32 MiB of pages in memory: a page that many records change is written once for all of them.
    db.pragma('wal_autocheckpoint = 10000')
    db.pragma('cache_size = -32768')
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`)
    checkWhole(db, path, folder)
    migrate(db, folder)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Small databases are checked at every start; of a large one only what is read. */
function checkWhole(db: Database.Database, path: string, folder: string): void {
  if (statSync(path).size > 16 * 1024 * 1024) return
  const said = db.pragma('quick_check(1)', { simple: true })
  if (said !== 'ok') throw new Failure('data.damaged', 'permanent', { folder, why: String(said).slice(0, 200) })
}

function migrate(db: Database.Database, folder: string): void {
  const version = db.pragma('user_version', { simple: true }) as number
  if (version > MIGRATIONS.length) {
    throw new Failure('data.newer', 'permanent', { folder, found: version, known: MIGRATIONS.length })
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    db.transaction(() => {
      db.exec(MIGRATIONS[next] ?? '')
      db.pragma(`user_version = ${next + 1}`)
    })()
  }
}
