/** Contracts that flows share: each publishing adds a version, and none is ever changed. */
import type Database from 'better-sqlite3'
import { type Contract, contractSchema, Failure, slug } from '#engine'
import { guarded } from './failures.ts'

export interface StoredContract {
  id: string
  version: number
  /** Without `shared`. */
  contract: Contract
  /** The version of a shared contract that it was made from. */
  basis?: { id: string; version: number }
  /** The flow that it was published from. */
  flow: string
  publishedAt: number
}

interface Row {
  contract: string
  version: number
  body: string
  basis: string | null
  basis_version: number | null
  flow: string
  published_at: number
}

/** A hand-edited database may hold anything, so the shape is checked. Throws a Bug for what is no contract. */
const stored = (row: Row): StoredContract => ({
  id: row.contract,
  version: row.version,
  contract: contractSchema.parse(JSON.parse(row.body)),
  ...(row.basis === null ? {} : { basis: { id: row.basis, version: row.basis_version ?? 1 } }),
  flow: row.flow,
  publishedAt: row.published_at,
})

export class ContractStore {
  private readonly db: Database.Database
  private readonly folder: string

  constructor(db: Database.Database, folder: string) {
    this.db = db
    this.folder = folder
  }

  /** The newest version of each, by id. */
  list(): StoredContract[] {
    const sql = `SELECT v.* FROM contracts c JOIN contract_versions v ON v.contract = c.id AND v.version = c.version ORDER BY c.id`
    return guarded(this.folder, () => this.db.prepare(sql).all() as Row[]).map(stored)
  }

  /** Newest first. */
  versions(id: string): StoredContract[] {
    const sql = 'SELECT * FROM contract_versions WHERE contract = ? ORDER BY version DESC'
    return guarded(this.folder, () => this.db.prepare(sql).all(id) as Row[]).map(stored)
  }

  find(id: string, version: number): StoredContract | undefined {
    const sql = 'SELECT * FROM contract_versions WHERE contract = ? AND version = ?'
    const row = guarded(this.folder, () => this.db.prepare(sql).get(id, version) as Row | undefined)
    return row && stored(row)
  }

  /** The newest version when none is named. Throws Failure contract.not-found. */
  get(id: string, version?: number): StoredContract {
    const found = version === undefined ? this.versions(id)[0] : this.find(id, version)
    if (!found) throw new Failure('contract.not-found', 'permanent', { contract: id, version: version ?? 1 })
    return found
  }

  /**
   * Publishes a contract of a flow: as the next version of the shared contract that it is a copy of, else as a new one. The
   * same content makes no new version. Throws Failure contract.conflict when the shared contract went on meanwhile.
   */
  publish(contract: Contract, flow: string, now: number): StoredContract {
    return guarded(this.folder, () =>
      this.db
        .transaction(() => {
          const { shared, ...body } = contract
          const latest = shared && this.versions(shared.id)[0]
          const text = JSON.stringify(body)
          if (latest && JSON.stringify(latest.contract) === JSON.stringify(contractSchema.parse(body))) return latest
          if (shared && latest && latest.version !== shared.version)
            throw new Failure('contract.conflict', 'permanent', { contract: shared.id, latest: latest.version })
          const id = shared && latest ? shared.id : this.freeId(contract.name)
          const version = (latest?.version ?? 0) + 1
          const basis = shared && latest ? shared : undefined
          this.db.prepare('INSERT OR REPLACE INTO contracts VALUES (?, ?)').run(id, version)
          this.db
            .prepare('INSERT INTO contract_versions VALUES (?, ?, ?, ?, ?, ?, ?)')
            .run(id, version, text, basis?.id ?? null, basis?.version ?? null, flow, now)
          return this.get(id, version)
        })
        .immediate(),
    )
  }

  private freeId(name: string): string {
    const base = slug(name)
    const taken = this.db.prepare('SELECT 1 FROM contracts WHERE id = ?')
    for (let n = 1; ; n++) {
      const id = n === 1 ? base : `${base.slice(0, 56)}-${n}`
      if (!taken.get(id)) return id
    }
  }
}
