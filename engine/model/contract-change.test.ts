import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { classifyChange } from './contract-change.ts'
import { touchedSteps } from './contract-touch.ts'
import { type Contract, type ContractField, fieldTypes } from './flow.ts'

const field = (name: string, rules: Partial<ContractField> = {}): ContractField => ({
  name,
  type: 'text',
  required: false,
  mayBeBlank: true,
  ...rules,
})
const contract = (...fields: ContractField[]): Contract => ({ name: 'Site', fields })
const phone = (rules: Partial<ContractField>) => contract(field('phone', rules))

test.each([
  ['a removed field', contract(field('a')), contract()],
  ['an added required field', contract(), contract(field('a', { required: true }))],
  ['a field made required', phone({}), phone({ required: true })],
  ['a narrower type', phone({}), phone({ type: 'phone' })],
  ['another type', phone({ type: 'number' }), phone({})],
  ['no blank any more', phone({}), phone({ mayBeBlank: false })],
  ['a shorter length', phone({ maxLength: 20 }), phone({ maxLength: 10 })],
  ['a first length', phone({}), phone({ maxLength: 10 })],
  ['a first pattern', phone({}), phone({ pattern: { source: '^1', words: 'begins with 1' } })],
  ['an owner', phone({}), phone({ truth: 'hubspot' })],
])('%s is breaking', (_, before, after) => expect(classifyChange(before, after).kind).toBe('breaking'))

test.each([
  ['an added optional field', contract(), contract(field('a'))],
  ['a field no longer required', phone({ required: true }), phone({})],
  ['a wider type', phone({ type: 'zip' }), phone({})],
  ['a longer length', phone({ maxLength: 10 }), phone({ maxLength: 20 })],
  ['no pattern any more', phone({ pattern: { source: '^1', words: '' } }), phone({})],
  ['another order', contract(field('a'), field('b')), contract(field('b'), field('a'))],
  ['another name', contract(), { ...contract(), name: 'Place' }],
])('%s is compatible', (_, before, after) => {
  const found = classifyChange(before, after)
  expect(found.kind).toBe('compatible')
  expect(found.changes).toHaveLength(1)
})

test('a field that comes back under another name is shown as perhaps renamed', () => {
  expect(
    classifyChange(contract(field('phone', { type: 'phone' })), contract(field('tel', { type: 'phone' }))),
  ).toEqual({
    kind: 'breaking',
    changes: [
      { field: 'tel', words: 'tel was added (optional, a phone number)', kind: 'compatible' },
      {
        field: 'phone',
        words: 'phone was removed, perhaps renamed to tel, which has the same rules',
        kind: 'breaking',
        perhapsRenamed: 'tel',
      },
    ],
  })
})

const anyContract = fc
  .array(
    fc.record({
      name: fc.constantFrom('a', 'b', '__proto__', 'constructor'),
      type: fc.constantFrom(...fieldTypes),
      required: fc.boolean(),
      mayBeBlank: fc.boolean(),
    }),
    { maxLength: 5 },
  )
  .map((fields): Contract => ({ name: 'C', fields }))

test('changes are told exactly when there are any', () => {
  fc.assert(
    fc.property(anyContract, anyContract, (before, after) => {
      expect(classifyChange(before, before).changes).toEqual([])
      const same = JSON.stringify(before) === JSON.stringify(after)
      expect(classifyChange(before, after).changes.length > 0).toBe(!same)
    }),
    { numRuns: 1000 },
  )
})

test('a contract touches the steps that check it and those that use its fields', () => {
  const flow = {
    ...emptyFlow(),
    contracts: { site: contract(field('phone'), field('zip')) },
    steps: {
      start: { kind: 'webhook', title: 'Start', settings: { fields: ['phone'] } },
      check: { kind: 'check', title: 'Check', settings: { contract: 'site' } },
      clean: { kind: 'clean', title: 'Clean', settings: { rules: [{ field: 'phone', rules: [] }] } },
      write: {
        kind: 'write',
        title: 'Save',
        settings: { key: { fields: ['zip'] }, fields: [{ to: 'tel', from: 'phone' }] },
      },
      end: { kind: 'end', title: 'End', settings: {} },
    },
  }
  expect(touchedSteps(flow, 'site')).toEqual([
    { step: 'check', title: 'Check', checks: true, fields: [] },
    { step: 'clean', title: 'Clean', checks: false, fields: ['phone'] },
    { step: 'write', title: 'Save', checks: false, fields: ['zip', 'phone'] },
  ])
  expect(touchedSteps(flow, 'site', ['zip']).map(({ step }) => step)).toEqual(['check', 'write'])
})
