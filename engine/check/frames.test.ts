import { expect, test } from 'vitest'
import { applyEdit } from '../model/edits.ts'
import { flowSchema } from '../model/flow.ts'
import { fieldsArriving } from './arriving.ts'
import { checkFlow } from './index.ts'

const limit = { kind: 'limit', title: 'Limit', settings: { most: 0 } }
const flow = flowSchema.parse({
  formatVersion: 1,
  id: 'f',
  name: 'F',
  steps: {
    start: { kind: 'manual', title: 'Start', settings: { fields: ['a'], samples: [] } },
    one: limit,
    two: limit,
    end: { kind: 'end', title: 'End', settings: {} },
  },
  wires: [
    { id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'one' } },
    { id: 'w2', from: { step: 'one', port: 'main' }, to: { step: 'two' } },
    { id: 'w3', from: { step: 'two', port: 'main' }, to: { step: 'end' } },
  ],
})
const invalid = (checked: typeof flow) =>
  checkFlow(checked, { connectors: {} })
    .filter(({ code }) => code === 'setting.invalid')
    .map(({ at }) => at.step)

test('what a frame says counts for every step in it, and only for settings that the step knows', () => {
  expect(invalid(flow)).toEqual(['one', 'two'])
  const frames = { all: { title: 'Small', steps: ['one', 'two', 'gone'], settings: { most: 5, fields: ['b'] } } }
  const applied = applyEdit(flow, { kind: 'update-flow', patch: { frames } })
  expect(invalid(applied.flow)).toEqual([])
  expect(fieldsArriving(applied.flow, 'two')).toEqual(['a'])
  const [back] = [applyEdit(applied.flow, applied.inverse).flow]
  expect(back).toEqual(flow)
  expect(Object.hasOwn(back, 'frames')).toBe(false)
})
