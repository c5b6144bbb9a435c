/** Which steps of a flow a contract touches: those that check it, and those that use a field of it. */
import type { SettingField } from '../steps/declare.ts'
import { stepKind } from '../steps/index.ts'
import { settingAt } from '../steps/settings.ts'
import { isGroup } from './diff-values.ts'
import type { Flow, Step } from './flow.ts'
import { own } from './ids.ts'
import type { Json } from './json.ts'

export interface TouchedStep {
  step: string
  title: string
  /** It checks records against the contract. */
  checks: boolean
  /** Fields of the contract that its settings use. */
  fields: string[]
}

/** `only`: the fields that are asked for, also such as the contract no longer has. Absent: all of the contract's. */
export function touchedSteps(flow: Flow, contractId: string, only?: readonly string[]): TouchedStep[] {
  const names = new Set(only ?? own(flow.contracts, contractId)?.fields.map(({ name }) => name) ?? [])
  return Object.entries(flow.steps).flatMap(([id, step]): TouchedStep[] => {
    const kind = stepKind(step.kind)
    if (!kind) return []
    const checks = kind.fields.some(
      (field) => field.kind === 'contract' && settingAt(step.settings, field.key) === contractId,
    )
    // A start says which fields there are; it does not use them.
    const used = kind.group === 'start' ? [] : fieldsUsed(kind.fields, step).filter((name) => names.has(name))
    if (!checks && used.length === 0) return []
    return [{ step: id, title: step.title || kind.title, checks, fields: used }]
  })
}

/** Names of the record's fields that the settings of a step use, once each, in the order of its form. */
export function fieldsUsed(fields: readonly SettingField[], step: Step): string[] {
  const names = fields.flatMap((field) => namesIn(field, settingAt(step.settings, field.key)))
  return [...new Set(names)]
}

function namesIn(field: SettingField, value: Json | undefined): string[] {
  switch (field.kind) {
    case 'record-field':
    case 'record-fields':
      return texts(value)
    case 'cleaning':
    case 'likeness':
      return groups(value).flatMap((line) => texts(line.field))
    case 'mapping':
    case 'shaping':
      return groups(value).flatMap((line) => texts(line.from))
    case 'conditions':
      return isGroup(value) ? groups(value.list).flatMap((line) => texts(line.field)) : []
    case 'cases':
      return groups(value).flatMap(({ when }) =>
        isGroup(when) ? groups(when.list).flatMap((one) => texts(one.field)) : [],
      )
    default:
      return []
  }
}

const groups = (value: Json | undefined) => (Array.isArray(value) ? value.filter(isGroup) : [])

const texts = (value: Json | undefined): string[] =>
  (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' && one !== '' ? [one] : []))
