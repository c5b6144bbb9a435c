import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from './index.ts'

let store: Store
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-runs-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const facts = {
  flow: 'f',
  hash: 'h',
  revision: 1,
  mode: 'practice',
  input: 'a.csv',
  fingerprint: 'x',
  file: '',
} as const

test('an unfinished run is found again only for the place where it began', () => {
  store.runs.begin({ run: 'here', ...facts, target: 'crm: practice' }, 1)
  const found = (target: string, mode = 'practice') => store.runs.unfinished('f', 'h', mode, 'x', target)?.view.run
  expect(found('crm: hubspot https://api.example.com 77')).toBeUndefined()
  expect(found('crm: practice', 'live')).toBeUndefined()
  expect(found('crm: practice')).toBe('here')
  store.runs.begin({ run: 'there', ...facts, target: 'crm: hubspot https://api.example.com 77' }, 2)
  expect(found('crm: practice')).toBe('here')
  store.runs.journal('here').transact(() => store.runs.journal('here').ended('finished', undefined, 3))
  expect(found('crm: practice')).toBeUndefined()
})

test.each([
  ['finished', 0],
  ['interrupted', 1],
] as const)('of a run that %s, %i counted contents are kept', (state, kept) => {
  store.runs.begin({ run: 'r', ...facts }, 1)
  const journal = store.runs.journal('r')
  journal.transact(() => journal.occurrence('0123456789abcdef0123456789abcdef'))
  journal.transact(() => journal.ended(state, undefined, 2))
  const db = new Database(join(folder, 'sluice.db'), { readonly: true })
  expect(db.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(kept)
  db.close()
})
