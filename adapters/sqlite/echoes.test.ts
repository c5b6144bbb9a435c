import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { isEcho } from '#engine'
import { openStore, type Store } from './index.ts'

let store: Store
let db: Database.Database

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-echoes-'))
  store = openStore(folder)
  db = new Database(join(folder, 'sluice.db'))
  return () => {
    db.close()
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const facts = { hash: 'h', revision: 1, input: 'a.csv', fingerprint: 'x', file: '' } as const
let seq = 0

function wrote(
  run: string,
  write: { connection?: string; object?: string; does?: string | null; at: number; phone: string },
) {
  const { connection = 'crm', object = 'contacts', does = 'updated', at, phone } = write
  db.prepare(
    `INSERT INTO writes (run, seq, step, connection, object, match_field, key, body, looked, before, target_id, does, intent_at, settled_at)
     VALUES ((SELECT n FROM runs WHERE id = ?), ?, 's', ?, ?, 'email', 'ada@example.com', ?, 1, ?, '17', ?, ?, ?)`,
  ).run(
    run,
    ++seq,
    connection,
    object,
    JSON.stringify({ phone }),
    '{"city":"Chicago"}',
    does,
    at,
    does === null ? null : at,
  )
}

const began = (run: string, flow: string, target: string, mode: 'practice' | 'live' = 'live') =>
  store.runs.begin({ run, flow, mode, target, ...facts }, 1)

const ACCOUNT = 'hubspot https://api.example.com 77'

test('the newest write in that account is found by match key and by id, whichever flow and connection made it', () => {
  began('there', 'to-crm', `books: ledger https://l.example.com, crm: ${ACCOUNT}`)
  wrote('there', { at: 10, phone: '1' })
  wrote('there', { at: 20, phone: '2' })
  const port = store.echoes.port('live', `source: ${ACCOUNT}`)
  const last = port.lastWrite('source', 'contacts', 'ada@example.com')
  expect(last).toEqual({
    targetId: '17',
    matchField: 'email',
    key: 'ada@example.com',
    fields: { phone: '2' },
    before: { city: 'Chicago' },
    at: 20,
  })
  expect(port.lastWrite('source', 'contacts', '17')).toEqual(last)
  expect(isEcho({ email: 'ada@example.com', phone: '2', city: 'Chicago' }, last, { now: 30, days: 1 })).toBe(true)
})

test('writes to other accounts, other objects, in practice, unsettled or without effect are none', () => {
  began('other', 'f', 'crm: hubspot https://api.example.com 78')
  wrote('other', { at: 10, phone: '1' })
  began('practice', 'f', `crm: ${ACCOUNT}`, 'practice')
  wrote('practice', { at: 10, phone: '1' })
  began('same', 'f', `crm: ${ACCOUNT}`)
  wrote('same', { at: 10, phone: '1', object: 'companies' })
  wrote('same', { at: 10, phone: '1', does: null })
  wrote('same', { at: 10, phone: '1', does: 'unchanged' })
  const port = store.echoes.port('live', `source: ${ACCOUNT}`)
  expect(port.lastWrite('source', 'contacts', 'ada@example.com')).toBeUndefined()
  expect(port.lastWrite('elsewhere', 'contacts', 'ada@example.com')).toBeUndefined()
})

test('the journal is not read through for it, and pays nothing for it before somebody asks', () => {
  const indexes = db.prepare("SELECT count(*) FROM sqlite_schema WHERE name IN ('writes_key', 'writes_target')").pluck()
  expect(indexes.get()).toBe(0)
  store.echoes.port('live', '').lastWrite('source', 'contacts', 'k')
  expect(indexes.get()).toBe(2)
  const plan = db
    .prepare(
      'EXPLAIN QUERY PLAN SELECT * FROM writes WHERE settled_at IS NOT NULL AND key = ? ORDER BY settled_at DESC',
    )
    .all('k') as { detail: string }[]
  expect(plan.map(({ detail }) => detail).join()).toMatch(/SEARCH writes USING INDEX writes_key/)
})
