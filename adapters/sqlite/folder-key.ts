/**
 * The secret of a data folder: masks, and the hashes that stand for what was forgotten, are made with it. It lies beside the database,
 * readable by its owner only; the database knows a proof of it, so that hashes are never made with two different ones.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type Database from 'better-sqlite3'
import { Failure, type Keyed } from '#engine'

const KEYS = new Map<string, string>()

/** HMAC-SHA256 with the secret, which is made at first need. Throws Failure data.not-writable. */
export function folderKeyed(folder: string): Keyed {
  const key = KEYS.get(folder) ?? readOrMake(folder)
  KEYS.set(folder, key)
  return (text) => hmac(key, `mask ${text}`)
}

/** The same for what is kept: fails with privacy.key-lost when the secret is not the one that this database was hashed with. */
export function hashing(db: Database.Database): Keyed {
  const folder = dirname(db.name)
  const key = readOrMake(folder)
  const proof = hmac(key, 'proof')
  const known = db.prepare('SELECT proof FROM folder_key').pluck().get()
  if (known === undefined) db.prepare('INSERT INTO folder_key VALUES (1, ?)').run(proof)
  else if (known !== proof) throw new Failure('privacy.key-lost', 'permanent', { folder })
  return (text) => hmac(key, `kept ${text}`)
}

const hmac = (key: string, text: string): string => createHmac('sha256', key).update(text).digest('hex')

/** A second process that makes one at the same moment must end with the same: the first link wins. */
function readOrMake(folder: string): string {
  const path = join(folder, 'privacy.key')
  const there = read(path)
  if (there !== undefined) return there
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    writeFileSync(draft, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
    try {
      linkSync(draft, path)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new Failure('data.not-writable', 'permanent', { folder, why: codeOf(error) }, { cause: error })
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
