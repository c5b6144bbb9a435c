import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Json } from '../model/json.ts'
import { stepKind } from '../steps/index.ts'
import { withSetting } from '../steps/settings.ts'
import { checkFlow } from './index.ts'

const condition = (parts: Record<string, Json> = {}) => ({
  all: true,
  list: [{ field: 'Status', is: 'is', value: 'won', ...parts }],
})

/** What is said of one setting of a step of that kind, behind a start whose events have the field Status. */
function saidOf(kind: string, key: string, value: Json): string[] {
  const settings = withSetting(stepKind(kind)?.defaults(emptyFlow()) ?? {}, key, value)
  const flow = {
    ...emptyFlow(),
    steps: {
      hook: { kind: 'webhook', title: 'Hook', settings: { fields: ['Status'], samples: [] } },
      s: { kind, title: 'Step', settings },
    },
    wires: [{ id: 'w', from: { step: 'hook', port: 'main' as const }, to: { step: 's' } }],
  }
  return checkFlow(flow, { connectors: CONNECTORS })
    .filter(({ at, severity }) => at.step === 's' && at.field === key && severity === 'blocks')
    .map(({ code, values }) => sentenceOf(code, values).replace(/ The flow cannot run.*$/, ''))
}

test.each<[string, string, Json, string]>([
  ['filter', 'keep', { all: true, list: [] }, '"Step" needs "Keep records where".'],
  ['filter', 'keep', condition({ field: '' }), 'a condition names no field'],
  ['filter', 'keep', condition({ is: 'likes' }), 'the condition on "Status" does not say how to compare'],
  ['filter', 'keep', condition({ value: ' ' }), 'the condition on "Status" has nothing to compare with'],
  [
    'filter',
    'keep',
    condition({ field: 'Stage' }),
    '"Step" uses the field "Stage", which the records do not have there',
  ],
  ['route', 'cases', [{ name: ' ', when: condition() }], 'number 1 has no name'],
  [
    'route',
    'cases',
    [
      { name: 'Won', when: condition() },
      { name: 'Won', when: condition() },
    ],
    'two of them are called "Won"',
  ],
  ['route', 'cases', [{ name: 'Won', when: { all: true, list: [] } }], '"Won" has no condition'],
  [
    'route',
    'cases',
    [{ name: 'Won', when: condition({ value: '' }) }],
    'in "Won" the condition on "Status" has nothing',
  ],
  ['ways', 'ways', Array.from({ length: 9 }, (_, index) => ({ name: `${index}` })), 'there can be at most 8'],
  ['limit', 'most', 1.5, 'it must be a whole number from 1 to 10000000'],
  ['wait', 'time', { amount: 31, unit: 'days' }, 'it must be a time from 1 second to 30 days'],
  ['wait', 'time', { amount: 0.5, unit: 'seconds' }, 'it must be a time from 1 second to 30 days'],
  ['pace', 'per', { amount: 2, unit: 'days' }, 'it must be a time from 1 second to 1 day'],
  ['order', 'version', 'Changed', '"Step" uses the field "Changed", which the records do not have there'],
  ['clean', 'pivot', 100, 'it must be a whole number from 0 to 99'],
  ['clean', 'rules', [{ field: 'Status', rules: [{ toString: 1, valueOf: 1 }] }], 'there is no rule of that form'],
])('%s, %s: %j is said to be wrong', (kind, key, value, words) => {
  expect(saidOf(kind, key, value).join(' ')).toContain(words)
})

test.each<[string, string, Json]>([
  ['filter', 'keep', condition({ is: 'blank', value: '' })],
  ['route', 'cases', [{ name: 'Won', when: condition() }]],
  ['ways', 'ways', [{ name: 'Here' }, { name: 'There' }]],
  ['wait', 'time', { amount: 30, unit: 'days' }],
  ['look-up', 'fresh', { amount: 0, unit: 'seconds' }],
  ['pace', 'per', { amount: 1.5, unit: 'hours' }],
  ['order', 'version', 'Status'],
  ['clean', 'rules', [{ field: 'Status', rules: ['date', 'trim'] }]],
])('%s, %s: %j is taken', (kind, key, value) => {
  expect(saidOf(kind, key, value)).toEqual([])
})

test('what stands where an id should be is never made into text', () => {
  for (const key of ['connection', 'operation', 'matchField'])
    expect(() => saidOf('write', key, { toString: 1, valueOf: 1 })).not.toThrow()
})
