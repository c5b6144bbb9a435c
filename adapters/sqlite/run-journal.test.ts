import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Reason, RecordRow } from '#engine'
import { openStore, type Store } from './index.ts'

let store: Store

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-journal-'))
  store = openStore(folder)
  return () => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

function begin(run: string, mode: 'practice' | 'live' = 'practice') {
  store.runs.begin({ run, flow: 'f', hash: 'h', revision: 1, mode, input: 'a.csv', fingerprint: 'x', file: '' }, 1)
  return store.runs.journal(run)
}

const row = (seq: number, identity = `c${seq}#1`): RecordRow => ({
  seq,
  label: `row ${seq}`,
  identity,
  payload: '{"a":"1"}',
  correlation: `id-${seq}`,
  receivedAt: 5,
})

const claiming = (days: number) => ({ scope: 's', key: 'k', days, keep: 'first' as const, data: {} })

test('nothing of a transaction that fails is kept, neither in the file nor in the running counts', () => {
  const journal = begin('r')
  const failing = () =>
    journal.transact(() => {
      journal.addRecord(row(journal.nextSeq()), { step: 'write', trace: 'read:main write' })
      journal.setPosition({ taken: 1 }, false)
      journal.progressed({ received: 1, outcomes: { waiting: 1 } }, 2)
      throw new Error('pulled the plug')
    })
  expect(failing).toThrow('pulled the plug')
  expect([journal.nextSeq(), journal.position().taken, journal.totals().received]).toEqual([1, 0, 0])
  expect(journal.transact(() => journal.progressed({ received: 1, outcomes: { waiting: 1 } }, 2)).seq).toBe(2)
  expect(store.runs.get('r')?.view.received).toBe(1)
})

test('a key belongs to the first record of a run, and to no other run', () => {
  const first = begin('r1')
  expect(first.claim(claiming(0), row(1), 10)).toBeUndefined()
  expect(first.claim(claiming(0), row(2), 11)).toMatchObject({ seq: 1, label: 'row 1' })
  expect(first.claim(claiming(0), row(1), 12)).toBeUndefined()
  expect(begin('r2').claim(claiming(0), row(7, 'other#1'), 13)).toBeUndefined()
})

test('a key that is remembered for days is free again afterwards, for the same record always, and when it was given back', () => {
  const day = 86_400_000
  const first = begin('r1')
  expect(first.claim(claiming(30), row(1), 0)).toBeUndefined()
  const second = begin('r2')
  expect(second.claim(claiming(30), row(9, 'other#1'), 29 * day)).toMatchObject({ seq: 1 })
  expect(second.claim(claiming(30), row(3, 'c1#1'), 29 * day)).toBeUndefined()
  expect(second.claim(claiming(30), row(9, 'other#1'), 60 * day)).toBeUndefined()
  second.releaseClaim('s', 'k', 30, 9)
  expect(begin('r3').claim(claiming(30), row(2), 60 * day)).toBeUndefined()
})

test('a record waits on the hold list once, however often it is held, and leaves it when it ends well', () => {
  const reason: Reason = { code: 'record.rejected', category: 'validation', values: { problems: ['x'] } }
  const first = begin('r1')
  first.addRecord(row(1), { step: 'check', trace: 'read:main check:rejected', ended: { outcome: 'held', reason } })
  expect(first.hold(row(1), 'check', reason, 5)).toBe(true)
  const second = begin('r2')
  second.addRecord(row(4, 'c1#1'), {
    step: 'check',
    trace: 'read:main check:rejected',
    ended: { outcome: 'held', reason },
  })
  expect(second.hold(row(4, 'c1#1'), 'check', reason, 6)).toBe(false)
  expect(store.records.holds('f', 'practice', 0, 10)).toMatchObject({
    total: 1,
    holds: [{ run: 'r2', seq: 4, reason }],
  })
  second.settleHold('c1#1', 7)
  expect(store.records.holds('f', 'practice', 0, 10).total).toBe(0)
  expect(second.anyHeld()).toBe(false)
})

test('practice and live know nothing of each other: neither keys nor held records', () => {
  const reason: Reason = { code: 'record.rejected', category: 'validation', values: { problems: ['x'] } }
  const [practice, live] = [begin('p'), begin('l', 'live')]
  expect(practice.claim(claiming(30), row(1), 10)).toBeUndefined()
  expect(live.claim(claiming(30), row(2), 11)).toBeUndefined()
  expect(begin('l2', 'live').claim(claiming(30), row(3), 12)).toMatchObject({ seq: 2, label: 'row 2' })
  live.addRecord(row(1), { step: 'check', trace: 'read:main check:rejected', ended: { outcome: 'held', reason } })
  expect(live.hold(row(1), 'check', reason, 13)).toBe(true)
  expect([live.anyHeld(), practice.anyHeld()]).toEqual([true, false])
  practice.settleHold('c1#1', 14)
  expect([store.records.holds('f', 'live', 0, 10).total, store.records.holds('f', 'practice', 0, 10).total]).toEqual([
    1, 0,
  ])
})

test('an intent is found again after a restart, with what was there before', () => {
  const journal = begin('r')
  const intent = {
    seq: 1,
    step: 'write',
    connection: 'crm',
    object: 'companies',
    operation: 'upsert',
    matchField: 'site_key',
    key: 'k',
    body: { name: 'A' },
    at: 3,
  }
  journal.addIntent({ ...intent, before: null })
  expect(store.runs.journal('r').intentOf(1, 'write')).toEqual({ ...intent, before: null })
  journal.settleWrite({ seq: 1, step: 'write', does: 'created', targetId: '77' }, 4)
  expect(store.runs.journal('r').intentOf(1, 'write')).toBeUndefined()
  journal.addIntent({ ...intent, seq: 2, before: { name: 'old' }, targetId: '9' })
  expect(journal.intentOf(2, 'write')).toEqual({ ...intent, seq: 2, before: { name: 'old' }, targetId: '9' })
})

test('records are found by outcome, by step, by exit and by what is in them', () => {
  const journal = begin('r')
  journal.addRecord(row(1), {
    step: 'write',
    trace: 'read:main clean:main write:main=created',
    ended: { outcome: 'created' },
  })
  journal.addRecord(
    { ...row(2), payload: '{"a":"100%_sure"}' },
    { step: 'check', trace: 'read:main check:rejected', ended: { outcome: 'held' } },
  )
  const n = store.runs.get('r')?.n ?? 0
  const found = (filter: object) =>
    store.records.records(n, { offset: 0, limit: 10, ...filter }).records.map(({ seq }) => seq)
  expect(found({ outcome: 'held' })).toEqual([2])
  expect(found({ step: 'check' })).toEqual([2])
  expect(found({ step: 'read' })).toEqual([1, 2])
  expect(found({ step: 'check', port: 'rejected' })).toEqual([2])
  expect(found({ step: 'write', port: 'main' })).toEqual([1])
  expect(found({ step: 'chec' })).toEqual([])
  expect(found({ step: 'check', port: 'reject' })).toEqual([])
  journal.addRecord(row(3), { step: 'write-2', trace: 'read:main check:main write-2' })
  expect(found({ step: 'write-2' })).toEqual([3])
  expect(found({ step: 'write' })).toEqual([1])
  expect(found({ step: 'write', port: 'main' })).toEqual([1])
  expect(found({ search: '100%_' })).toEqual([2])
  expect(found({ search: '100x' })).toEqual([])
})
