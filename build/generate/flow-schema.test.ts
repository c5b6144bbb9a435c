import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { EXAMPLES, exampleOf } from '#examples'
import { FLOW_SCHEMA_FILE, flowSchemaText } from './flow-schema.ts'

const published = readFileSync(FLOW_SCHEMA_FILE, 'utf8')

test('the published schema is up to date (node build/generate/flow-schema.ts writes it)', () => {
  expect(published).toBe(flowSchemaText())
})

test('the published schema accepts the examples and refuses what is no flow', () => {
  const accepts = new Ajv2020({ strict: false }).compile(JSON.parse(published))
  for (const { flow } of EXAMPLES) expect(accepts(flow), JSON.stringify(accepts.errors)).toBe(true)
  const example = exampleOf('childcare-sites')
  expect(accepts({ ...example?.flow, steps: { 'Not an id': {} } })).toBe(false)
  expect(accepts({ ...example?.flow, formatVersion: 2 })).toBe(false)
})
