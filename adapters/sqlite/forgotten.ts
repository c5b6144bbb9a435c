/** Keys of which only a keyed hash is left, because what they belonged to was erased or removed: they are still recognised. */
import type Database from 'better-sqlite3'
import type { Keyed } from '#engine'
import { hashing } from './folder-key.ts'

export interface HashedClaim {
  identity: string
  owner_run: number
  owner_seq: number
  label: string
  claimed_at: number
}

interface ClaimKey {
  run: number
  scope: number
  key: string
  identity: string
  owner_run: number
  owner_seq: number
}

interface MarkKey {
  scope: number
  key: string
  identity: string
}

const CHANGES = new WeakMap<Database.Database, number>()

/** Counts how often keys of this database were hashed while it was open: what was learned about scopes before is not true any more. */
export const timesHashed = (db: Database.Database): number => CHANGES.get(db) ?? 0

/** Keys, and the identities of records, as they are kept after what they belonged to is gone. */
export class Forgotten {
  private readonly db: Database.Database
  private keyed: Keyed | undefined

  constructor(db: Database.Database) {
    this.db = db
  }

  key(scope: number, key: string): string {
    return key.startsWith(MARK) ? key : `${MARK}${this.hash(`${scope} ${key}`)}`
  }

  identity(identity: string): string {
    return identity === '' || identity.startsWith(MARK) ? identity : `${MARK}${this.hash(identity)}`
  }

  person(value: string): string {
    return this.hash(`person ${value.trim().toLowerCase()}`)
  }

  isHashed(scope: number): boolean {
    return this.db.prepare('SELECT hashed FROM scopes WHERE id = ?').pluck().get(scope) === 1
  }

  claim(run: number, scope: number, key: string): HashedClaim | undefined {
    const sql = `SELECT identity, owner_run, owner_seq, label, claimed_at FROM claims WHERE run = ? AND scope = ? AND key = ?`
    return this.db.prepare(sql).get(run, scope, this.key(scope, key)) as HashedClaim | undefined
  }

  mark(scope: number, key: string): { version: string; marked_at: number } | undefined {
    const sql = 'SELECT version, marked_at FROM marks WHERE scope = ? AND key = ?'
    return this.db.prepare(sql).get(scope, this.key(scope, key)) as { version: string; marked_at: number } | undefined
  }

  dropClaim(run: number, scope: number, key: string): void {
    const sql = 'DELETE FROM claims WHERE run = ? AND scope = ? AND key = ?'
    this.db.prepare(sql).run(run, scope, this.key(scope, key))
  }

  dropMark(scope: number, key: string): void {
    this.db.prepare('DELETE FROM marks WHERE scope = ? AND key = ?').run(scope, this.key(scope, key))
  }

  /**
   * Hashes the keys that records owned, and those they set the newest version of. `strange`: none of them will be taken for the
   * same record again. Reads all keys once: an index by owner would cost every record of every run.
   */
  hashKeys(owns: (run: number, seq: number) => boolean, identities: ReadonlySet<string>, strange: boolean): number {
    const claims = this.db.prepare('SELECT run, scope, key, identity, owner_run, owner_seq FROM claims')
    const owned = [...(claims.iterate() as Iterable<ClaimKey>)].filter((one) => owns(one.owner_run, one.owner_seq))
    const hashClaim = this.db.prepare(
      "UPDATE OR REPLACE claims SET key = ?, identity = ?, label = '', data = NULL WHERE run = ? AND scope = ? AND key = ?",
    )
    for (const { run, scope, key, identity } of owned) {
      hashClaim.run(this.key(scope, key), strange ? '' : this.identity(identity), run, scope, key)
    }
    const marks = this.db.prepare('SELECT scope, key, identity FROM marks')
    const marked = [...(marks.iterate() as Iterable<MarkKey>)].filter(({ identity }) => identities.has(identity))
    const hashMark = this.db.prepare(
      'UPDATE OR REPLACE marks SET key = ?, identity = ?, before = NULL WHERE scope = ? AND key = ?',
    )
    for (const { scope, key, identity } of marked) {
      hashMark.run(this.key(scope, key), this.identity(identity), scope, key)
    }
    for (const scope of new Set([...owned, ...marked].map((one) => one.scope))) this.flag(scope)
    return owned.length + marked.length
  }

  private flag(scope: number): void {
    this.db.prepare('UPDATE scopes SET hashed = 1 WHERE id = ?').run(scope)
    CHANGES.set(this.db, timesHashed(this.db) + 1)
  }

  private hash(text: string): string {
    this.keyed ??= hashing(this.db)
    return this.keyed(text)
  }
}

/** Stands before every hash. Not a letter that people type. */
const MARK = '\u0001'
