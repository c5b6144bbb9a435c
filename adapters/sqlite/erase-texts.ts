/** The person in texts that belong to no record of theirs: events, reasons, notes of other records. Each such text is replaced. */
import type Database from 'better-sqlite3'
import type { Json, PersonFinder } from '#engine'
import { hasColumn } from './empty-records.ts'

const INSTEAD = '(erased)'

/** Tables without a row number, so their rows are found by their keys. `json`: only the texts in it are replaced. */
const TEXTS: readonly { table: string; keys: readonly string[]; column: string; json: boolean }[] = [
  { table: 'events', keys: ['run', 'seq'], column: 'body', json: true },
  { table: 'runs', keys: ['id'], column: 'reason', json: true },
  { table: 'records', keys: ['run', 'seq'], column: 'reason', json: true },
  { table: 'records', keys: ['run', 'seq'], column: 'unreadable', json: true },
  { table: 'records', keys: ['run', 'seq'], column: 'label', json: false },
  { table: 'decisions', keys: ['run', 'seq', 'step'], column: 'reason', json: true },
  { table: 'holds', keys: ['id'], column: 'reason', json: true },
  { table: 'holds', keys: ['id'], column: 'label', json: false },
  { table: 'holds', keys: ['id'], column: 'note', json: false },
  { table: 'tasks', keys: ['id'], column: 'task', json: true },
  { table: 'writes', keys: ['run', 'seq', 'step'], column: 'target_id', json: false },
  { table: 'undos', keys: ['run', 'seq', 'step'], column: 'reason', json: true },
  { table: 'replays', keys: ['replay', 'n'], column: 'data', json: true },
  { table: 'replays', keys: ['replay', 'n'], column: 'label', json: false },
  { table: 'proofs', keys: ['flow', 'hash'], column: 'body', json: true },
  { table: 'claims', keys: ['run', 'scope', 'key'], column: 'label', json: false },
  { table: 'claims', keys: ['run', 'scope', 'key'], column: 'data', json: true },
  { table: 'model_answers', keys: ['mode', 'question'], column: 'said', json: true },
  { table: 'model_samples', keys: ['flow', 'run', 'seq', 'step'], column: 'input', json: true },
  { table: 'model_samples', keys: ['flow', 'run', 'seq', 'step'], column: 'suggested', json: true },
  { table: 'model_samples', keys: ['flow', 'run', 'seq', 'step'], column: 'wanted', json: true },
  { table: 'model_samples', keys: ['flow', 'run', 'seq', 'step'], column: 'decided_by', json: false },
  { table: 'evaluations', keys: ['flow', 'hash', 'step'], column: 'body', json: true },
]

/** Takes part in the caller's transaction. */
export function eraseFromTexts(db: Database.Database, finder: PersonFinder): Record<string, number> {
  let texts = 0
  for (const { table, keys, column, json } of TEXTS) {
    if (!hasColumn(db, table, column)) continue
    const rows = db.prepare(`SELECT ${keys.join(', ')}, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`)
    const found: unknown[][] = []
    for (const row of rows.iterate() as Iterable<Record<string, unknown>>) {
      const without = withoutPerson(String(row.text), json, finder)
      if (without !== undefined) found.push([without, ...keys.map((key) => row[key])])
    }
    const where = keys.map((key) => `${key} = ?`).join(' AND ')
    const update = db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${where}`)
    for (const values of found) update.run(values)
    texts += found.length
  }
  return texts > 0 ? { texts } : {}
}

/** Undefined when there is nothing to replace. */
function withoutPerson(text: string, json: boolean, finder: PersonFinder): string | undefined {
  if (!finder.maybe(text)) return undefined
  if (!json) return finder.inText(text) ? INSTEAD : undefined
  const without = JSON.stringify(finder.without(JSON.parse(text) as Json, INSTEAD))
  return without === JSON.stringify(JSON.parse(text)) ? undefined : without
}
