import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore, type Store } from '../store/index.ts'
import type { Documents } from './documents.ts'
import { openSystemDocuments } from './documents-store.ts'
import { clearDocuments } from './inspect.ts'

let folder: string
let store: Store
let docs: Documents
let now = 1_000

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  store = openStore(folder)
  docs = openSystemDocuments(store, 'one', () => now)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id)

test('are found by texts at any depth, in lists too, whenever they were made, and not after they changed', () => {
  docs.insert('order', { ref: 'A', lines: [{ sku: 'x' }, { sku: 'y', tags: ['red', 'blue'] }], total: 12 })
  expect(ids(docs.findBy('order', 'lines.sku', 'y'))).toEqual(['1'])
  docs.insert('order', { ref: 'a', lines: [{ sku: 'y' }] })
  expect(ids(docs.findBy('order', 'lines.sku', 'y'))).toEqual(['1', '2'])
  expect(ids(docs.findBy('order', 'lines.0.sku', 'y'))).toEqual(['2'])
  expect(ids(docs.findBy('order', 'lines.tags', 'blue'))).toEqual(['1'])
  expect(ids(docs.findBy('order', 'ref', 'A'))).toEqual(['1'])
  expect(ids(docs.findBy('order', 'total', '12'))).toEqual(['1'])
  docs.update('order', '1', { ref: 'A', lines: [] })
  docs.remove('order', '2')
  expect(docs.findBy('order', 'lines.sku', 'y')).toEqual([])
})

test('are found as well when the first look at a path was undone', () => {
  docs.insert('order', { ref: 'A' })
  const undone = () =>
    store.together(() => {
      docs.findBy('order', 'ref', 'A')
      throw new Error('no')
    })
  expect(undone).toThrow('no')
  expect(ids(docs.findBy('order', 'ref', 'A'))).toEqual(['1'])
})

test('belong to one system', () => {
  const others = openSystemDocuments(store, 'two', () => now)
  docs.insert('order', { ref: 'A' })
  expect(others.all('order')).toEqual([])
  expect(others.findBy('order', 'ref', 'A')).toEqual([])
  others.insert('order', { ref: 'B' })
  clearDocuments(store, 'one')
  expect([docs.count('order'), others.count('order')]).toEqual([0, 1])
})

test('have ids that are not given out twice, unless by name after a removal', () => {
  expect(docs.insert('order', {}).id).toBe('1')
  docs.insert('order', {}, { id: '2' })
  expect(docs.insert('order', {}).id).toBe('3')
  expect(() => docs.insert('order', {}, { id: '2' })).toThrow('2 already')
  docs.remove('order', '2')
  expect(docs.insert('order', { again: true }, { id: '2' }).body).toEqual({ again: true })
  clearDocuments(store, 'one')
  expect(docs.insert('order', {}).id).toBe('4')
  expect([docs.next('invoice'), docs.next('invoice'), docs.next('order')]).toEqual([1, 2, 1])
})

test('come page by page in the order they were made, also after one that was removed', () => {
  for (const id of ['c', 'a', 'b']) docs.insert('order', {}, { id })
  expect(ids(docs.page('order', undefined, 2))).toEqual(['c', 'a'])
  docs.remove('order', 'a')
  expect(ids(docs.page('order', 'a', 2))).toEqual(['b'])
  expect(docs.page('order', 'nobody', 2)).toEqual([])
  expect(ids(docs.all('order', ({ id }) => id !== 'b'))).toEqual(['c'])
})

test('keep the time of their making when they change', () => {
  const made = docs.insert('order', { a: 1, gone: undefined })
  expect(made.body).toEqual({ a: 1 })
  now += 500
  expect(docs.update('order', made.id, { b: 2 })).toMatchObject({
    createdAt: made.createdAt,
    updatedAt: now,
    body: { b: 2 },
  })
  expect(docs.get('order', made.id)?.body).toEqual({ b: 2 })
  expect(() => docs.update('order', 'nobody', {})).toThrow('no order nobody')
})

test('what is remembered is over in time', () => {
  docs.remember('keys', 'k', { answer: 1 }, 1_000)
  expect(docs.remembered('keys', 'k')).toEqual({ answer: 1 })
  expect(docs.remembered('others', 'k')).toBeUndefined()
  now += 1_000
  expect(docs.remembered('keys', 'k')).toBeUndefined()
})
