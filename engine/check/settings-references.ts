/** Settings that name something else: a contract, a connection, an operation of its connector. */
import type { Step } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import type { FieldNames } from './arriving.ts'
import { type Inspection, nameOf, problem } from './inspection.ts'

export interface SettingPlace {
  inspection: Inspection
  stepId: string
  step: Step
  arriving: FieldNames
}

/** The id that stands there, or '' for anything that is none. */
export function idAt(settings: Step['settings'], key: string): string {
  const value = settingAt(settings, key)
  return typeof value === 'string' ? value : ''
}

export function checkReference(place: SettingPlace, field: SettingField, value: Json): Problem[] {
  const { inspection, stepId } = place
  const { flow } = inspection
  const step = nameOf(inspection, stepId)
  const at = { step: stepId, field: field.key }
  const id = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'contract':
      return own(flow.contracts, id) ? [] : [problem('contract.unknown', 'blocks', at, { step })]
    case 'connection':
      return checkConnection(place, at, id)
    case 'operation':
      return checkOperation(place, at, id, field.connectionKey)
    case 'subflow':
      return own(flow.subflows ?? {}, id) ? [] : [problem('subflow.unknown', 'blocks', at, { step })]
    case 'target-key':
      return typeof value === 'string'
        ? []
        : [problem('setting.invalid', 'blocks', at, { step, setting: `"${field.label}"`, why: 'it must be a field' })]
    default:
      return []
  }
}

function checkConnection({ inspection, stepId }: SettingPlace, at: Problem['at'], id: string): Problem[] {
  const connection = own(inspection.flow.connections, id)
  if (!connection) return [problem('connection.unknown', 'blocks', at, { step: nameOf(inspection, stepId) })]
  const { connector, name } = connection
  if (own(inspection.connectors, connector)) return []
  return [problem('connector.unknown', 'blocks', at, { connector, connection: name })]
}

function checkOperation(
  { inspection, stepId, step }: SettingPlace,
  at: Problem['at'],
  operation: string,
  connectionKey: string,
): Problem[] {
  const connection = own(inspection.flow.connections, idAt(step.settings, connectionKey))
  const connector = connection && own(inspection.connectors, connection.connector)
  if (!connector || own(connector.operations, operation)) return []
  const values = { step: nameOf(inspection, stepId), connector: connector.title, operation }
  return [problem('operation.unknown', 'blocks', at, values)]
}
