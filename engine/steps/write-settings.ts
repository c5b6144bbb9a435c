/** The settings of a write step, and what they name in the flow and in its connector. */
import * as z from 'zod'
import type { Connector, Operation, TargetObject } from '../connect/declare.ts'
import { objectIn } from '../connect/fields.ts'
import type { Connection, Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import { fieldNames, ignored, type Settings, text } from './settings.ts'

const settingsSchema = z.object({
  connection: text,
  operation: text,
  matchField: text,
  key: z.object({ fields: fieldNames, ignore: ignored }).catch({ fields: [], ignore: [] }),
  fields: z
    .array(z.object({ to: text, from: text }).nullable().catch(null))
    .catch([])
    .transform((list) => list.filter((one) => one !== null)),
})

export type WriteSettings = z.infer<typeof settingsSchema>

export const readWrite = (settings: Settings): WriteSettings => settingsSchema.parse(settings)

export interface WriteTarget {
  connection?: Connection
  connector?: Connector
  operation?: Operation
  object?: TargetObject
}

/** As much of the target as is known; each part needs the one before it. */
export function targetOf(
  settings: WriteSettings,
  flow: Flow,
  connectors: Readonly<Record<string, Connector>>,
): WriteTarget {
  const connection = own(flow.connections, settings.connection)
  if (!connection) return {}
  const connector = own(connectors, connection.connector)
  if (!connector) return { connection }
  const operation = own(connector.operations, settings.operation)
  if (!operation) return { connection, connector }
  const object = objectIn(connector, operation.object, connection.described)
  return object ? { connection, connector, operation, object } : { connection, connector, operation }
}
