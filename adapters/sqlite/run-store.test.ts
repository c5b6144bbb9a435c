import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from './index.ts'

let store: Store

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-runs-'))
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
