/** The prepared statements of a run's journal, one set per database. */
import type Database from 'better-sqlite3'

const SETS = new WeakMap<Database.Database, ReturnType<typeof prepare>>()

export type Statements = ReturnType<typeof prepare>

export function prepareStatements(db: Database.Database): Statements {
  const known = SETS.get(db)
  if (known) return known
  const made = prepare(db)
  SETS.set(db, made)
  return made
}

const OPEN = `seq, label, identity, correlation, received_at AS receivedAt, payload, trace, unreadable AS unreadableText,
  at, root, family`

function prepare(db: Database.Database) {
  const sql = (text: string) => db.prepare<unknown[]>(text)
  return {
    run: sql('SELECT n, flow, mode, target, taken, done, counts, last_event FROM runs WHERE id = ?'),
    setPosition: sql('UPDATE runs SET taken = ?, done = ? WHERE id = ?'),
    setCounts: sql('UPDATE runs SET counts = ? WHERE id = ?'),
    setLastEvent: sql('UPDATE runs SET last_event = ? WHERE id = ?'),
    end: sql('UPDATE runs SET state = ?, reason = ?, ended_at = ? WHERE id = ?'),
    resume: sql(
      "UPDATE runs SET state = 'running', reason = NULL, ended_at = NULL, resumed = resumed + 1 WHERE id = ?",
    ),
    lastSeq: sql('SELECT coalesce(max(seq), 0) FROM records WHERE run = ?').pluck(),
    firstContent: sql('INSERT INTO contents VALUES (?, ?, 1) ON CONFLICT DO NOTHING'),
    nextContent: sql('UPDATE contents SET n = n + 1 WHERE run = ? AND content = ? RETURNING n').pluck(),
    dropContents: sql('DELETE FROM contents WHERE run = ?'),
    addRecord: sql('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)'),
    addMade: sql('INSERT INTO records VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    addLineage: sql('INSERT INTO lineage VALUES (?, ?, ?)'),
    setProgress: sql('UPDATE records SET step = ?, trace = ?, outcome = ?, reason = ? WHERE run = ? AND seq = ?'),
    openAfter: sql(
      `SELECT ${OPEN} FROM records r WHERE run = ? AND outcome = 'waiting' AND seq > ?
       AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.run = r.run AND t.seq = r.seq AND t.taken = 0) ORDER BY seq LIMIT ?`,
    ),
    madeAfter: sql(
      `SELECT ${OPEN} FROM records WHERE run = ? AND outcome = 'waiting' AND seq > ? AND trace = '' ORDER BY seq LIMIT ?`,
    ),
    recordOf: sql(`SELECT ${OPEN} FROM records WHERE run = ? AND seq = ?`),
    isOpen: sql("SELECT 1 FROM records WHERE run = ? AND seq = ? AND outcome = 'waiting'"),
    family: sql('SELECT seq, outcome, trace FROM records WHERE run = ? AND family = ? ORDER BY seq'),
    decide: sql('INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?)'),
    decisionsOf: sql('SELECT step, port, data, reason FROM decisions WHERE run = ? AND seq = ?'),
    markOf: sql('SELECT version, identity, marked_at, before FROM marks WHERE scope = ? AND key = ?'),
    mark: sql('INSERT OR REPLACE INTO marks VALUES (?, ?, ?, ?, ?, ?)'),
    markBefore: sql('SELECT before FROM marks WHERE scope = ? AND key = ? AND identity = ?').pluck(),
    dropMark: sql('DELETE FROM marks WHERE scope = ? AND key = ?'),
    countUpTo: sql(`INSERT INTO counters VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1 WHERE n < ?`),
    park: sql('INSERT OR IGNORE INTO tasks (run, seq, step, task, parked_at, due) VALUES (?, ?, ?, ?, ?, ?)'),
    unparked: sql(
      `SELECT id, seq, step, answer FROM tasks
       WHERE run = ? AND taken = 0 AND (answered_at IS NOT NULL OR due <= ?) ORDER BY id LIMIT ?`,
    ),
    anyUnparked: sql(
      'SELECT EXISTS (SELECT 1 FROM tasks WHERE run = ? AND taken = 0 AND (answered_at IS NOT NULL OR due <= ?))',
    ).pluck(),
    putBack: sql(
      'UPDATE tasks SET due = due - parked_at + ?, parked_at = ? WHERE run = ? AND taken = 0 AND parked_at > ?',
    ),
    takeTask: sql('UPDATE tasks SET taken = 1 WHERE id = ?'),
    parked: sql(
      `SELECT EXISTS (SELECT 1 FROM tasks WHERE run = ? AND taken = 0) AS some,
       (SELECT min(due) FROM tasks WHERE run = ? AND taken = 0 AND due IS NOT NULL) AS due`,
    ),
    addLikeness: sql(
      `INSERT INTO likenesses (run, scope, sketch, identity, owner_run, owner_seq, label, claimed_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addBlock: sql('INSERT OR IGNORE INTO likeness_blocks VALUES (?, ?, ?, ?)'),
    inBlock: sql(
      `SELECT l.id AS seq, l.sketch, l.identity, l.owner_run, l.owner_seq, l.label, l.claimed_at
       FROM likeness_blocks b JOIN likenesses l ON l.id = b.id
       WHERE b.run = ? AND b.scope = ? AND b.block = ? ORDER BY b.id DESC LIMIT ?`,
    ),
    likenessesOf: sql('SELECT id FROM likenesses WHERE owner_run = ? AND owner_seq = ? AND scope = ?').pluck(),
    dropLikeness: sql('DELETE FROM likenesses WHERE id = ?'),
    refused: sql('INSERT INTO refusals VALUES (?, ?, ?, ?, 1) ON CONFLICT DO UPDATE SET n = n + 1'),
    refusalsOf: sql('SELECT n FROM refusals WHERE flow = ? AND mode = ? AND identity = ? AND step = ?').pluck(),
    claimOf: sql(
      'SELECT identity, owner_run, owner_seq, label, claimed_at, data FROM claims WHERE run = ? AND scope = ? AND key = ?',
    ),
    scopeOf: sql('SELECT id FROM scopes WHERE mode = ? AND scope = ?').pluck(),
    addScope: sql('INSERT INTO scopes (mode, scope) VALUES (?, ?) RETURNING id').pluck(),
    firstClaim: sql('INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING'),
    claim: sql('INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    mergeClaim: sql('UPDATE claims SET data = ? WHERE run = ? AND scope = ? AND key = ?'),
    releaseClaim: sql('DELETE FROM claims WHERE run = ? AND scope = ? AND key = ? AND owner_run = ? AND owner_seq = ?'),
    addIntent: sql(
      `INSERT OR REPLACE INTO writes (run, seq, step, connection, object, operation, match_field, key, body, looked, before, target_id, intent_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    intentOf: sql(
      `SELECT connection, object, operation, match_field AS matchField, key, body, looked, before, target_id AS targetId,
       intent_at AS at
       FROM writes WHERE run = ? AND seq = ? AND step = ? AND settled_at IS NULL`,
    ),
    settleWrite: sql(
      'UPDATE writes SET does = ?, target_id = coalesce(?, target_id), settled_at = ? WHERE run = ? AND seq = ? AND step = ?',
    ),
    anyHeld: sql('SELECT 1 FROM holds WHERE flow = ? AND mode = ? AND settled_at IS NULL LIMIT 1'),
    rehold: sql(
      `UPDATE holds SET run = ?, seq = ?, label = ?, step = ?, reason = ?
       WHERE flow = ? AND mode = ? AND identity = ? AND settled_at IS NULL`,
    ),
    hold: sql(
      'INSERT INTO holds (flow, mode, identity, run, seq, label, step, reason, held_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    ),
    settleHold: sql(
      'UPDATE holds SET settled_at = ? WHERE flow = ? AND mode = ? AND identity = ? AND settled_at IS NULL',
    ),
    addEvent: sql('INSERT INTO events VALUES (?, ?, ?)'),
    traces: sql(
      `SELECT trace, outcome, coalesce(at LIKE '+%', 0) AS made, count(*) AS n FROM records WHERE run = ?
       GROUP BY trace, outcome, made`,
    ),
  }
}
