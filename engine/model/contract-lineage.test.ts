import { expect, test } from 'vitest'
import { lineageOf, type SharedVersion } from './contract-lineage.ts'
import { parseFlow } from './parse-flow.ts'

const made: Record<string, SharedVersion> = {
  'site 3': { id: 'site', version: 2 },
  'site 2': { id: 'place', version: 1 },
  'loop 1': { id: 'loop', version: 2 },
  'loop 2': { id: 'loop', version: 1 },
}
const basisOf = ({ id, version }: SharedVersion) => made[`${id} ${version}`]

test('what a contract was made from is followed to its beginning', () => {
  expect(lineageOf({ id: 'site', version: 3 }, basisOf)).toEqual([
    { id: 'site', version: 3 },
    { id: 'site', version: 2 },
    { id: 'place', version: 1 },
  ])
})

test('a contract that was made from itself is a named failure', () => {
  expect(() => lineageOf({ id: 'loop', version: 1 }, basisOf)).toThrow(
    expect.objectContaining({
      code: 'contract.refers-to-itself',
      values: expect.objectContaining({ path: 'loop version 1 → loop version 2 → loop version 1' }),
    }),
  )
})

test.each([
  ['as the type of a field', { name: 'a', type: { contract: 'site' } }, 1],
  ['as a reference beside its fields', { name: 'a', type: 'text', $ref: '#' }, 0],
])('in a flow file, a contract that names itself %s is a problem or without meaning', (_, field, problems) => {
  const contracts = {
    site: { name: 'Site', fields: [field], shared: { id: 'site', version: 1 }, $ref: '#/contracts/site' },
  }
  const flow = { formatVersion: 1, id: 'f', name: 'F', steps: {}, wires: [], contracts }
  const parsed = parseFlow(JSON.stringify(flow), 'f.flow.json')
  expect('problems' in parsed ? parsed.problems.map(({ code }) => code) : []).toEqual(
    Array(problems).fill('flow.shape'),
  )
  if ('flow' in parsed) expect(JSON.stringify(parsed.flow.contracts)).not.toContain('$ref')
})
