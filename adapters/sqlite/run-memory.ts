/** What steps of a flow remember of records: who owns which key, what is like it, and the newest version of each. */

import type Database from 'better-sqlite3'
import {
  BLOCK_LIMIT,
  type Claiming,
  type ClaimOwner,
  chosenOf,
  type Data,
  isOlder,
  type Json,
  merged,
  nearest,
  type RecordKey,
  type Version,
} from '#engine'
import { Forgotten, timesHashed } from './forgotten.ts'
import { prepareStatements, type Statements } from './run-statements.ts'

interface ClaimRow {
  identity: string
  owner_run: number
  owner_seq: number
  label: string
  claimed_at: number
  data: string | null
}

interface LikenessRow extends Omit<ClaimRow, 'data'> {
  seq: number
  sketch: string
}

interface MarkRow {
  version: string
  identity: string
  marked_at: number
  /** The row before, as JSON. */
  before: string | null
}

const DAY = 86_400_000

export class RunMemory {
  private readonly sql: Statements
  private readonly n: number
  /** Practice and live know nothing of each other's keys. */
  private readonly mode: string
  private readonly scopes = new Map<string, number>()
  /** Scopes with keys of which only a hash is left, and how many changes of that were seen. */
  private readonly hashed = new Set<number>()
  private readonly forgotten: Forgotten
  private readonly db: Database.Database
  private seen = 0

  constructor(db: Database.Database, { n, mode }: { n: number; mode: string }) {
    this.db = db
    this.forgotten = new Forgotten(db)
    this.sql = prepareStatements(db)
    this.n = n
    this.mode = mode
  }

  /** A transaction failed: what was added in it is not there any more. */
  forget(): void {
    this.scopes.clear()
    this.hashed.clear()
  }

  claim(claiming: Claiming, record: RecordKey, now: number): ClaimOwner | undefined {
    const { scope, key, days, keep, data } = claiming
    const across = days > 0 ? 0 : this.n
    const id = this.scopeId(scope)
    const identity = days > 0 ? record.identity : ''
    const kept = keep === 'merge' ? JSON.stringify(data) : null
    const mine = [across, id, key, identity, this.n, record.seq, record.label, now, kept]
    const since = days > 0 && Number.isFinite(days) ? now - days * DAY : 0
    const gone = this.hashed.has(id) ? this.ownerGone(across, id, key, record, since) : undefined
    if (gone) return gone
    if (this.sql.firstClaim.run(mine).changes > 0) return this.claimNear(claiming, record, now, since)
    const row = this.sql.claimOf.get(across, id, key) as ClaimRow
    if (!this.isMine(row, record, days) && row.claimed_at >= since) return this.ownerOf(row, claiming, across)
    this.sql.claim.run(mine)
    return undefined
  }

  release(scope: string, key: string, days: number, seq: number): void {
    const across = days > 0 ? 0 : this.n
    const id = this.scopeId(scope)
    this.sql.releaseClaim.run(across, id, key, this.n, seq)
    for (const likeness of this.sql.likenessesOf.all(this.n, seq, id) as number[]) this.sql.dropLikeness.run(likeness)
  }

  /** The newest version stays; the same record may come again with its own. */
  order(
    scope: string,
    key: string,
    version: Version,
    days: number,
    { identity }: RecordKey,
    now: number,
  ): Version | undefined {
    const id = this.scopeId(scope)
    const hashed = this.hashed.has(id) ? this.forgotten.mark(id, key) : undefined
    const row = this.sql.markOf.get(id, key) as MarkRow | undefined
    const known = row ?? hashed
    const newest = known && JSON.parse(known.version)
    if (known && known.marked_at >= now - days * DAY && isOlder(version, newest)) return newest as Version
    if (hashed) this.forgotten.dropMark(id, key)
    // One step back is enough: what came before that was older than both.
    const before = row?.identity === identity ? row.before : row ? JSON.stringify({ ...row, before: null }) : null
    this.sql.mark.run(id, key, JSON.stringify(version), identity, now, before)
    return undefined
  }

