import type { Database } from 'better-sqlite3'
import { guarded } from '../failures.ts'

/** A renewal that is under way, or whose answer nobody saw. */
export interface RenewalRow {
  saved: string
  /** Who asks: unlike any other, so that a process with the same number is not taken for it. */
  holder: string
  host: string
  pid: number
  /** Fingerprint of the token that is asked with. */
  withToken: string
  /** After this moment the holder has given up, or is no more. */
  until: number
  /** Somebody asked with this token and never told what came back. */
  unanswered: boolean
}

export interface RenewalTable {
  of(saved: string): RenewalRow | undefined
  set(row: RenewalRow): void
  drop(saved: string): void
  /** Counts calls of a sign-in that is good for so many; answers how many there were with these. */
  spend(saved: string, calls: number): number
  /** A new sign-in: none was made with it. */
  startAnew(saved: string): void
}

export function openRenewals(db: Database, folder: string): RenewalTable {
  const of = db.prepare<[string], Omit<RenewalRow, 'unanswered'> & { unanswered: number }>(
    'SELECT saved, holder, host, pid, with_token AS withToken, until, unanswered FROM renewals WHERE saved = ?',
  )
  const set = db.prepare(
    'INSERT OR REPLACE INTO renewals VALUES (@saved, @holder, @host, @pid, @withToken, @until, @unanswered)',
  )
  const drop = db.prepare('DELETE FROM renewals WHERE saved = ?')
  const spend = db
    .prepare<[string, number], number>(
      'INSERT INTO spent VALUES (?, ?) ON CONFLICT DO UPDATE SET calls = calls + excluded.calls RETURNING calls',
    )
    .pluck()
  const anew = db.prepare('DELETE FROM spent WHERE saved = ?')
  return {
    of(saved) {
      const row = guarded(folder, () => of.get(saved))
      return row && { ...row, unanswered: row.unanswered === 1 }
    },
    set: (row) => guarded(folder, () => void set.run({ ...row, unanswered: row.unanswered ? 1 : 0 })),
    drop: (saved) => guarded(folder, () => void drop.run(saved)),
    spend: (saved, calls) => guarded(folder, () => spend.get(saved, calls) ?? calls),
    startAnew: (saved) => guarded(folder, () => void anew.run(saved)),
  }
}
