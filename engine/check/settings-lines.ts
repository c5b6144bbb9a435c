/** Settings that are a list of lines: cleaning, likeness, shaping, mapping, and fields of a target. */
import { objectIn } from '../connect/fields.ts'
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { entry, invalid, isGroup, type Judged, unknownFields } from './setting-problems.ts'
import { idAt, type SettingPlace } from './settings-references.ts'

type Field<K extends SettingField['kind']> = Judged<SettingField & { kind: K }>

const isName = (value: Json | undefined): value is string => typeof value === 'string' && value !== ''
const said = (value: Json): string => (typeof value === 'object' ? 'of that form' : `"${String(value)}"`)

export function checkCleaning(judged: Field<'cleaning'>, value: Json): Problem[] {
  if (!Array.isArray(value)) return [invalid(judged, 'it is no list of rules')]
  const names: string[] = []
  for (const line of value) {
    const field = isGroup(line) ? entry(line, 'field') : undefined
    const rules = isGroup(line) ? entry(line, 'rules') : undefined
    if (typeof field !== 'string' || !Array.isArray(rules))
      return [invalid(judged, 'a line names no field or no rules')]
    if (field === '') return [invalid(judged, 'a line names no field')]
    const odd = rules.find((rule) => !judged.field.rules.some((known) => known.value === rule))
    if (odd !== undefined) return [invalid(judged, `there is no rule ${said(odd)}`)]
    names.push(field)
  }
  return unknownFields(judged, names)
}

export function checkLikeness(judged: Field<'likeness'>, value: Json): Problem[] {
  if (!Array.isArray(value)) return [invalid(judged, 'it is no list of fields')]
  const names: string[] = []
  for (const line of value) {
    const name = isGroup(line) ? entry(line, 'field') : undefined
    if (!isGroup(line) || !isName(name)) return [invalid(judged, 'a line names no field')]
    if (names.includes(name)) return [invalid(judged, `"${name}" stands in it twice`)]
    const as = entry(line, 'as')
    if (!judged.field.as.some((known) => known.value === as))
      return [invalid(judged, `"${name}" does not say how it is compared`)]
    const weight = entry(line, 'weight')
    if (!(typeof weight === 'number' && weight >= 1 && weight <= 10))
      return [invalid(judged, `the weight of "${name}" must be a number from 1 to 10`)]
    names.push(name)
  }
  return unknownFields(judged, names)
}

export function checkShaping(judged: Field<'shaping'>, value: Json): Problem[] {
  if (!Array.isArray(value)) return [invalid(judged, 'it is no list of fields')]
  const made = new Set<string>()
  const from: string[] = []
  for (const line of value) {
    if (!isGroup(line)) return [invalid(judged, 'a line names no field')]
    const to = entry(line, 'to')
    if (!isName(to)) return [invalid(judged, 'a line does not say which field it makes')]
    if (made.has(to)) return [invalid(judged, `"${to}" is made twice`)]
    const how = judged.field.hows.find((known) => known.value === entry(line, 'how'))
    if (!how) return [invalid(judged, `"${to}" does not say how it is made`)]
    const why = whyNoLine(how, line)
    if (why) return [invalid(judged, `"${to}" ${why}`)]
    made.add(to)
    // What a way does not use may be left over from another way.
    const used = { none: 0, one: 1, many: Number.POSITIVE_INFINITY }[how.fields]
    from.push(...namesIn(entry(line, 'from')).slice(0, used))
  }
  return unknownFields(judged, from)
}

const namesIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.filter(isName) : [])

type How = (SettingField & { kind: 'shaping' })['hows'][number]

function whyNoLine(how: How, line: { [key: string]: Json }): string | undefined {
  const from = entry(line, 'from')
  const names = namesIn(from)
  if (!Array.isArray(from) || names.length < from.length) return 'names no field that it is made from'
  if (how.fields !== 'none' && names.length === 0) return 'needs a field that it is made from'
  const fixed = entry(line, 'value')
  return how.fixed !== undefined && typeof fixed !== 'string' ? `needs: ${how.fixed}` : undefined
}

export function checkMapping(judged: Field<'mapping'>, value: Json): Problem[] {
  if (!Array.isArray(value)) return [invalid(judged, 'it is no list of fields')]
  const seen = new Set<string>()
  const names: string[] = []
  const targets = targetFields(judged.place, judged.field)
  for (const line of value) {
    const to = isGroup(line) ? entry(line, 'to') : undefined
    const from = isGroup(line) ? entry(line, 'from') : undefined
    if (typeof to !== 'string' || typeof from !== 'string') return [invalid(judged, 'a line names no field')]
    if (to === '' || from === '') return [invalid(judged, 'a line is not filled in')]
    if (seen.has(to)) return [invalid(judged, `"${to}" is filled twice`)]
    if (targets && !targets.includes(to)) return [invalid(judged, `"${to}" is not a field over there`)]
    seen.add(to)
    names.push(from)
  }
  return unknownFields(judged, names)
}

export function checkTargetFields(judged: Field<'target-fields'>, value: Json): Problem[] {
  if (!Array.isArray(value) || !value.every(isName)) return [invalid(judged, 'it must be a list of fields')]
  const targets = targetFields(judged.place, judged.field)
  const odd = targets && value.find((name) => !targets.includes(String(name)))
  return odd === undefined ? [] : [invalid(judged, `"${String(odd)}" is not a field over there`)]
}

/** Names of the fields that the chosen operation's object has; undefined while it is not known. */
function targetFields(
  { inspection, step }: SettingPlace,
  field: { connectionKey: string; operationKey: string },
): string[] | undefined {
  const connection = own(inspection.flow.connections, idAt(step.settings, field.connectionKey))
  const connector = connection && own(inspection.connectors, connection.connector)
  const operation = connector && own(connector.operations, idAt(step.settings, field.operationKey))
  const object = operation && objectIn(connector, operation.object, connection?.described)
  return object && [...object.fields.map(({ name }) => name), ...object.unique.map(({ name }) => name)]
}
