import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openStore } from './index.ts'
import { MIGRATIONS } from './migrations.ts'

const RUN = `INSERT INTO runs (id, n, flow, hash, revision, mode, input, fingerprint, state, counts, started_at)
  VALUES ('r', 1, 'f', 'h', 1, 'practice', 'a.csv', 'x', 'running', '{}', 1)`
const CONTENT = '0123456789abcdef0123456789abcdef'

test('a run of the first version goes on: its keys stay taken and its contents counted', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-migrate-'))
  const db = new Database(join(folder, 'sluice.db'))
  db.exec(MIGRATIONS[0] ?? '')
  db.pragma('user_version = 1')
  db.exec(RUN)
  db.prepare('INSERT INTO contents VALUES (1, ?, 2)').run(CONTENT)
  const claim = db.prepare('INSERT INTO claims VALUES (?, ?, ?, ?, 1, 1, ?, 10)')
  claim.run(1, 'within', 'k', 'c1#1', 'row 1')
  claim.run(0, 'across', 'k', 'c1#1', 'row 1')
  db.close()

  const store = openStore(folder)
  try {
    const journal = store.runs.journal('r')
    const [same, other] = ['c1#1', 'c2#1'].map((identity) => ({ seq: 2, label: 'row 2', identity }))
    expect(journal.occurrence(CONTENT)).toBe(3)
    expect(journal.occurrence(CONTENT.replace('0', 'f'))).toBe(1)
    expect(journal.claim({ scope: 'within', key: 'k', days: 0, keep: 'first', data: {} }, other!, 11)).toMatchObject({
      seq: 1,
      label: 'row 1',
    })
    expect(journal.claim({ scope: 'across', key: 'k', days: 30, keep: 'first', data: {} }, other!, 11)).toMatchObject({
      seq: 1,
      label: 'row 1',
    })
    expect(journal.claim({ scope: 'across', key: 'k', days: 30, keep: 'first', data: {} }, same!, 11)).toBeUndefined()
    expect(journal.claim({ scope: 'new', key: 'k', days: 0, keep: 'first', data: {} }, other!, 11)).toBeUndefined()
  } finally {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
