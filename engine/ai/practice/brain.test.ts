import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAjvSchema } from '#adapters/schema'
import { CONNECTORS } from '#connectors'
import { awkwardRecord } from '../../../test/arbitrary/awkward.ts'
import { emptyFlow } from '../../../test/arbitrary/flow.ts'
import type { Data, Json } from '../../model/json.ts'
import type { Behaviour, StepKind } from '../../steps/declare.ts'
import { stepKind } from '../../steps/index.ts'
import { practiceAnswer } from './brain.ts'

const phone = { toE164: () => undefined }

function asking(kind: string, settings: Record<string, Json>): Behaviour & { role: 'model' } {
  const known = stepKind(kind) as StepKind
  const flow = emptyFlow()
  const context = { flow, stepId: 's', schema: createAjvSchema(), phone, connectors: CONNECTORS }
  const behaviour = known.plan({ ...known.defaults(flow), ...settings }, context)
  if (behaviour.role !== 'model') throw new Error('it asks no model')
  return behaviour
}

function answer(behaviour: Behaviour & { role: 'model' }, data: Data) {
  const seen = behaviour.see(data)
  const { value } = practiceAnswer({ ...behaviour.model, input: seen.input })
  return behaviour.take(data, { value }, seen)
}

const triage = asking('classify', {
  choices: [
    { name: 'Billing', about: 'invoices, charges, refunds, payments and cards' },
    { name: 'Technical', about: 'errors, crashes, slow pages, bugs, login does not work' },
    { name: 'Sales', about: 'prices, quotes, upgrades, new licences' },
  ],
})

test.each([
  ['You charged my card twice, I want a refund', 'Billing'],
  ['The page crashes with an error after login', 'Technical'],
  ['Could we get a quote for ten more licences?', 'Sales'],
])('"%s" is %s', (message, category) => {
  const taken = answer(triage, { message })
  expect(taken).toMatchObject({ port: 'main', data: { category } })
})

test.each(['Hello', 'refund of the quote after an error', ''])('it is not sure of "%s"', (message) => {
  expect(answer(triage, { message })).toMatchObject({ port: 'low-confidence', reason: { code: 'model.unsure' } })
})

test('it reads values by their looks and their labels', () => {
  const read = asking('extract', {
    fields: [
      { name: 'order number', type: 'text', about: '' },
      { name: 'due', type: 'date', about: '' },
      { name: 'total', type: 'money', about: '' },
      { name: 'email', type: 'email', about: '' },
    ],
  })
  const text = 'Order number: A-4711, total $1,234.50, due March 5, 2026. Write to ana@example.com.'
  expect(answer(read, { text })).toMatchObject({
    port: 'main',
    data: { 'order number': 'A-4711', due: '2026-03-05', total: 1234.5, email: 'ana@example.com' },
  })
  expect(answer(read, { text: 'Good morning' })).toMatchObject({ port: 'low-confidence' })
})

test('it summarises within its words, and puts names back into drafts', () => {
  const short = asking('summarise', { words: 8 })
  const text = 'The printer on floor two is jammed again. Nobody can print since Monday. Please send someone.'
  expect(String(answer(short, { text }).data.summary).split(' ').length).toBeLessThanOrEqual(8)
  const reply = asking('draft', { brief: 'A friendly first reply' })
  const drafted = answer(reply, {
    subject: 'Late parcel',
    text: 'I am Ana Alder, where is my parcel?',
    name: 'Ana Alder',
  })
  expect(drafted.data.draft).toContain('Dear Ana Alder,')
})

test('it answers any record in the form that was asked for, always the same, and in good time', () => {
  const kinds = [
    triage,
    asking('extract', { fields: [{ name: 'a', type: 'date', about: 'x' }] }),
    asking('summarise', {}),
  ]
  fc.assert(
    fc.property(awkwardRecord(['a', 'b']), fc.constantFrom(...kinds), (data, behaviour) => {
      const taken = answer(behaviour, data)
      expect(taken.reason?.code ?? 'model.unsure').toBe('model.unsure')
      expect(answer(behaviour, data)).toEqual(taken)
    }),
    { numRuns: 200 },
  )
})
