import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openStore, type Store } from '#adapters/sqlite'
import { systemClock, systemRandom } from '#adapters/system'
import { driveFlow, flowOf, hand } from '../../test/fixtures/drive-flow.ts'
import { type Fault, putStep, Things, things } from '../../test/fixtures/things.ts'
import { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import type { Network } from '../ports.ts'
import type { UndoableWrite } from './decide.ts'
import { previewUndo, type UndoJournal, type UndoNeeds, undoWrites } from './undo.ts'

const flow = flowOf({ read: hand, put: putStep(['name', 'note']) }, ['read>put'])
const N = 1

function freshStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-undo-'))
  const store = openStore(folder)
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return store
}

function needsOf(network: Network): UndoNeeds {
  const access = { address: 'http://things.example', token: '' }
  const ports = { network, clock: systemClock, random: systemRandom }
  const account = new Account({ connector: things, access, ports, patience: 1000, giveUp: () => undefined })
  return {
    target: ({ operation }) => ({ account, operation: things.operations[operation] }),
    signal: new AbortController().signal,
  }
}

const journalOf = (store: Store): Parameters<typeof undoWrites>[1] => ({
  intend: (write, does) => store.undos.intend(N, write, does, 'Ada', 1),
  settle: (write, outcome, reason) => store.undos.settle(N, write, { outcome, reason, by: 'Ada' }, 2),
})

async function undo(store: Store, network: Things, records?: number[]) {
  const done = []
  for await (const step of undoWrites(needsOf(network), journalOf(store), store.undos.writes(N, records)))
    done.push(step)
  store.undos.releaseKeys(N)
  return done.map(({ write, decision }) => `${write.seq} ${decision.does}`)
}

const put = (key: string, name: string) => ({ key, name, note: 'n' })

test('created things go, changed ones get their old values back, newest first; twice is once', async () => {
  const store = freshStore()
  const network = new Things()
  network.held.set('old', { name: 'before', note: 'kept', list: 'untouched' })
  await driveFlow({ store, flow, records: [put('new', 'one'), put('old', 'two'), put('new', 'three')], network })
  const before = network.calls
  const preview = []
  for await (const { write, decision } of previewUndo(needsOf(network), store.undos.writes(N)))
    preview.push(`${write.seq} ${decision.does}`)
  expect(preview.toSorted()).toEqual(['1 delete', '2 restore', '3 restore'])
  expect(preview.indexOf('3 restore')).toBeLessThan(preview.indexOf('1 delete'))
  expect(network.calls - before).toBe(2)

  expect((await undo(store, network)).toSorted()).toEqual(['1 delete', '2 restore', '3 restore'])
  expect(Object.fromEntries(network.held)).toEqual({ old: { name: 'before', note: 'kept', list: 'untouched' } })
  expect(await undo(store, network)).toEqual([])
  expect(store.undos.undoneOf(N, 1)).toMatchObject([{ step: 'put', does: 'delete', by: 'Ada' }])
})

test('what somebody changed or deleted since is left alone and reported', async () => {
  const store = freshStore()
  const network = new Things()
  await driveFlow({ store, flow, records: [put('a', 'one'), put('b', 'two'), put('c', 'three')], network })
  network.held.set('a', { name: 'better', note: 'n' })
  network.held.delete('b')
  const steps = []
  for await (const step of undoWrites(needsOf(network), journalOf(store), store.undos.writes(N))) steps.push(step)
  const found = Object.fromEntries(steps.map(({ write, decision }) => [write.key, decision]))
  expect(found).toMatchObject({
    a: { does: 'changed', reason: { code: 'undo.changed', values: { fields: ['name'] } } },
    b: { does: 'gone', reason: { code: 'undo.gone' } },
    c: { does: 'delete' },
  })
  expect([...network.held.keys()]).toEqual(['a'])
})

test('chosen records only', async () => {
  const store = freshStore()
  const network = new Things()
  await driveFlow({ store, flow, records: [put('a', 'one'), put('b', 'two')], network })
  expect(await undo(store, network, [2])).toEqual(['2 delete'])
  expect([...network.held.keys()]).toEqual(['a'])
})

test.each<Fault>(['reset-before', 'reset-after', 'unavailable', 'rate-limit'])(
  'a call that meets "%s" is tried again',
  async (fault) => {
    const store = freshStore()
    let struck = false
    const network = new Things((_, { method }) => {
      if (method !== 'DELETE' || struck) return 'none'
      struck = true
      return fault
    })
    await driveFlow({ store, flow, records: [put('a', 'one')], network })
    expect(await undo(store, network)).toEqual(['1 delete'])
    expect(network.held.size).toBe(0)
    expect(struck).toBe(true)
  },
)

