/** Takes the values out of records and of everything that was kept about them; outcomes, paths and counts stay. */
import type Database from 'better-sqlite3'
import { Forgotten } from './forgotten.ts'
import { bareReason } from './removed.ts'

export interface RecordPlace {
  run: number
  seq: number
}

/**
 * Takes part in the caller's transaction; `payload` is what the records hold from now on. Their keys are hashed apart from this.
 * Answers how many rows of each place were emptied.
 */
export function emptyRecords(
  db: Database.Database,
  places: readonly RecordPlace[],
  payload: string,
): Record<string, number> {
  const forgotten = new Forgotten(db)
  const sql = statements(db)
  const counts: Record<string, number> = {}
  const count = (place: string, n: number) => {
    if (n > 0) counts[place] = (counts[place] ?? 0) + n
  }
  for (const { run, seq } of places) {
    const row = sql.record.get(run, seq) as RecordRow | undefined
    if (!row) continue
    const identity = forgotten.identity(row.identity)
    count(
      'records',
      sql.empty.run(payload, identity, bareReason(row.unreadable), bareReason(row.reason), run, seq).changes,
    )
    for (const one of sql.decisions.all(run, seq) as { step: string; reason: string | null }[]) {
      count('decisions', sql.emptyDecision.run(bareReason(one.reason), run, seq, one.step).changes)
    }
    for (const { step, key } of sql.writes.all(run, seq) as { step: string; key: string }[]) {
      count('writes', sql.emptyWrite.run(forgotten.key(0, key), run, seq, step).changes)
    }
    count('tasks', sql.emptyTasks.run(run, seq).changes)
    for (const { id, reason } of sql.holds.all(run, seq) as { id: number; reason: string }[]) {
      count('hold list', sql.emptyHold.run(identity, bareReason(reason), id).changes)
    }
    for (const id of sql.likenesses.all(run, seq) as number[]) {
      sql.dropBlocks.run(id)
      count('likenesses', sql.dropLikeness.run(id).changes)
    }
    if (sql.replays) count('replays', sql.replays.run(payload, row.identity).changes)
    sql.refusals.run(identity, row.identity)
  }
  return counts
}

interface RecordRow {
  identity: string
  unreadable: string | null
  reason: string | null
}

/** Some columns come with other migrations than this. */
export const hasColumn = (db: Database.Database, table: string, column: string): boolean =>
  db.prepare('SELECT 1 FROM pragma_table_info(?) WHERE name = ?').get(table, column) !== undefined

function statements(db: Database.Database) {
  const sql = (text: string) => db.prepare<unknown[]>(text)
  const edits = hasColumn(db, 'holds', 'edits') ? ', edits = NULL, note = NULL' : ''
  return {
    record: sql('SELECT identity, unreadable, reason FROM records WHERE run = ? AND seq = ?'),
    empty: sql('UPDATE records SET payload = ?, identity = ?, unreadable = ?, reason = ? WHERE run = ? AND seq = ?'),
    decisions: sql('SELECT step, reason FROM decisions WHERE run = ? AND seq = ?'),
    emptyDecision: sql('UPDATE decisions SET data = NULL, reason = ? WHERE run = ? AND seq = ? AND step = ?'),
    writes: sql('SELECT step, key FROM writes WHERE run = ? AND seq = ?'),
    emptyWrite: sql("UPDATE writes SET body = '{}', before = NULL, key = ? WHERE run = ? AND seq = ? AND step = ?"),
    // Its question may name values.
    emptyTasks: sql(
      `UPDATE tasks SET answer = NULL, task = CASE WHEN task IS NULL THEN NULL ELSE json_set(task, '$.question', '') END
       WHERE run = ? AND seq = ? AND (answer IS NOT NULL OR task IS NOT NULL)`,
    ),
    holds: sql('SELECT id, reason FROM holds WHERE run = ? AND seq = ?'),
    emptyHold: sql(`UPDATE holds SET identity = ?, reason = ?${edits} WHERE id = ?`),
    likenesses: sql('SELECT id FROM likenesses WHERE owner_run = ? AND owner_seq = ?').pluck(),
    dropBlocks: sql('DELETE FROM likeness_blocks WHERE id = ?'),
    dropLikeness: sql('DELETE FROM likenesses WHERE id = ?'),
    replays: hasColumn(db, 'replays', 'data') ? sql('UPDATE replays SET data = ? WHERE identity = ?') : undefined,
    refusals: sql('UPDATE OR REPLACE refusals SET identity = ? WHERE identity = ?'),
  }
}
