import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Data, findPerson, type Outcome, type PersonFinder, type Progress } from '#engine'
import { openStore, removedReason, type Store } from './index.ts'

const ANA = 'ana@alder.example'
const DAY = 86_400_000

function open(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-erase-'))
  const store = openStore(folder)
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true })
  })
  return store
}

const finder = (value: string): PersonFinder => {
  const found = findPerson({ value })
  if (!found) throw new Error('too short')
  return found
}

function begin(store: Store, run: string) {
  const input = {
    flow: 'leads',
    hash: 'h',
    revision: 1,
    mode: 'practice',
    input: 'a.csv',
    fingerprint: run,
    file: '',
  } as const
  store.runs.begin({ run, ...input }, 1)
  return store.runs.journal(run)
}

const claiming = (key: string) => ({ scope: 'leads dedupe', key, days: 365, keep: 'first', data: {} }) as const

/** A record that claimed its e-mail address and was written, or ended otherwise. */
function addRecord(store: Store, run: string, data: Data, outcome: Outcome = 'created') {
  const journal = store.runs.journal(run)
  const seq = journal.nextSeq()
  const key = { seq, label: `row ${seq}`, identity: `${JSON.stringify(data)}#1` }
  const email = String(data.email)
  const reason = {
    code: 'call.unavailable',
    category: 'permanent',
    values: { said: `no ${email}`, status: 422 },
  } as const
  journal.transact(() => {
    const row = { ...key, payload: JSON.stringify(data), correlation: 'c', receivedAt: 5 }
    const progress: Progress = { step: 'write', trace: 'read:main write' }
    if (outcome !== 'waiting') progress.ended = outcome === 'created' ? { outcome } : { outcome, reason }
    journal.addRecord(row, progress)
    journal.claim(claiming(email), key, 5)
    if (outcome === 'held') journal.hold(key, 'write', reason, 5)
    const intent = {
      seq,
      step: 'write',
      connection: 'crm',
      object: 'contacts',
      operation: 'create',
      matchField: 'email',
    }
    journal.addIntent({ ...intent, key: email, body: { email, name: String(data.name) }, before: { email }, at: 5 })
    journal.settleWrite({ seq, step: 'write', does: 'created', targetId: '77' }, 6)
    journal.decide(seq, { step: 'look', port: 'main', data })
    journal.progressed({ received: 1, outcomes: { [outcome]: 1 } }, 6)
    if (outcome !== 'created') journal.troubled(reason, 6)
  })
  return key
}

function bytesOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n')
}

const options = (value: string) => ({
  finder: finder(value),
  value,
  by: 'Ada',
  settle: false,
  files: [],
  now: 10,
  hash: () => 'new',
})

test('a person who is erased stands in no byte of the folder, and is still known as a duplicate', () => {
  const store = open()
  begin(store, 'one')
  const ana = addRecord(store, 'one', { name: 'Ana Alderman', email: ANA, phone: '+1 312 555 0100' })
  addRecord(store, 'one', { name: 'Ben', email: 'ben@birch.example' })
  const preview = store.erasures.preview(finder(ANA))
  expect(preview).toMatchObject({ counts: { records: 1 }, open: [], flows: ['leads'] })
  expect(preview.targets).toEqual([{ mode: 'practice', connection: 'crm', object: 'contacts', targetId: '77' }])
  expect(bytesOf(store.folder)).toContain(ANA)

  const { counts, erasure } = store.erasures.erase(options(ANA))
  expect(counts).toMatchObject({ records: 1, writes: 1, decisions: 1, keys: 1 })
  expect(store.erasures.unfinished()).toEqual([{ erasure, files: [] }])
  store.erasures.finish(erasure)
  expect(store.erasures.unfinished()).toEqual([])
  const bytes = bytesOf(store.folder)
  for (const gone of [ANA, 'Alderman', '555 0100']) expect(bytes).not.toContain(gone)
  expect(bytes).toContain('ben@birch.example')
  expect(removedReason(store.records.record(1, 1)?.payload ?? '')).toMatchObject({ code: 'record.erased' })
  expect(store.runs.get('one')?.view.outcomes.created).toBe(2)

  // The same person again, in a run that was begun before or after.
  const journal = begin(store, 'two')
  const again = { ...ana, seq: 1, label: 'row 9' }
  expect(journal.claim(claiming(ANA), again, 20)).toMatchObject({ seq: 1, here: false })
  expect(journal.claim(claiming('ben@birch.example'), { ...again, identity: 'x' }, 20)).toMatchObject({ seq: 2 })
  expect(journal.claim(claiming('new@elm.example'), again, 20)).toBeUndefined()
  // Nothing more is found, and erasing again does no harm.
  expect(store.erasures.preview(finder(ANA)).counts).toEqual({})
  expect(store.erasures.erase(options(ANA)).counts).toEqual({})
})

