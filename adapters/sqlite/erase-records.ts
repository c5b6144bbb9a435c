/** Finds the records of a person: those that hold the person, and what was made of those that are about nobody else. */
import type Database from 'better-sqlite3'
import type { Json, Outcome, PersonFinder } from '#engine'
import type { RecordPlace } from './empty-records.ts'
import { hasColumn } from './empty-records.ts'
import type { ErasedTarget } from './erase.ts'

export interface FoundRecord extends RecordPlace {
  /** Id of the run. */
  id: string
  flow: string
  label: string
  identity: string
  step: string
  trace: string
  outcome: Outcome
  /** Held or waiting. */
  open: boolean
}

export function recordsOf(db: Database.Database, finder: PersonFinder): FoundRecord[] {
  const { all, about } = holding(db, finder)
  for (const name of descendants(db, about)) all.add(name)
  const sql = db.prepare(
    `SELECT r.run, r.seq, runs.id, runs.flow, r.label, r.identity, r.step, r.trace, r.outcome,
     EXISTS (SELECT 1 FROM holds h WHERE h.run = r.run AND h.seq = r.seq AND h.settled_at IS NULL) AS listed
     FROM records r JOIN runs ON runs.n = r.run WHERE r.run = ? AND r.seq = ?`,
  )
  return [...all].flatMap((name) => {
    const [run, seq] = name.split(' ').map(Number)
    const row = sql.get(run, seq) as (Omit<FoundRecord, 'open'> & { listed: number }) | undefined
    if (!row) return []
    const { listed, ...record } = row
    return [{ ...record, open: listed === 1 || record.outcome === 'held' || record.outcome === 'waiting' }]
  })
}

/** Where the values of a record stand. */
const PLACES = [
  ['records', 'payload'],
  ['decisions', 'data'],
  ['tasks', 'answer'],
  ['writes', 'body'],
  ['writes', 'before'],
  ['holds', 'edits'],
] as const

/** `about`: whose own fields are the person's. */
function holding(db: Database.Database, finder: PersonFinder) {
  const all = new Set<string>()
  const about = new Set<string>()
  for (const [table, column] of PLACES) {
    if (!hasColumn(db, table, column)) continue
    const rows = db.prepare(`SELECT run, seq, ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL`).iterate()
    for (const { run, seq, text } of rows as Iterable<RecordPlace & { text: string }>) {
      if (!finder.maybe(text)) continue
      const value = JSON.parse(text) as Json
      if (!finder.in(value)) continue
      all.add(`${run} ${seq}`)
      if (table === 'records' && finder.is(value)) about.add(`${run} ${seq}`)
    }
  }
  return { all, about }
}

/** What was made of these alone; what several were gathered into is found by its own values. */
function descendants(db: Database.Database, about: ReadonlySet<string>): Set<string> {
  const made = db.prepare(
    `SELECT made FROM lineage l WHERE run = ? AND origin = ?
     AND (SELECT count(*) FROM lineage o WHERE o.run = l.run AND o.made = l.made) = 1`,
  )
  const seen = new Set<string>()
  const next = [...about]
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const [run, seq] = name.split(' ')
    for (const child of made.pluck().all(run, seq) as number[]) {
      const found = `${run} ${child}`
      if (seen.has(found)) continue
      seen.add(found)
      next.push(found)
    }
  }
  return seen
}

/** What the records left in other systems. */
export function writtenAt(db: Database.Database, found: readonly RecordPlace[]): ErasedTarget[] {
  const sql = db.prepare(
    `SELECT runs.mode, w.connection, w.object, w.target_id AS targetId FROM writes w JOIN runs ON runs.n = w.run
     WHERE w.run = ? AND w.seq = ? AND w.does IN ('created', 'updated', 'unchanged', 'unknown')`,
  )
  const targets = found.flatMap(({ run, seq }) => sql.all(run, seq) as ErasedTarget[])
  return [...new Map(targets.map((one) => [JSON.stringify(one), one])).values()]
}
