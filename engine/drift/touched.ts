/** Which steps of a flow a drift touches: those that write, match by, look up or read the field over there. */
import type { Connector } from '../connect/declare.ts'
import type { Flow, Step } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import { subflowView } from '../model/subflow.ts'
import { stepKind } from '../steps/index.ts'
import { settingAt } from '../steps/settings.ts'
import type { Drift } from './compare.ts'

export interface DriftedStep {
  step: string
  title: string
}

/** Objects of the connection that steps of the flow use, flows inside included. */
export function objectsInUse(flow: Flow, connection: string, connector: Connector): string[] {
  const used = stepsOf(flow).flatMap(({ step }) => {
    const object = objectOf(step, connection, connector)
    return object === undefined ? [] : [object]
  })
  return [...new Set(used)]
}

export function stepsTouched(flow: Flow, connection: string, connector: Connector, drift: Drift): DriftedStep[] {
  return stepsOf(flow).flatMap(({ id, step }) => {
    if (objectOf(step, connection, connector) !== drift.object) return []
    // What is demanded of every entry concerns whoever writes one, above all who does not write that field.
    const writes = stepKind(step.kind)?.group === 'write'
    const concerned = drift.kind === 'required' ? writes : usedOver(step).includes(drift.field)
    return concerned ? [{ step: id, title: step.title }] : []
  })
}

function stepsOf(flow: Flow): { id: string; step: Step }[] {
  const inside = Object.values(flow.subflows ?? {}).map((subflow) => subflowView(flow, subflow))
  return [flow, ...inside].flatMap(({ steps }) => Object.entries(steps).map(([id, step]) => ({ id, step })))
}

function objectOf({ kind, settings }: Step, connection: string, { operations }: Connector): string | undefined {
  const fields = stepKind(kind)?.fields ?? []
  const at = fields.find((field) => field.kind === 'operation')
  if (at?.kind !== 'operation' || settingAt(settings, at.connectionKey) !== connection) return undefined
  return own(operations, String(settingAt(settings, at.key)))?.object
}

/** Names of the fields over there that a step's settings use. */
function usedOver({ kind, settings }: Step): string[] {
  return (stepKind(kind)?.fields ?? []).flatMap((field) => {
    const value = settingAt(settings, field.key)
    if (field.kind === 'mapping') return lines(value).map(({ to }) => String(to ?? ''))
    return field.kind === 'target-key' || field.kind === 'target-fields' ? [value].flat().map(String) : []
  })
}

const lines = (value: Json | undefined): Record<string, Json>[] =>
  Array.isArray(value)
    ? value.filter((one): one is Record<string, Json> => typeof one === 'object' && one !== null && !Array.isArray(one))
    : []
