import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEdit, anyFlow, anyId, emptyFlow } from '../../test/arbitrary/flow.ts'
import { applyEdit, type Edit, isEmptyEdit } from './edits.ts'
import type { Flow } from './flow.ts'

test('every edit is taken back exactly by its inverse', () => {
  fc.assert(
    fc.property(anyFlow, anyEdit, (flow, edit) => {
      const before = structuredClone(flow)
      const applied = applyEdit(flow, edit)
      expect(flow).toEqual(before)
      expect(applyEdit(applied.flow, applied.inverse).flow).toEqual(before)
    }),
    { numRuns: 2000 },
  )
})

test('any number of edits is taken back one after another, and done again', () => {
  fc.assert(
    fc.property(anyFlow, fc.array(anyEdit, { maxLength: 12 }), (flow, edits) => {
      const undo: Edit[] = []
      let now = flow
      for (const edit of edits) {
        const applied = applyEdit(now, edit)
        now = applied.flow
        undo.unshift(applied.inverse)
      }
      const redo: Edit[] = []
      let back = now
      for (const edit of undo) {
        const applied = applyEdit(back, edit)
        back = applied.flow
        redo.unshift(applied.inverse)
      }
      expect(back).toEqual(flow)
      expect(redo.reduce((state: Flow, edit) => applyEdit(state, edit).flow, back)).toEqual(now)
    }),
    { numRuns: 500 },
  )
})

test('an edit that names what is not there changes nothing', () => {
  const stale = fc.oneof<fc.Arbitrary<Edit>[]>(
    anyId.map((id) => ({ kind: 'remove-step', id })),
    anyId.map((id) => ({ kind: 'update-step', id, patch: { title: 'x' } })),
    anyId.map((id) => ({ kind: 'move', positions: { [id]: { x: 0, y: 0 } } })),
    anyId.map((id) => ({ kind: 'set-contract', id, contract: null })),
    anyId.map((id) => ({ kind: 'set-connection', id, connection: null })),
    anyId.map((id) => ({ kind: 'disconnect', wire: id })),
    anyId.map((id) => ({ kind: 'connect', wire: { id: 'w', from: { step: id, port: 'main' }, to: { step: id } } })),
  )
  const flow = emptyFlow()
  fc.assert(
    fc.property(stale, (edit) => {
      const applied = applyEdit(flow, edit)
      expect(applied.flow).toBe(flow)
      expect(isEmptyEdit(applied.inverse)).toBe(true)
    }),
  )
})

test('what an edit does not touch is shared', () => {
  const flow = applyEdit(emptyFlow(), {
    kind: 'batch',
    edits: [
      { kind: 'add-step', id: 'a', step: { kind: 'end', title: 'A', settings: {} }, position: { x: 0, y: 0 } },
      { kind: 'add-step', id: 'b', step: { kind: 'end', title: 'B', settings: {} }, position: { x: 8, y: 0 } },
    ],
  }).flow
  const next = applyEdit(flow, { kind: 'update-step', id: 'a', patch: { title: 'Other' } }).flow
  expect(next.steps.b).toBe(flow.steps.b)
  expect(next.layout).toBe(flow.layout)
  expect(next.wires).toBe(flow.wires)
})

test('removing a step takes its wires, and undoing brings them back in their old order', () => {
  const wire = (id: string, from: string, to: string) => ({
    id,
    from: { step: from, port: 'main' as const },
    to: { step: to },
  })
  const end = { kind: 'end', title: '', settings: {} }
  const flow: Flow = {
    ...emptyFlow(),
    steps: { a: end, b: end, c: end },
    wires: [wire('1', 'a', 'b'), wire('2', 'a', 'c'), wire('3', 'b', 'c')],
  }
  const removed = applyEdit(flow, { kind: 'remove-step', id: 'b' })
  expect(removed.flow.wires.map(({ id }) => id)).toEqual(['2'])
  expect(applyEdit(removed.flow, removed.inverse).flow.wires.map(({ id }) => id)).toEqual(['1', '2', '3'])
})
