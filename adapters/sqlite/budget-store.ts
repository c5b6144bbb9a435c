/**
 * Rate budgets that all processes of a person share. Losing them costs nothing but a pause, so they are not synced to the disk; an
 * account stands in the file under a hash, never under its sign-in.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import {
  allowance,
  type Budget,
  type BudgetPort,
  freshBudget,
  type Lease,
  learn,
  partOf,
  pauseUntil,
  type RateLimit,
  returnSlots,
  takeSlots,
  usedNow,
  windowsOf,
} from '#engine'
import { guarded } from './failures.ts'
import { makePrivate } from './private-file.ts'

export interface BudgetStore extends BudgetPort {
  close(): void
}

/** Milliseconds after which nobody remembers an account that was not used. */
const FORGOTTEN = 40 * 86_400_000

/** Throws Failures data.not-writable, data.damaged, data.full. */
export function openBudgetStore(folder: string, now: number): BudgetStore {
  return guarded(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'budgets.db')
    makePrivate(path)
    const db = new Database(path, { timeout: 2000 })
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = OFF')
    db.exec(
      'CREATE TABLE IF NOT EXISTS budgets (account TEXT PRIMARY KEY, budget TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID',
    )
    db.prepare('DELETE FROM budgets WHERE at < ?').run(now - FORGOTTEN)
    return storeOn(db, folder)
  })
}

function storeOn(db: Database.Database, folder: string): BudgetStore {
  const read = db.prepare<[string], string>('SELECT budget FROM budgets WHERE account = ?').pluck()
  const write = db.prepare(
    'INSERT INTO budgets VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET budget = excluded.budget, at = excluded.at',
  )
  const known = new Map<string, Budget>()
  const load = (account: string, limit: RateLimit): Budget => {
    const text = read.get(account)
    const stored = text === undefined ? undefined : (JSON.parse(text) as Budget)
    // A connector that declares other windows than before begins anew.
    return stored?.windows.length === windowsOf(limit).length ? stored : freshBudget(limit)
  }
  const change = <T>(account: string, limit: RateLimit, work: (budget: Budget) => { budget: Budget; answer: T }): T =>
    guarded(folder, () =>
      db
        .transaction(() => {
          const before = load(account, limit)
          const { budget, answer } = work(before)
          if (budget !== before) write.run(account, JSON.stringify(budget), Date.now())
          known.set(account, budget)
          return answer
        })
        .immediate(),
    )
  return {
    take: (account, limit, now) =>
      change<Lease | { wait: number }>(account, limit, (budget) => {
        const { most, by } = leaseOf(limit, now)
        const taken = takeSlots(budget, now, most, by)
        if ('wait' in taken) return { budget, answer: taken }
        return { budget: taken.budget, answer: { count: taken.count, by } }
      }),
    giveBack: (account, limit, { count, by }) =>
      change(account, limit, (budget) => ({ budget: returnSlots(budget, by, count), answer: undefined })),
    learn(account, limit, headers, now) {
      const last = known.get(account) ?? freshBudget(limit)
      if (learn(last, limit, headers, now) === last) return
      change(account, limit, (budget) => ({ budget: learn(budget, limit, headers, now), answer: undefined }))
    },
    pause: (account, limit, until) =>
      change(account, limit, (budget) => ({ budget: pauseUntil(budget, until), answer: undefined })),
    usage(account, limit, now) {
      const budget = guarded(folder, () => load(account, limit))
      return { used: usedNow(budget, now), limits: budget.windows.map((window) => window.limit), until: budget.until }
    },
    close: () => db.close(),
  }
}

/**
 * A fiftieth of what may be sent in the shortest window, to be used within one part of it: few enough that another process is never
 * kept waiting for slots that this one does not use, and those of a killed process come back with the window.
 */
function leaseOf(limit: RateLimit, now: number): { most: number; by: number } {
  const windows = windowsOf(limit)
  const most = Math.min(...windows.map(({ calls }) => Math.ceil(allowance(calls) / 50)))
  return { most: Math.min(64, most), by: now + Math.min(1000, ...windows.map(({ per }) => partOf(per))) }
}
