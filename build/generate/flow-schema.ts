/** Writes docs/flow.schema.json, the published description of flow files, from the schemas that flows are parsed with. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { FORMAT_VERSION, flowSchema } from '#engine'

/** The text of the file: JSON Schema 2020-12 of what a flow file may hold; what has a default may be left out. */
export function flowSchemaText(): string {
  const schema = z.toJSONSchema(flowSchema, { target: 'draft-2020-12', io: 'input' })
  const described = {
    ...schema,
    title: `Sluice flow, format ${FORMAT_VERSION}`,
    description:
      'One flow: its steps, wires, contracts, connections (never secrets) and people. `layout` is not part of its identity.',
  }
  return `${JSON.stringify(described, null, 2)}\n`
}

export const FLOW_SCHEMA_FILE = fileURLToPath(new URL('../../docs/flow.schema.json', import.meta.url))

if (import.meta.main) writeFileSync(FLOW_SCHEMA_FILE, flowSchemaText())
