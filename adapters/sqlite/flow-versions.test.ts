import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { type Flow, flowSchema } from '#engine'
import { FlowVersions } from './flow-versions.ts'
import { openStore, type Store } from './index.ts'

let store: Store
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-versions-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

const flow = (description: string): Flow =>
  flowSchema.parse({ formatVersion: 1, id: 'f', name: 'F', description, steps: {}, wires: [] })

let revision = 0
/** Saves a definition that is told apart by its description, which is its hash as well. */
function save(description: string, now: number, restoredFrom?: number): number {
  const there = store.flows.get('f')?.revision ?? 0
  revision = store.flows.save(flow(description), there, description, now, restoredFrom).revision
  return revision
}
const revisions = () => store.flows.versions.list('f', 0, 100).versions.map((one) => one.revision)

const MINUTE = 60_000

test('of what one sitting saves within a minute the first and the last stay', () => {
  for (const [index, name] of ['a', 'b', 'c', 'd'].entries()) save(name, index)
  save('e', MINUTE)
  save('f', MINUTE + 1)
  expect(revisions()).toEqual([6, 5, 4, 1])
  expect(store.flows.versions.get('f', 4)).toEqual({ flow: flow('d'), revision: 4, hash: 'd', savedAt: 3 })
  expect(store.flows.versions.get('f', 2)).toBeUndefined()
  expect(store.flows.versions.body('f', 'b')).toBeUndefined()
})

test('what ran, was proved, restored or replaced by a restored one stays', () => {
  save('a', 0)
  save('ran', 1)
  store.flows.keepDefinition({ flow: flow('ran'), revision: 2, hash: 'ran', savedAt: 1 }, 1)
  save('proved', 2)
  store.notes.keepProof('f', 'proved', {})
  save('replaced', 3)
  save('a', 4, 1)
  save('last', 5)
  expect(revisions()).toEqual([6, 5, 4, 3, 2, 1])
  const { versions } = store.flows.versions.list('f', 0, 100)
  expect(versions.map(({ ran, proved, restoredFrom }) => [ran, proved, restoredFrom])).toEqual([
    [false, false, undefined],
    [false, false, 1],
    [false, false, undefined],
    [false, true, undefined],
    [true, false, undefined],
    [false, false, undefined],
  ])
})

test('moving cards makes no version, nor does a change that is taken back within the minute', () => {
  save('a', 0)
  save('a', 1)
  save('b', 2)
  save('a', 3)
  save('c', 4)
  save('a', 5)
  expect(revisions().at(-1)).toBe(1)
  expect(store.flows.get('f')?.revision).toBe(6)
  const { versions } = store.flows.versions.list('f', 0, 100)
  expect(versions.every(({ hash }, index) => hash !== versions[index + 1]?.hash)).toBe(true)
  expect(versions[0]?.hash).toBe('a')
})

test('another sitting thins out nothing of the one before', () => {
  save('a', 0)
  save('b', 1)
  store.close()
  store = openStore(folder)
  save('c', 2)
  save('d', 3)
  expect(revisions()).toEqual([4, 3, 2, 1])
})

test('a flow that was saved before there was a history begins it with what it was', () => {
  save('a', 0)
  const db = new Database(join(folder, 'sluice.db'))
  db.exec('DELETE FROM versions; DELETE FROM version_bodies')
  db.close()
  expect(revisions()).toEqual([])
  save('b', MINUTE)
  expect(revisions()).toEqual([2, 1])
})

test('the oldest versions go when there are too many, except those that ran, and what ran stays readable', () => {
  store.close()
  const db = new Database(join(folder, 'sluice.db'))
  const versions = new FlowVersions(db, folder, 3)
  const keep = (n: number) =>
    versions.keep({ flow: flow(`${n}`), revision: n, hash: `${n}`, savedAt: n * MINUTE }, () => undefined)
  keep(1)
  db.prepare("INSERT INTO definitions VALUES ('f', '1', 1, ?, 0)").run(JSON.stringify(flow('1')))
  for (let n = 2; n <= 6; n++) keep(n)
  expect(versions.list('f', 0, 10).versions.map((one) => one.revision)).toEqual([6, 5, 1])
  expect(db.prepare('SELECT count(*) FROM version_bodies').pluck().get()).toBe(3)
  db.close()
  store = openStore(folder)
  expect(store.flows.definition('f', '1')).toEqual(flow('1'))
})

test('a definition is found by its hash while it is in the history, and a removed flow leaves none', () => {
  save('a', 0)
  expect(store.flows.definition('f', 'a')).toEqual(flow('a'))
  expect(store.flows.remove('f')).toBe(true)
  expect(revisions()).toEqual([])
  expect(store.flows.definition('f', 'a')).toBeUndefined()
})
