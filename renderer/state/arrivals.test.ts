import { describe, expect, it } from 'vitest'
import { compilePlan, flowSchema } from '#engine'
import { arrivalsAt } from './arrivals.ts'
import { phone, schema } from './preview-ports.ts'

const flow = flowSchema.parse({
  formatVersion: 1,
  id: 'leads',
  name: 'Leads',
  steps: {
    read: {
      kind: 'read-file',
      title: 'Read',
      settings: { file: { file: 'f', name: 'f.csv', columns: ['Name', 'Zip'] } },
    },
    clean: { kind: 'clean', title: 'Clean', settings: { rules: [{ field: 'Zip', rules: ['zip'] }] } },
    check: { kind: 'check', title: 'Check', settings: { contract: 'site' } },
    dedupe: { kind: 'dedupe', title: 'Dedupe', settings: { fields: ['Name'], ignore: ['case', 'spaces'] } },
    end: { kind: 'end', title: 'End' },
  },
  wires: [
    { id: 'w1', from: { step: 'read', port: 'main' }, to: { step: 'clean' } },
    { id: 'w2', from: { step: 'clean', port: 'main' }, to: { step: 'check' } },
    { id: 'w3', from: { step: 'check', port: 'main' }, to: { step: 'dedupe' } },
    { id: 'w4', from: { step: 'dedupe', port: 'main' }, to: { step: 'end' } },
  ],
  contracts: {
    site: {
      name: 'Site',
      fields: [{ name: 'Zip', type: 'zip', required: true, mayBeBlank: false }],
    },
  },
})

const rows = [
  { row: 1, data: { Name: 'Oak House', Zip: ' 60601 ' } },
  { row: 2, data: { Name: 'Elm', Zip: '' } },
  { row: 3, data: { Name: 'OAK house', Zip: '60601' } },
]

describe('arrivalsAt', () => {
  const plan = compilePlan(flow, { hash: '', schema, phone, connectors: {} })

  it('gives rows as the steps before have made them', () => {
    expect(arrivalsAt(plan, 'check', rows).map(({ row, data }) => [row, data.Zip])).toEqual([
      [1, '60601'],
      [2, ''],
      [3, '60601'],
    ])
  })

  it('leaves out what a check turns off', () => {
    expect(arrivalsAt(plan, 'dedupe', rows).map(({ row }) => row)).toEqual([1, 3])
  })

  it('leaves out what was already seen', () => {
    expect(arrivalsAt(plan, 'end', rows).map(({ row }) => row)).toEqual([1])
  })

  it('gives nothing for a step that nothing leads to', () => {
    expect(arrivalsAt(plan, 'elsewhere', rows)).toEqual([])
  })
})
