/** Checks settings by what the step kind declares of its form: one rule per kind of field, none per kind of step. */
import { own } from '../model/ids.ts'
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import { nameOf, problem } from './inspection.ts'
import { checkReference, type SettingPlace } from './settings-references.ts'

export function checkSettings(place: SettingPlace): Problem[] {
  const fields = place.inspection.kindOf(place.stepId)?.fields ?? []
  return fields.flatMap((field) => checkField(place, field))
}

function checkField(place: SettingPlace, field: SettingField): Problem[] {
  const value = settingAt(place.step.settings, field.key)
  if (value === undefined || isEmpty(value)) return field.required ? [missing(place, field)] : []
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.length <= (field.maxLength ?? Number.POSITIVE_INFINITY)
        ? []
        : [
            invalid(
              place,
              field,
              field.maxLength ? `it must have at most ${field.maxLength} characters` : 'it is not text',
            ),
          ]
    case 'number':
      return typeof value === 'number' && value >= field.min && value <= field.max
        ? []
        : [invalid(place, field, `it must be a number from ${field.min} to ${field.max}`)]
    case 'yes-no':
      return typeof value === 'boolean' ? [] : [invalid(place, field, 'it must be yes or no')]
    case 'choice':
      return checkChoices(place, field, [value], field.choices)
    case 'choices':
      return checkChoices(place, field, Array.isArray(value) ? value : [value], field.choices)
    case 'file':
      return isGroup(value) && typeof value.file === 'string' && typeof value.name === 'string'
        ? []
        : [invalid(place, field, 'it names no file')]
    case 'record-fields':
      return checkRecordFields(place, field, value, field.min ?? 0)
    case 'cleaning':
      return checkCleaning(place, field, value)
    case 'mapping':
      return checkMapping(place, field, value)
    default:
      return checkReference(place, field, value)
  }
}

const isEmpty = (value: Json): boolean => value === null || value === '' || (Array.isArray(value) && value.length === 0)

const isGroup = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const missing = ({ inspection, stepId }: SettingPlace, { key, label }: SettingField): Problem =>
  problem(
    'setting.missing',
    'blocks',
    { step: stepId, field: key },
    { step: nameOf(inspection, stepId), setting: `"${label}"` },
  )

const invalid = ({ inspection, stepId }: SettingPlace, { key, label }: SettingField, why: string): Problem =>
  problem(
    'setting.invalid',
    'blocks',
    { step: stepId, field: key },
    { step: nameOf(inspection, stepId), setting: `"${label}"`, why },
  )

function checkChoices(
  place: SettingPlace,
  field: SettingField,
  values: readonly Json[],
  choices: readonly { value: string; label: string }[],
): Problem[] {
  const odd = values.find((value) => !choices.some((choice) => choice.value === value))
  return odd === undefined ? [] : [invalid(place, field, `"${String(odd)}" is not one of the choices`)]
}

/** The start says which fields there are; it does not use them. */
const uses = ({ inspection, stepId }: SettingPlace) => inspection.kindOf(stepId)?.group !== 'start'

function unknownFields(place: SettingPlace, key: string, names: readonly string[]): Problem[] {
  const { arriving, inspection, stepId } = place
  if (!arriving || !uses(place)) return []
  const gone = [...new Set(names)].filter((name) => name !== '' && !arriving.includes(name))
  const step = nameOf(inspection, stepId)
  return gone.map((field) => problem('setting.unknown-field', 'blocks', { step: stepId, field: key }, { step, field }))
}

function checkRecordFields(place: SettingPlace, field: SettingField, value: Json, min: number): Problem[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string' && name !== ''))
    return [invalid(place, field, 'it must be a list of fields')]
  if (value.length < min) return [invalid(place, field, `it needs at least ${min}`)]
  return unknownFields(place, field.key, value.map(String))
}

function checkCleaning(place: SettingPlace, field: SettingField & { kind: 'cleaning' }, value: Json): Problem[] {
  const lines = Array.isArray(value) ? value : []
  const names: string[] = []
  for (const line of lines) {
    if (!isGroup(line) || typeof line.field !== 'string' || !Array.isArray(line.rules))
      return [invalid(place, field, 'a line names no field or no rules')]
    if (line.field === '') return [invalid(place, field, 'a line names no field')]
    const odd = line.rules.find((rule) => !field.rules.some((known) => known.value === rule))
    if (odd !== undefined) return [invalid(place, field, `there is no rule "${String(odd)}"`)]
    names.push(line.field)
  }
  return unknownFields(place, field.key, names)
}

function checkMapping(place: SettingPlace, field: SettingField & { kind: 'mapping' }, value: Json): Problem[] {
  const lines = Array.isArray(value) ? value : []
  const seen = new Set<string>()
  const from: string[] = []
  const targets = targetFields(place, field)
  for (const line of lines) {
    if (!isGroup(line) || typeof line.to !== 'string' || typeof line.from !== 'string')
      return [invalid(place, field, 'a line names no field')]
    if (line.to === '' || line.from === '') return [invalid(place, field, 'a line is not filled in')]
    if (seen.has(line.to)) return [invalid(place, field, `"${line.to}" is filled twice`)]
    if (targets && !targets.includes(line.to)) return [invalid(place, field, `"${line.to}" is not a field over there`)]
    seen.add(line.to)
    from.push(line.from)
  }
  return unknownFields(place, field.key, from)
}

/** Names of the fields that the chosen operation's object has; undefined while it is not known. */
function targetFields(
  { inspection, step }: SettingPlace,
  field: SettingField & { kind: 'mapping' },
): string[] | undefined {
  const connection = own(inspection.flow.connections, String(settingAt(step.settings, field.connectionKey)))
  const connector = connection && own(inspection.connectors, connection.connector)
  const operation = connector && own(connector.operations, String(settingAt(step.settings, field.operationKey)))
  const object = operation && own(connector.objects, operation.object)
  return object && [...object.fields.map(({ name }) => name), ...object.unique.map(({ name }) => name)]
}
