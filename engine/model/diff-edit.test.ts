import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEdit, anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import { diffFlows } from './diff.ts'
import { editTo } from './diff-edit.ts'
import { applyEdit } from './edits.ts'
import { own } from './ids.ts'

test('the edit leads from any version to any other, and is taken back', () => {
  fc.assert(
    fc.property(anyFlow, anyFlow, (before, after) => {
      const edit = editTo(before, after)
      if (!edit) throw new Error('no edit')
      const applied = applyEdit(before, edit)
      expect(diffFlows(applied.flow, after, {}).count).toBe(0)
      for (const id of Object.keys(after.steps)) expect(own(applied.flow.layout, id)).toEqual(own(after.layout, id))
      expect(applyEdit(applied.flow, applied.inverse).flow).toEqual(before)
    }),
    { numRuns: 500 },
  )
})

test('small changes too', () => {
  fc.assert(
    fc.property(anyFlow, anyEdit, (before, change) => {
      const after = applyEdit(before, change).flow
      const edit = editTo(after, before)
      expect(edit && diffFlows(applyEdit(after, edit).flow, before, {}).count).toBe(0)
    }),
    { numRuns: 500 },
  )
})

test('there is none to another flow; frames come and go', () => {
  const flow = emptyFlow()
  expect(editTo(flow, { ...flow, id: 'other' })).toBeUndefined()
  const framed = { ...flow, frames: { f: { title: 'F', steps: [], settings: {} } } }
  const edit = editTo(flow, framed)
  const back = editTo(framed, flow)
  if (!edit || !back) throw new Error('no edit')
  expect(applyEdit(flow, edit).flow).toEqual(framed)
  expect(applyEdit(framed, back).flow).toEqual(flow)
})
