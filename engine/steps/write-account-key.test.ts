import { expect, test } from 'vitest'
import { CONNECTORS } from '#connectors'
import { checkFlow } from '../check/index.ts'
import type { TargetField } from '../connect/declare.ts'
import { flowSchema } from '../model/flow.ts'

/** Problems of a write whose match key is made of two fields, into an account that was read. */
function problemsWith(described: TargetField[]): string[] {
  const flow = flowSchema.parse({
    formatVersion: 1,
    id: 'sites',
    name: 'Sites',
    connections: { crm: { name: 'CRM', connector: 'hubspot', described: { companies: described } } },
    steps: {
      write: {
        title: 'Save',
        kind: 'write',
        settings: {
          connection: 'crm',
          operation: 'upsert-company',
          matchField: 'site_key',
          key: { fields: ['name', 'street'], ignore: ['case'] },
          fields: [{ to: 'name', from: 'name' }],
        },
      },
    },
    wires: [],
  })
  return checkFlow(flow, { connectors: CONNECTORS })
    .filter(({ at }) => at.step === 'write')
    .map(({ code, at }) => `${code} ${at.field ?? ''}`.trim())
}

const key: TargetField = { name: 'site_key', label: 'Site key', type: 'text', unique: true }
const AS_IT_IS = 'setting.invalid key.fields'
const FILLED = 'setting.missing fields'

test('a key field that the account made itself may hold a key of several fields; one of the system itself may not', () => {
  expect(problemsWith([{ ...key, custom: true }])).not.toContain(AS_IT_IS)
  expect(problemsWith([key])).toContain(AS_IT_IS)
})

test('what the account demands must be filled, unless the system fills it itself', () => {
  const made: TargetField = { name: 'made', label: 'Made', type: 'date', required: true }
  expect(problemsWith([{ ...key, custom: true }, made])).toContain(FILLED)
  expect(
    problemsWith([
      { ...key, custom: true },
      { ...made, readOnly: true },
    ]),
  ).not.toContain(FILLED)
})
