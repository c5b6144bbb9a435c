import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { Failure, type Flow } from '#engine'
import { openStore, type Store } from './index.ts'
import { MIGRATIONS } from './migrations.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

function open(path = folder, options = {}): Store {
  const store = openStore(path, options)
  onTestFinished(() => store.close())
  return store
}

function failureOf(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
  throw new Error('it did not fail')
}

const flow = { id: 'f', name: 'F', steps: {}, wires: [], layout: {} } as unknown as Flow

describe('a data folder that cannot be used says so', () => {
  test('a file stands in its place', () => {
    const path = join(folder, 'file')
    writeFileSync(path, 'x')
    expect(failureOf(() => open(path))).toMatchObject({
      code: 'data.not-writable',
      values: { folder: path, why: 'a file stands in its place' },
    })
    expect(failureOf(() => open(join(path, 'below'))).code).toBe('data.not-writable')
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  test('what should be the database is none', () => {
    writeFileSync(join(folder, 'sluice.db'), 'this is not a database, but long enough to be read as one'.repeat(20))
    expect(failureOf(() => open())).toMatchObject({ code: 'data.damaged', values: { folder } })
  })

  test('another process owns it, and it says who', async () => {
    const script = `import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
      openStore(process.argv[1]); console.log('open'); setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, folder], {
      cwd: new URL('../..', import.meta.url),
    })
    const gone = new Promise((resolve) => other.once('exit', resolve))
    await new Promise((resolve) => other.stdout.once('data', resolve))
    expect(failureOf(() => open())).toMatchObject({ code: 'data.owned', values: { pid: String(other.pid) } })
    other.kill('SIGKILL')
    await gone
    expect(open().flows.list()).toEqual([])
  })

  test('a newer Sluice wrote it', () => {
    open().close()
    const db = new Database(join(folder, 'sluice.db'))
    db.pragma(`user_version = ${MIGRATIONS.length + 5}`)
    db.close()
    expect(failureOf(() => open())).toMatchObject({
      code: 'data.newer',
      values: { found: MIGRATIONS.length + 5, known: MIGRATIONS.length },
    })
  })
})

test('a page that was overwritten is found at the start, and the file is left as it is', () => {
  const store = open()
  for (let n = 0; n < 400; n++)
    store.flows.save({ ...flow, id: `f${n}`, description: 'x'.repeat(500) } as Flow, 0, 'h', n)
  store.close()
  const path = join(folder, 'sluice.db')
  const file = openSync(path, 'r+')
  for (let page = 20; page < 60; page++) writeSync(file, Buffer.alloc(4000, 0xab), 0, 4000, page * 4096)
  closeSync(file)
  const before = readFileSync(path)
  expect(failureOf(() => open())).toMatchObject({ code: 'data.damaged', values: { folder } })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('when it is full, what was confirmed is kept and the rest says so', () => {
  const store = open(folder, { maxPages: 120 })
  let saved = 0
  const failure = failureOf(() => {
    for (let n = 0; n < 10_000; n++) {
      store.flows.save({ ...flow, id: `f${n}`, description: 'x'.repeat(2000) } as Flow, 0, 'h', n)
      saved++
    }
  })
  expect(failure).toMatchObject({ code: 'data.full', category: 'transient' })
  expect(store.flows.list()).toHaveLength(saved)
  store.close()
  expect(open().flows.list()).toHaveLength(saved)
})

test('the journal is written through to the disk', () => {
  const store = open()
  const db = new Database(join(folder, 'sluice.db'), { readonly: true })
  expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
  db.close()
  store.close()
})

/** Windows has no such permissions: there, the folder of the user is private as a whole. */
describe.skipIf(process.platform === 'win32')('in a folder that everybody may read', () => {
  const readable = () => readdirSync(folder).filter((name) => (statSync(join(folder, name)).mode & 0o077) !== 0)

  beforeEach(() => chmodSync(folder, 0o755))

  test("every file of the store is its owner's only, while it is open and afterwards", () => {
    const store = open()
    store.flows.save(flow, 0, 'h', 1)
    expect(readdirSync(folder)).toContain('sluice.db-wal')
    expect(readable()).toEqual([])
    store.close()
    expect(readable()).toEqual([])
    expect(statSync(folder).mode & 0o777).toBe(0o755)
  })

  test('files that were readable are so no longer', () => {
    open().close()
    for (const name of ['sluice.db', 'owner.db']) chmodSync(join(folder, name), 0o644)
    open()
    expect(readable()).toEqual([])
  })
})

test('another attempt of the same process does not give the folder away to other processes', () => {
  open()
  for (let tries = 0; tries < 2; tries++) expect(failureOf(() => open()).code).toBe('data.owned')
  const script = `import { openStore } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
    try { openStore(process.argv[1]); console.log('open') } catch (error) { console.log(error.code) }`
  const cwd = new URL('../..', import.meta.url)
  const other = spawnSync(process.execPath, ['--input-type=module', '-e', script, folder], { cwd, encoding: 'utf8' })
  expect(other.stdout.trim()).toBe('data.owned')
})

test('a flow is saved on top of the revision it was opened with, or not at all', () => {
  const { flows } = open()
  expect(flows.save(flow, 0, 'h1', 1)).toMatchObject({ revision: 1 })
  expect(flows.save({ ...flow, name: 'G' }, 1, 'h2', 2)).toMatchObject({ revision: 2 })
  expect(failureOf(() => flows.save({ ...flow, name: 'late' }, 1, 'h3', 3)).code).toBe('flow.conflict')
  expect(flows.get('f')?.flow.name).toBe('G')
})
