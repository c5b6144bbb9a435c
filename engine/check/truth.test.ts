import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { emptyFlow } from '../../test/arbitrary/flow.ts'
import { sentenceOf } from '../model/codes.ts'
import type { Flow, Step } from '../model/flow.ts'
import { checkFlow } from './index.ts'

const field = (name: string, truth?: string) => ({
  name,
  type: 'text' as const,
  required: false,
  mayBeBlank: true,
  ...(truth === undefined ? {} : { truth }),
})
const save = (to: string, ...names: string[]): Step => ({
  kind: 'write',
  title: `Save to ${to}`,
  settings: { connection: to, operation: '', fields: names.map((name) => ({ to: name, from: name })) },
})

/** HubSpot owns the phone, the accounts owns the amount. */
const flowOf = (start: Step, writes: Record<string, Step>): Flow => ({
  ...emptyFlow(),
  steps: { start, ...writes },
  contracts: { site: { name: 'Site', fields: [field('name'), field('phone', 'hubspot'), field('amount', 'ledger')] } },
  connections: { crm: { name: 'CRM', connector: 'hubspot' }, books: { name: 'Books', connector: 'ledger' } },
})
const form: Step = { kind: 'webhook', title: 'Form', settings: {} }
const poll = (connection: string): Step => ({ kind: 'poll', title: 'Look', settings: { connection } })

const found = (flow: Flow) =>
  checkFlow(flow, { connectors: CONNECTORS }).filter(({ code }) => code === 'truth.other-owner')

test('what another system owns is not written from elsewhere, whether into the owner or into a third one', () => {
  const flow = flowOf(poll('books'), { one: save('crm', 'name', 'phone', 'amount') })
  expect(found(flow)).toEqual([
    {
      code: 'truth.other-owner',
      severity: 'blocks',
      at: { step: 'one', field: 'fields' },
      values: { step: 'Save to crm', fields: ['"phone"'], owner: 'HubSpot', start: 'ledger' },
    },
  ])
  expect(sentenceOf('truth.other-owner', found(flow)[0]?.values)).toContain('"phone", which HubSpot owns')
})

test('the owner itself may write it anywhere', () => {
  expect(found(flowOf(poll('crm'), { one: save('books', 'phone', 'name') }))).toEqual([])
})

test('a form or a file may bring it to its owner only', () => {
  const flow = flowOf(form, { one: save('crm', 'phone'), two: save('books', 'phone') })
  expect(found(flow).map(({ at, values }) => [at.step, values.start])).toEqual([['two', '"Form"']])
})

test('a field under another name keeps its owner, also when names go round in a circle', () => {
  const map: Step = {
    kind: 'map',
    title: 'Map',
    settings: {
      lines: [
        { to: 'tel', from: ['phone'], how: 'copy' },
        { to: 'line', from: ['tel'], how: 'copy' },
        { to: 'tel', from: ['line'], how: 'copy' },
      ],
    },
  }
  expect(found(flowOf(form, { map, two: save('books', 'line') }))).toHaveLength(1)
})

test('drafts of any shape are no danger', () => {
  const odd: Step = {
    kind: 'write',
    title: '',
    settings: { connection: 5, fields: [null, 3, { from: {} }, { to: 1 }] },
  }
  expect(found(flowOf(form, { odd }))).toEqual([])
})
