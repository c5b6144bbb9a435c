/** Settings of one value, or of a list of plain ones. */
import type { Json } from '../model/json.ts'
import type { Problem } from '../model/problem.ts'
import type { Choice, SettingField } from '../steps/declare.ts'
import { secondsOf } from '../steps/duration.ts'
import { entry, invalid, isGroup, type Judged, unknownFields } from './setting-problems.ts'

type Field<K extends SettingField['kind']> = Judged<SettingField & { kind: K }>

const isText = (value: Json | undefined): value is string => typeof value === 'string'

export function checkText(judged: Field<'text'>, value: Json): Problem[] {
  const most = judged.field.maxLength
  if (isText(value) && value.length <= (most ?? Number.POSITIVE_INFINITY)) return []
  return [invalid(judged, most ? `it must have at most ${most} characters` : 'it is not text')]
}

export function checkTexts(judged: Field<'texts'>, value: Json): Problem[] {
  if (!Array.isArray(value) || !value.every(isText)) return [invalid(judged, 'it must be a list of texts')]
  if (value.some((one) => one.trim() === '')) return [invalid(judged, 'one of its lines is blank')]
  const { most } = judged.field
  return value.length <= most ? [] : [invalid(judged, `it can have at most ${most}`)]
}

export function checkNumber(judged: Field<'number'>, value: Json): Problem[] {
  const { min, max, whole } = judged.field
  const inRange = typeof value === 'number' && value >= min && value <= max
  if (inRange && (!whole || Number.isInteger(value))) return []
  return [invalid(judged, `it must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`)]
}

export function checkDuration(judged: Field<'duration'>, value: Json): Problem[] {
  const { min, max } = judged.field
  const seconds = secondsOf(value)
  if (seconds !== undefined && seconds >= min && seconds <= max) return []
  return [invalid(judged, `it must be a time from ${timeWords(min)} to ${timeWords(max)}`)]
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

function timeWords(seconds: number): string {
  const [unit, length] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1]
  const amount = seconds / length
  return `${amount.toLocaleString('en-US')} ${unit}${amount === 1 ? '' : 's'}`
}

const CRON_PART = /^[\d*,/A-Za-z#?-]{1,100}$/

/** Only the shape: five parts. What they mean is for the step kind to check. */
export function checkSchedule(judged: Field<'schedule'>, value: Json): Problem[] {
  const parts = isText(value) ? value.trim().split(/\s+/) : []
  return parts.length === 5 && parts.every((part) => CRON_PART.test(part))
    ? []
    : [invalid(judged, 'it must have five parts: minute, hour, day, month and weekday')]
}

export function checkChoices(judged: Judged, values: readonly Json[], choices: readonly Choice[]): Problem[] {
  const odd = values.find((value) => !choices.some((choice) => choice.value === value))
  if (odd === undefined) return []
  const shown = typeof odd === 'object' ? 'this' : `"${String(odd)}"`
  return [invalid(judged, `${shown} is not one of the choices`)]
}

export const checkFile = (judged: Judged, value: Json): Problem[] =>
  isGroup(value) && isText(entry(value, 'file')) && isText(entry(value, 'name'))
    ? []
    : [invalid(judged, 'it names no file')]

/** The beginnings of full paths: of this machine, of a Windows drive, of a share. */
const FULL_PATH = /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\])/

export function checkFolder(judged: Judged, value: Json): Problem[] {
  if (!isText(value) || !FULL_PATH.test(value)) return [invalid(judged, 'it must be the full path of a folder')]
  return value.includes('\0') || value.length > 4096 ? [invalid(judged, 'no folder can be called that')] : []
}

const LONGEST_FORMULA = 10_000

export function checkFormula(judged: Judged, value: Json): Problem[] {
  if (!isText(value) || value.trim() === '') return [invalid(judged, 'it is not a formula')]
  return value.length <= LONGEST_FORMULA ? [] : [invalid(judged, 'it must have at most 10,000 characters')]
}

const MOST_SAMPLES = 1000

export function checkSamples(judged: Judged, value: Json): Problem[] {
  if (!Array.isArray(value) || !value.every(isGroup)) return [invalid(judged, 'one of them is not a record')]
  return value.length <= MOST_SAMPLES ? [] : [invalid(judged, 'it can have at most 1,000')]
}

export const checkRecordField = (judged: Judged, value: Json): Problem[] =>
  isText(value) ? unknownFields(judged, [value]) : [invalid(judged, 'it must be a field')]

export function checkRecordFields(judged: Field<'record-fields'>, value: Json): Problem[] {
  if (!Array.isArray(value) || !value.every((name) => isText(name) && name !== ''))
    return [invalid(judged, 'it must be a list of fields')]
  const min = judged.field.min ?? 0
  if (value.length < min) return [invalid(judged, `it needs at least ${min}`)]
  return unknownFields(judged, value.map(String))
}
