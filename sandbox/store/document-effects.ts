import type { Effect } from './effects.ts'
import type { Connection } from './schema.ts'

/** As for HubSpot's objects: `effects` is created + changed. Taking something away is counted by itself. */
export interface DocumentEffect extends Effect {
  readonly removed: number
}

export type Deed = 'created' | 'changed' | 'unchanged' | 'removed'

export interface DocumentEffectTable {
  record(system: string, kind: string, key: string, did: Deed): void
  page(system: string, kind: string, offset: number, limit: number): DocumentEffect[]
  clear(system: string): void
}

export function openDocumentEffects(database: Connection): DocumentEffectTable {
  const record = database.prepare(
    `INSERT INTO document_effects (system, kind, key, created, changed, removed, writes) VALUES (?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT (system, kind, key) DO UPDATE SET created = created + excluded.created,
       changed = changed + excluded.changed, removed = removed + excluded.removed, writes = writes + 1`,
  )
  const page = database.prepare<[string, string, number, number], DocumentEffect>(
    `SELECT key, created, changed, removed, writes, created + changed AS effects FROM document_effects
     WHERE system = ? AND kind = ? ORDER BY key LIMIT ? OFFSET ?`,
  )
  const clear = database.prepare('DELETE FROM document_effects WHERE system = ?')
  const one = (is: boolean) => (is ? 1 : 0)
  return {
    record: (system, kind, key, did) =>
      void record.run(system, kind, key, one(did === 'created'), one(did === 'changed'), one(did === 'removed')),
    page: (system, kind, offset, limit) => page.all(system, kind, limit, offset),
    clear: (system) => void clear.run(system),
  }
}
