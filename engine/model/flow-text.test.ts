import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyFlow, emptyFlow } from '../../test/arbitrary/flow.ts'
import { applyEdit } from './edits.ts'
import { flowText } from './flow-text.ts'
import { parseFlow } from './parse-flow.ts'

test('a written flow is read again as it was, and written the same', () => {
  fc.assert(
    fc.property(anyFlow, (flow) => {
      const value = JSON.parse(flowText(flow)) as typeof flow
      expect(value).toEqual(JSON.parse(JSON.stringify(flow)))
      expect(flowText(value)).toBe(flowText(flow))
    }),
    { numRuns: 300 },
  )
})

const flow = {
  ...emptyFlow(),
  steps: {
    save: {
      kind: 'write',
      title: 'Save',
      settings: { fields: [{ to: 'phone', from: 'tel' }], key: { fields: ['zip', 'name'] } },
    },
    check: { kind: 'check', title: 'Check', settings: { contract: 'site' } },
  },
  layout: { save: { x: 8, y: 0 }, check: { x: 0, y: 0 } },
}

test('one field is one line, and the places of the cards stand at the end', () => {
  const text = flowText(flow)
  expect(parseFlow(text, 'f')).toEqual({ flow })
  expect(text).toContain('        "fields": [\n          { "from": "tel", "to": "phone" }\n        ],')
  expect(text).toContain('          "fields": ["zip", "name"]\n')
  expect(
    text.endsWith('  "layout": {\n    "check": { "x": 0, "y": 0 },\n    "save": { "x": 8, "y": 0 }\n  }\n}\n'),
  ).toBe(true)
})

test('a changed setting changes one line, a moved card one line of the layout', () => {
  const changed = (other: typeof flow) => {
    const before = flowText(flow).split('\n')
    return flowText(other)
      .split('\n')
      .filter((line, at) => line !== before[at])
  }
  const moved = applyEdit(flow, { kind: 'move', positions: { check: { x: 16, y: 8 } } }).flow
  expect(changed(moved as typeof flow)).toEqual(['    "check": { "x": 16, "y": 8 },'])
  const named = applyEdit(flow, { kind: 'update-step', id: 'check', patch: { title: 'Look' } }).flow
  expect(changed(named as typeof flow)).toEqual(['      "title": "Look"'])
})
