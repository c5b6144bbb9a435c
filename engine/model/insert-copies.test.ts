import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleOf } from '#examples'
import { anyFlow, anyId, emptyFlow } from '../../test/arbitrary/flow.ts'
import { applyEdit } from './edits.ts'
import { copyOf, pasteInto } from './insert-copies.ts'

const example = exampleOf('childcare-sites').flow
const everything = copyOf(example, Object.keys(example.steps))

test('pasting into an empty flow brings steps, wires, contracts and connections', () => {
  const pasted = pasteInto(emptyFlow(), everything)
  const next = applyEdit(emptyFlow(), pasted?.edit ?? { kind: 'batch', edits: [] }).flow
  expect(next.steps).toEqual(example.steps)
  expect(next.contracts).toEqual(example.contracts)
  expect(next.connections).toEqual(example.connections)
  expect(next.wires.map(({ from, to }) => [from, to])).toEqual(example.wires.map(({ from, to }) => [from, to]))
})

test('pasting beside the original gives new ids, and shares what is the same', () => {
  const pasted = pasteInto(example, everything)
  const { flow: next, inverse } = applyEdit(example, pasted?.edit ?? { kind: 'batch', edits: [] })
  expect(Object.keys(next.steps)).toHaveLength(10)
  expect(next.wires).toHaveLength(8)
  expect(Object.keys(next.contracts)).toEqual(Object.keys(example.contracts))
  expect(Object.keys(next.connections)).toEqual(Object.keys(example.connections))
  expect(applyEdit(next, inverse).flow).toEqual(example)
})

test('a contract of the same id that differs comes along under a new one, and the check names it', () => {
  const changed = { ...example, contracts: { 'childcare-site': { name: 'Another', fields: [] } } }
  const pasted = pasteInto(changed, copyOf(example, ['check']))
  const next = applyEdit(changed, pasted?.edit ?? { kind: 'batch', edits: [] }).flow
  expect(next.steps[pasted?.ids[0] ?? '']?.settings).toEqual({ contract: 'childcare-site-2' })
  expect(next.contracts['childcare-site-2']).toEqual(example.contracts['childcare-site'])
})

test('any selection can be copied and pasted, and other texts are left alone', () => {
  fc.assert(
    fc.property(anyFlow, fc.array(anyId), anyFlow, (flow, ids, into) => {
      const pasted = pasteInto(into, copyOf(flow, ids))
      const { flow: next, inverse } = applyEdit(into, pasted?.edit ?? { kind: 'batch', edits: [] })
      const copied = new Set(ids.filter((id) => Object.hasOwn(flow.steps, id)))
      expect(Object.keys(next.steps)).toHaveLength(Object.keys(into.steps).length + copied.size)
      expect(applyEdit(next, inverse).flow).toEqual(into)
    }),
  )
  for (const text of ['', 'hello', '{}', '[1]', '{"sluice":"steps"}', copyOf(example, [])])
    expect(pasteInto(example, text)).toBeUndefined()
})
