import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { exampleOf } from '#examples'
import type { SavedFlow } from '#protocol'
import { knowConnectors } from '../client/index.ts'
import { createFlowStore, type SaveFlow } from './flow-store.ts'

knowConnectors(CONNECTORS)

const example = () => structuredClone(exampleOf('childcare-sites').flow)

/** Keeps one flow in memory, by the rules of the studio: only on top of the newest revision. */
function shelf() {
  const saved: SavedFlow[] = [{ flow: example(), revision: 1, hash: 'h1', savedAt: 1 }]
  const save: SaveFlow = async ({ flow, revision }) => {
    if (revision !== saved.at(-1)!.revision) {
      const data = { code: 'flow.conflict', category: 'permanent', values: {} }
      throw new ORPCError('FAILURE', { status: 422, data })
    }
    const next = { flow, revision: revision + 1, hash: `h${revision + 1}`, savedAt: revision + 1 }
    saved.push(next)
    return next
  }
  return { saved, save }
}

function opened(save: SaveFlow = shelf().save) {
  const store = createFlowStore(save)
  store.getState().load({ flow: example(), revision: 1, hash: 'h1', savedAt: 1 })
  return store
}

const rename = (title: string) => ({ kind: 'update-step', id: 'check', patch: { title } }) as const

test('an edit is named, undone and redone exactly', () => {
  const store = opened()
  const before = store.getState().flow
  store.getState().apply({ kind: 'remove-step', id: 'check' }, 'delete Check')
  expect(store.getState().undoName).toBe('delete Check')
  const after = store.getState().flow
  store.getState().undo()
  expect(store.getState().flow).toEqual(before)
  expect(store.getState().redoName).toBe('delete Check')
  store.getState().redo()
  expect(store.getState().flow).toEqual(after)
})

test('typing into one field is one undo, until the field is left', () => {
  const store = opened()
  const { apply, undo, endGroup } = store.getState()
  for (const title of ['C', 'Ch', 'Che']) apply(rename(title), 'rename Check', { group: 'title of check' })
  endGroup()
  apply(rename('Chec'), 'rename Check', { group: 'title of check' })
  undo()
  expect(store.getState().flow?.steps.check?.title).toBe('Che')
  undo()
  expect(store.getState().flow?.steps.check?.title).toBe('Check the site')
  expect(store.getState().undoName).toBeUndefined()
})

test('an edit that changes nothing leaves no trace', () => {
  const store = opened()
  store.getState().apply(rename('Check the site'), 'rename Check')
  expect(store.getState().undoName).toBeUndefined()
  expect(store.getState().saveState).toBe('saved')
})

test('problems are known at once', () => {
  const store = opened()
  const blocking = () => store.getState().problems.filter((one) => one.severity === 'blocks').length
  expect(blocking()).toBe(0)
  store.getState().apply({ kind: 'disconnect', wire: 'check-dedupe' }, 'remove the wire')
  expect(blocking()).toBeGreaterThan(0)
  store.getState().undo()
  expect(blocking()).toBe(0)
})

test('what is drawn is saved on top of the revision before', async () => {
  const { saved, save } = shelf()
  const store = opened(save)
  store.getState().apply(rename('One'), 'rename Check')
  expect(store.getState().saveState).toBe('unsaved')
  const first = store.getState().saveNow()
  store.getState().apply(rename('Two'), 'rename Check')
  await Promise.all([first, store.getState().saveNow()])
  expect(store.getState()).toMatchObject({ saveState: 'saved', revision: saved.at(-1)!.revision })
  expect(saved.at(-1)?.flow.steps.check?.title).toBe('Two')
  expect(store.getState().undoName).toBe('rename Check')
})

test('a newer revision is a conflict, and nothing drawn is lost', async () => {
  const { saved, save } = shelf()
  const store = opened(save)
  saved.push({ ...saved[0]!, revision: 2 })
  store.getState().apply(rename('Mine'), 'rename Check')
  await store.getState().saveNow()
  expect(store.getState().saveState).toBe('conflict')
  expect(store.getState().saveError?.code).toBe('flow.conflict')
  store.getState().apply(rename('Still mine'), 'rename Check')
  expect(store.getState().saveState).toBe('conflict')
  expect(store.getState().flow?.steps.check?.title).toBe('Still mine')
})

test('opening another flow saves the one before and forgets its history', async () => {
  const { saved, save } = shelf()
  const store = opened(save)
  store.getState().apply(rename('Left behind'), 'rename Check')
  store.getState().select({ steps: ['check'] })
  store.getState().load({ flow: { ...example(), id: 'other' }, revision: 7, hash: 'x', savedAt: 1 })
  await Promise.resolve()
  expect(saved.at(-1)?.flow.steps.check?.title).toBe('Left behind')
  expect(store.getState()).toMatchObject({ revision: 7, selection: { steps: [] }, history: { done: [], undone: [] } })
})

test('what disappears is no longer selected', () => {
  const store = opened()
  store.getState().select({ steps: ['check', 'clean'] })
  store.getState().apply({ kind: 'remove-step', id: 'check' }, 'delete Check')
  expect(store.getState().selection.steps).toEqual(['clean'])
})
