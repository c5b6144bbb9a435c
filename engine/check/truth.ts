/**
 * Source of truth: a contract may say which system owns a field. A flow that starts in another system must not write the
 * field. A flow that starts in no system (a file, a form, a schedule) may write it into its owner, and nowhere else.
 */
import { own } from '../model/ids.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import { type Inspection, isSource, nameOf, problem } from './inspection.ts'

/** One problem `truth.other-owner` for each step and owner. */
export function checkTruth(inspection: Inspection): Problem[] {
  const owners = ownersOf(inspection)
  if (owners.size === 0) return []
  const ids = Object.keys(inspection.flow.steps)
  const start = ids.find((id) => isSource(inspection, id))
  const from = start === undefined ? undefined : systemOf(inspection, start, 'connection')
  return ids.flatMap((id) => {
    if (inspection.kindOf(id)?.group !== 'write') return []
    return mappingsOf(inspection, id).flatMap(({ field, connectionKey, names }) => {
      const to = systemOf(inspection, id, connectionKey)
      const taken = names.filter((name) => {
        const owner = owners.get(name)
        return owner !== undefined && owner !== from && (from !== undefined || owner !== to)
      })
      return [...Map.groupBy(taken, (name) => owners.get(name) ?? '')].map(([owner, fields]) =>
        problem(
          'truth.other-owner',
          'blocks',
          { step: id, field },
          {
            step: nameOf(inspection, id),
            fields: [...new Set(fields)].map((name) => `"${name}"`),
            owner: titleOf(inspection, owner),
            start: from === undefined ? `"${nameOf(inspection, start ?? '')}"` : titleOf(inspection, from),
          },
        ),
      )
    })
  })
}

const titleOf = ({ connectors }: Inspection, connector: string): string =>
  own(connectors, connector)?.title ?? connector

/** The owner of each field of the flow's contracts, and of the fields that are made from them under another name. */
function ownersOf(inspection: Inspection): Map<string, string> {
  const { flow } = inspection
  const owners = new Map<string, string>()
  for (const { fields } of Object.values(flow.contracts))
    for (const { name, truth } of fields) if (truth !== undefined && !owners.has(name)) owners.set(name, truth)
  if (owners.size === 0) return owners
  const made = Object.keys(flow.steps).flatMap((id) =>
    settingsOf(inspection, id, 'shaping').flatMap(({ value }) => linesOf(value)),
  )
  // As often as names can follow from one another; a circle of names settles like any other.
  for (let changed = true; changed; ) {
    changed = false
    for (const { to, from } of made) {
      const owner = from.map((name) => owners.get(name)).find((one) => one !== undefined)
      if (to === '' || owner === undefined || owners.has(to)) continue
      owners.set(to, owner)
      changed = true
    }
  }
  return owners
}

/** The connector that a setting of the step leads to; undefined when there is none. */
function systemOf(inspection: Inspection, id: string, key: string): string | undefined {
  const connection = settingAt(own(inspection.flow.steps, id)?.settings ?? {}, key)
  return typeof connection === 'string' ? own(inspection.flow.connections, connection)?.connector : undefined
}

function mappingsOf(inspection: Inspection, id: string): { field: string; connectionKey: string; names: string[] }[] {
  return settingsOf(inspection, id, 'mapping').map(({ field, value }) => ({
    field: field.key,
    connectionKey: field.connectionKey,
    names: linesOf(value).flatMap(({ from }) => from),
  }))
}

function settingsOf<K extends SettingField['kind']>(inspection: Inspection, id: string, kind: K) {
  const settings = own(inspection.flow.steps, id)?.settings ?? {}
  const fields = inspection.kindOf(id)?.fields ?? []
  return fields
    .filter((field): field is SettingField & { kind: K } => field.kind === kind)
    .map((field) => ({ field, value: settingAt(settings, field.key) }))
}

/** Lines `{to, from}`, `from` one name or several; anything else is no line. */
function linesOf(value: unknown): { to: string; from: string[] }[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((line: unknown) => {
    if (typeof line !== 'object' || line === null) return []
    const { to, from } = line as { to?: unknown; from?: unknown }
    const names = (Array.isArray(from) ? from : [from]).filter((name) => typeof name === 'string' && name !== '')
    return [{ to: typeof to === 'string' ? to : '', from: names as string[] }]
  })
}