  /** The record that brought the version was not delivered: what was the newest before is so again. */
  releaseOrder(scope: string, key: string, { identity }: RecordKey): void {
    const id = this.scopeId(scope)
    const before = this.sql.markBefore.get(id, key, identity) as string | null | undefined
    if (before === undefined) return
    const row = before === null ? undefined : (JSON.parse(before) as MarkRow)
    if (row) this.sql.mark.run(id, key, row.version, row.identity, row.marked_at, row.before)
    else this.sql.dropMark.run(id, key)
  }

  /** Nobody owns the key itself; somebody much like it may have come before. Whoever is new is remembered for those that come. */
  private claimNear({ scope, key, days, near, data }: Claiming, record: RecordKey, now: number, since: number) {
    if (!near) return undefined
    const across = days > 0 ? 0 : this.n
    const id = this.scopeId(scope)
    const sketch = near.sketch(data)
    const blocks = [...new Set(near.blocks(data))]
    const rows = blocks.map((block) => this.sql.inBlock.all(across, id, block, BLOCK_LIMIT + 1) as LikenessRow[])
    const others = rows.map((block) =>
      block.filter((row) => row.claimed_at >= since && !this.isMine(row, record, days)),
    )
    const candidates = chosenOf(others).map((row) => ({ row, sketch: JSON.parse(row.sketch) as Json }))
    const best = nearest(near, sketch, candidates)
    const other = best && best.score >= near.maybe ? candidates[best.index]?.row : undefined
    if (best && other) {
      this.sql.releaseClaim.run(across, id, key, this.n, record.seq)
      const { score, words } = best
      return { seq: other.owner_seq, label: other.label, here: other.owner_run === this.n, near: { score, words } }
    }
    const identity = days > 0 ? record.identity : ''
    const kept = [across, id, JSON.stringify(sketch), identity, this.n, record.seq, record.label, now]
    const row = this.sql.addLikeness.run(kept).lastInsertRowid
    for (const block of blocks) this.sql.addBlock.run(across, id, block, row)
    return undefined
  }

  /** Whoever owned the key and is forgotten. A key that is its own again, or was remembered long enough, is as good as new. */
  private ownerGone(
    across: number,
    scope: number,
    key: string,
    record: RecordKey,
    since: number,
  ): ClaimOwner | undefined {
    const row = this.forgotten.claim(across, scope, key)
    if (!row) return undefined
    const mine = row.identity !== '' && row.identity === this.forgotten.identity(record.identity)
    if (!mine && row.claimed_at >= since) {
      return { seq: row.owner_seq, label: row.label || 'one that was removed', here: row.owner_run === this.n }
    }
    this.forgotten.dropClaim(across, scope, key)
    return undefined
  }

  private ownerOf(row: ClaimRow, { keep, data, scope, key }: Claiming, across: number): ClaimOwner {
    const owner: ClaimOwner = { seq: row.owner_seq, label: row.label, here: row.owner_run === this.n }
    if (keep !== 'merge' || row.data === null) return owner
    owner.data = merged(JSON.parse(row.data) as Data, data)
    this.sql.mergeClaim.run(JSON.stringify(owner.data), across, this.scopeId(scope), key)
    return owner
  }

  private isMine(row: Omit<ClaimRow, 'data'>, { seq, identity }: RecordKey, days: number): boolean {
    return (row.owner_run === this.n && row.owner_seq === seq) || (days > 0 && row.identity === identity)
  }

  private scopeId(scope: string): number {
    const changes = timesHashed(this.db)
    if (changes !== this.seen) this.forget()
    this.seen = changes
    let id = this.scopes.get(scope)
    if (id === undefined) {
      id = (this.sql.scopeOf.get(this.mode, scope) ?? this.sql.addScope.get(this.mode, scope)) as number
      this.scopes.set(scope, id)
      if (this.forgotten.isHashed(id)) this.hashed.add(id)
    }
    return id
  }
}