test('a run that is under way learns at once that keys are hashed', () => {
  const store = open()
  const journal = begin(store, 'one')
  addRecord(store, 'one', { name: 'Ana', email: ANA })
  expect(journal.claim(claiming('x'), { seq: 5, label: 'row 5', identity: 'i' }, 6)).toBeUndefined()
  store.erasures.erase(options(ANA))
  expect(journal.claim(claiming(ANA), { seq: 6, label: 'row 6', identity: 'j' }, 7)).toMatchObject({ seq: 1 })
})

test('held and waiting records are named, and discarded only when that is wanted', () => {
  const store = open()
  begin(store, 'one')
  addRecord(store, 'one', { name: 'Ana', email: ANA }, 'held')
  addRecord(store, 'one', { name: 'Ana', email: ANA.toUpperCase() }, 'waiting')
  expect(() => store.erasures.erase(options(ANA))).toThrow(
    expect.objectContaining({
      code: 'privacy.still-open',
      values: { count: 2, records: ['row 1 of leads', 'row 2 of leads'] },
    }),
  )
  expect(bytesOf(store.folder)).toContain(ANA)
  const { erasure } = store.erasures.erase({ ...options(ANA), settle: true })
  store.erasures.finish(erasure)
  expect(bytesOf(store.folder).toLowerCase()).not.toContain(ANA)
  expect(store.runs.get('one')?.view.outcomes).toMatchObject({ held: 0, waiting: 0, discarded: 2 })
  expect(store.records.records(1, { outcome: 'discarded', offset: 0, limit: 9 }).total).toBe(2)
  expect(store.records.holds('leads', 'practice', 0, 9).total).toBe(0)
})

test('after their time values are gone, outcomes stay, and what is held keeps everything', () => {
  const store = open()
  begin(store, 'one')
  const ana = addRecord(store, 'one', { name: 'Ana Alderman', email: ANA })
  addRecord(store, 'one', { name: 'Ben', email: 'ben@birch.example' }, 'held')
  const journal = store.runs.journal('one')
  journal.transact(() => journal.ended('finished', undefined, 10))
  expect(store.retention.prune(10 + 89 * DAY)).toBe(0)
  expect(store.retention.prune(10 + 90 * DAY)).toBe(1)
  expect(store.retention.prune(10 + 90 * DAY)).toBe(0)
  const bytes = bytesOf(store.folder)
  for (const gone of [ANA, 'Alderman']) expect(bytes).not.toContain(gone)
  expect(bytes).toContain('ben@birch.example')
  const record = store.records.record(1, 1)
  expect(record?.outcome).toBe('created')
  expect(removedReason(record?.payload ?? '')).toMatchObject({ code: 'record.expired', values: { days: 90 } })
  // A repeat is still recognised; the very same record again is its own.
  const again = begin(store, 'two')
  expect(again.claim(claiming(ANA), { seq: 1, label: 'row 1', identity: 'other' }, 20)).toMatchObject({ seq: 1 })
  expect(again.claim(claiming(ANA), { ...ana, seq: 2 }, 20)).toBeUndefined()
})

test('hashes are never made with another key than before', () => {
  const store = open()
  begin(store, 'one')
  addRecord(store, 'one', { name: 'Ana', email: ANA })
  store.erasures.erase(options(ANA))
  if (process.platform !== 'win32') expect(statSync(join(store.folder, 'privacy.key')).mode & 0o77).toBe(0)
  rmSync(join(store.folder, 'privacy.key'))
  const journal = begin(store, 'two')
  const lost = expect.objectContaining({ code: 'privacy.key-lost' })
  expect(() => journal.claim(claiming(ANA), { seq: 1, label: 'row 1', identity: 'i' }, 9)).toThrow(lost)
})
