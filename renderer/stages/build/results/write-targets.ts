/** What the write steps of a flow write to, and what the fields over there are called. */
import { type Flow, objectIn, own, settingAt, stepKind, type TargetObject } from '#engine'
import { connectors } from '../../../client/index.ts'

export interface WriteTarget {
  step: string
  /** `CRM: companies` */
  name: string
}

export function writeTargets(flow: Flow): WriteTarget[] {
  return Object.entries(flow.steps).flatMap(([step, { kind, title, settings }]) => {
    if (stepKind(kind)?.group !== 'write') return []
    const connection = own(flow.connections, textAt(settings, 'connection'))
    const object = objectOf(flow, step)
    return [{ step, name: connection && object ? `${connection.name}: ${object.plural.toLowerCase()}` : title }]
  })
}

/** The label of a target's field, or its name where the system does not list it. */
export function fieldLabel(flow: Flow | undefined, step: string, field: string): string {
  const object = flow && objectOf(flow, step)
  return (
    object?.fields.find((one) => one.name === field)?.label ??
    object?.unique.find((one) => one.name === field)?.label ??
    field
  )
}

function objectOf(flow: Flow, step: string): TargetObject | undefined {
  const settings = own(flow.steps, step)?.settings ?? {}
  const connection = own(flow.connections, textAt(settings, 'connection'))
  const connector = connection && own(connectors(), connection.connector)
  const operation = connector && own(connector.operations, textAt(settings, 'operation'))
  return operation && objectIn(connector, operation.object, connection?.described)
}

function textAt(settings: Parameters<typeof settingAt>[0], key: string): string {
  const value = settingAt(settings, key)
  return typeof value === 'string' ? value : ''
}
