import type { Database } from 'better-sqlite3'
import { guarded } from '../failures.ts'

export type Slot = 'practice' | 'live'

/** A saved connection that stands in a slot of a flow's connection. */
export interface Use {
  flow: string
  connection: string
  slot: Slot
  saved: string
}

export interface UseTable {
  /** What stands in the slot. */
  in(flow: string, connection: string, slot: Slot): string | undefined
  /** Where a saved connection stands. */
  of(saved: string): Use[]
  all(): Use[]
  /** Replaces what was there; undefined leaves the slot empty. */
  set(flow: string, connection: string, slot: Slot, saved: string | undefined): void
  /** Forgets the slots of a flow, also those of connections that it has no more. */
  forget(flow: string): void
}

export function openUses(db: Database, folder: string): UseTable {
  const columns = 'SELECT flow, connection, slot, saved FROM uses'
  const one = db
    .prepare<[string, string, Slot], string>('SELECT saved FROM uses WHERE flow = ? AND connection = ? AND slot = ?')
    .pluck()
  const of = db.prepare<[string], Use>(`${columns} WHERE saved = ? ORDER BY flow, connection`)
  const all = db.prepare<[], Use>(`${columns} ORDER BY flow, connection`)
  const set = db.prepare('INSERT OR REPLACE INTO uses VALUES (?, ?, ?, ?)')
  const drop = db.prepare('DELETE FROM uses WHERE flow = ? AND connection = ? AND slot = ?')
  const forget = db.prepare('DELETE FROM uses WHERE flow = ?')
  return {
    in: (flow, connection, slot) => guarded(folder, () => one.get(flow, connection, slot)),
    of: (saved) => guarded(folder, () => of.all(saved)),
    all: () => guarded(folder, () => all.all()),
    set(flow, connection, slot, saved) {
      guarded(folder, () => {
        if (saved === undefined) drop.run(flow, connection, slot)
        else set.run(flow, connection, slot, saved)
      })
    },
    forget: (flow) => guarded(folder, () => void forget.run(flow)),
  }
}