test('broken off between the call and the journal, it is known to be done when undone again', async () => {
  const store = freshStore()
  const network = new Things()
  network.held.set('b', { name: 'before', note: 'old' })
  await driveFlow({ store, flow, records: [put('a', 'one'), put('b', 'two')], network })
  const broken = {
    ...journalOf(store),
    settle: () => {
      throw new Error('killed')
    },
  }
  for (let kills = 0; kills < 2; kills++) {
    const writes = store.undos.writes(N).slice(kills)
    await expect(undoWrites(needsOf(network), broken, writes).next()).rejects.toThrow('killed')
  }
  expect(Object.fromEntries(network.held)).toEqual({ b: { name: 'before', note: 'old' } })
  expect((await undo(store, network)).toSorted()).toEqual(['1 done', '2 done'])
  expect(await undo(store, network)).toEqual([])
})

test('a system that stays away interrupts it; nothing is lost by that', async () => {
  const store = freshStore()
  let away = true
  const network = new Things((_, { method }) => (method === 'DELETE' && away ? 'reset-before' : 'none'))
  await driveFlow({ store, flow, records: [put('a', 'one')], network })
  await expect(undo(store, network)).rejects.toMatchObject({ code: 'undo.interrupted' })
  away = false
  expect(await undo(store, network)).toEqual(['1 delete'])
})

test('running again after an undo writes again', async () => {
  const store = freshStore()
  const network = new Things()
  const keyed = flowOf(
    {
      read: hand,
      once: { kind: 'dedupe', settings: { fields: ['key'], ignore: [], window: 'days', days: 30 } },
      put: putStep(['name', 'note']),
    },
    ['read>once', 'once>put'],
  )
  await driveFlow({ store, flow: keyed, records: [put('a', 'one')], network })
  expect(await undo(store, network)).toEqual(['1 delete'])
  const again = await driveFlow({ store, flow: keyed, records: [put('a', 'two')], network, run: 'again' })
  expect(again.outcomes).toMatchObject({ created: 1, duplicate: 0 })
})

const once = (write: Partial<UndoableWrite> & Pick<UndoableWrite, 'seq' | 'body'>): UndoableWrite => ({
  ...{ label: '', step: 'put', connection: 'c', operation: 'put', matchField: 'key', key: 'a', targetId: 'a' },
  ...{ does: 'updated' },
  ...write,
})
const unkept: UndoJournal = { intend: () => undefined, settle: () => undefined }

test('a system that takes changes only of what was read last is read again between two of one thing', async () => {
  const [put] = Object.values(things.operations)
  if (!put?.look) throw new Error('things cannot be looked at')
  const restore = { method: 'PUT', path: '/things/{id}', headers: { 'if-match': '{there.version}' } } as const
  const operation: Operation = { ...put, undo: { ...put.undo, restore: { ...restore, body: { $: 'before' } } } }
  const held = { version: 3, name: 'third' }
  const network: Network = {
    async request({ method, headers, body }) {
      const current = method === 'GET' || headers['if-match'] === String(held.version)
      if (method === 'PUT' && current) Object.assign(held, JSON.parse(body ?? ''), { version: held.version + 1 })
      return { status: current ? 200 : 422, headers: {}, body: JSON.stringify({ id: 'a', fields: held }) }
    },
  }
  const { signal, target } = needsOf(network)
  const writes = [
    once({ seq: 2, body: { name: 'third' }, before: { name: 'second' } }),
    once({ seq: 1, body: { name: 'second' }, before: { name: 'first' } }),
  ]
  const done = []
  const needs = { signal, target: (write: UndoableWrite) => ({ ...target(write), operation }) }
  for await (const { decision } of undoWrites(needs, unkept, writes)) done.push(decision.does)
  expect(done).toEqual(['restore', 'restore'])
  expect(held).toEqual({ version: 5, name: 'first' })
})

test('where several entries have the key by now, nothing is said to be gone or done', async () => {
  const several = JSON.stringify([
    { key: 'a', id: 1 },
    { key: 'a', id: 2 },
  ])
  const [put] = Object.values(things.operations)
  if (!put?.look) throw new Error('things cannot be looked at')
  const operation: Operation = { ...put, look: { ...put.look, reply: { key: 'key', id: 'id', fields: '' } } }
  const { signal, target } = needsOf({ request: async () => ({ status: 200, headers: {}, body: several }) })
  const writes = [once({ seq: 1, body: { name: 'x' }, before: null, does: 'created', undoing: true })]
  const needs = { signal, target: (write: UndoableWrite) => ({ ...target(write), operation }) }
  const found = []
  for await (const { decision } of undoWrites(needs, unkept, writes)) found.push(decision)
  expect(found).toMatchObject([{ does: 'cannot', reason: { code: 'call.several-there' } }])
})
