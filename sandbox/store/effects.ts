import type { Connection } from './schema.ts'

/**
 * What happened to one business key: how often an object was created or really changed under it, and how many write
 * requests for it were accepted, those that changed nothing included. `effects` is created + changed: one for a record
 * that was delivered exactly once.
 */
export interface Effect {
  readonly key: string
  readonly created: number
  readonly changed: number
  readonly writes: number
  readonly effects: number
}

export type Outcome = 'created' | 'changed' | 'unchanged'

export interface EffectTable {
  record(type: string, key: string, outcome: Outcome): void
  page(type: string, offset: number, limit: number): Effect[]
  clear(): void
}

export function openEffects(database: Connection): EffectTable {
  const record = database.prepare(
    `INSERT INTO effects (type, key, created, changed, writes) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (type, key) DO UPDATE SET
       created = created + excluded.created, changed = changed + excluded.changed, writes = writes + 1`,
  )
  const page = database.prepare<[string, number, number], Effect>(
    `SELECT key, created, changed, writes, created + changed AS effects FROM effects
     WHERE type = ? ORDER BY key LIMIT ? OFFSET ?`,
  )
  return {
    record: (type, key, outcome) =>
      void record.run(type, key, outcome === 'created' ? 1 : 0, outcome === 'changed' ? 1 : 0),
    page: (type, offset, limit) => page.all(type, limit, offset),
    clear: () => void database.exec('DELETE FROM effects'),
  }
}
