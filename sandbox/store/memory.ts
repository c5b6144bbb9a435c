import type { Connection } from './schema.ts'

/** What systems remember for a while under a key, as JSON text, and the numbers that they gave out. */
export interface MemoryTable {
  recall(system: string, scope: string, key: string, now: number): string | undefined
  remember(system: string, scope: string, key: string, value: string, until: number): void
  forget(system: string, scope: string, key: string): void
  /** Forgets what is over. */
  prune(system: string, now: number): void
  /** The next number, from 1. Never given out twice, not even after `clear`. */
  next(system: string, counter: string): number
  /** Forgets everything but the counters. */
  clear(system: string): void
}

export function openMemory(database: Connection): MemoryTable {
  const recall = database.prepare<[string, string, string, number], { value: string }>(
    'SELECT value FROM remembered WHERE system = ? AND scope = ? AND key = ? AND until > ?',
  )
  const remember = database.prepare(
    'INSERT OR REPLACE INTO remembered (system, scope, key, value, until) VALUES (?, ?, ?, ?, ?)',
  )
  const forget = database.prepare('DELETE FROM remembered WHERE system = ? AND scope = ? AND key = ?')
  const prune = database.prepare('DELETE FROM remembered WHERE system = ? AND until <= ?')
  const next = database.prepare<[string, string], { last: number }>(
    `INSERT INTO counters (system, name, last) VALUES (?, ?, 1)
     ON CONFLICT (system, name) DO UPDATE SET last = last + 1 RETURNING last`,
  )
  const clear = database.prepare('DELETE FROM remembered WHERE system = ?')
  return {
    recall: (system, scope, key, now) => recall.get(system, scope, key, now)?.value,
    remember: (system, scope, key, value, until) => void remember.run(system, scope, key, value, until),
    forget: (system, scope, key) => void forget.run(system, scope, key),
    prune: (system, now) => void prune.run(system, now),
    next: (system, counter) => next.get(system, counter)?.last ?? 1,
    clear: (system) => void clear.run(system),
  }
}
