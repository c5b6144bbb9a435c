/** Checks settings by what the step kind declares of its form: one rule per kind of field, none per kind of step. */
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { SettingField } from '../steps/declare.ts'
import { settingAt } from '../steps/settings.ts'
import { entry, invalid, isGroup, type Judged, missing } from './setting-problems.ts'
import { checkCases, checkConditions, checkWays } from './settings-conditions.ts'
import { checkDescribed } from './settings-described.ts'
import { checkCleaning, checkLikeness, checkMapping, checkShaping, checkTargetFields } from './settings-lines.ts'
import { checkReference, type SettingPlace } from './settings-references.ts'
import {
  checkChoices,
  checkDuration,
  checkFile,
  checkFolder,
  checkFormula,
  checkNumber,
  checkRecordField,
  checkRecordFields,
  checkSamples,
  checkSchedule,
  checkText,
  checkTexts,
} from './settings-values.ts'

export function checkSettings(place: SettingPlace): Problem[] {
  const fields = place.inspection.kindOf(place.stepId)?.fields ?? []
  return fields.flatMap((field) => checkField({ place, field }))
}

function checkField({ place, field }: Judged): Problem[] {
  const { settings } = place.step
  const { when } = field
  if (when && !when.is.some((one) => one === settingAt(settings, when.key))) return []
  const value = settingAt(settings, field.key)
  if (value === undefined || isEmpty(value, field)) return field.required ? [missing({ place, field })] : []
  return checkValue(place, field, value)
}

/** The switch narrows the field; each rule gets the field that it is for. */
function checkValue(place: SettingPlace, field: SettingField, value: Json): Problem[] {
  switch (field.kind) {
    case 'text':
      return checkText({ place, field }, value)
    case 'texts':
      return checkTexts({ place, field }, value)
    case 'number':
      return checkNumber({ place, field }, value)
    case 'duration':
      return checkDuration({ place, field }, value)
    case 'schedule':
      return checkSchedule({ place, field }, value)
    case 'yes-no':
      return typeof value === 'boolean' ? [] : [invalid({ place, field }, 'it must be yes or no')]
    case 'choice':
      return checkChoices({ place, field }, [value], field.choices)
    case 'choices':
      return checkChoices({ place, field }, Array.isArray(value) ? value : [value], field.choices)
    case 'file':
      return checkFile({ place, field }, value)
    case 'folder':
      return checkFolder({ place, field }, value)
    case 'formula':
      return checkFormula({ place, field }, value)
    case 'samples':
      return checkSamples({ place, field }, value)
    case 'record-field':
      return checkRecordField({ place, field }, value)
    case 'record-fields':
      return checkRecordFields({ place, field }, value)
    default:
      return checkLines(place, field, value)
  }
}

/** Fields whose value is a list of lines, and references to other parts of the flow. */
function checkLines(place: SettingPlace, field: SettingField, value: Json): Problem[] {
  switch (field.kind) {
    case 'conditions':
      return checkConditions({ place, field }, value)
    case 'cases':
      return checkCases({ place, field }, value)
    case 'ways':
      return checkWays({ place, field }, value)
    case 'cleaning':
      return checkCleaning({ place, field }, value)
    case 'likeness':
      return checkLikeness({ place, field }, value)
    case 'shaping':
      return checkShaping({ place, field }, value)
    case 'described':
      return checkDescribed({ place, field }, value)
    case 'mapping':
      return checkMapping({ place, field }, value)
    case 'target-fields':
      return checkTargetFields({ place, field }, value)
    default:
      return checkReference(place, field, value)
  }
}

function isEmpty(value: Json, { kind }: SettingField): boolean {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return true
  const list = kind === 'conditions' && isGroup(value) ? entry(value, 'list') : undefined
  return Array.isArray(list) && list.length === 0
}
