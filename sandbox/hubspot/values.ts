import { isRecord } from '../http/exchange.ts'
import type { Catalogue } from './catalogue.ts'
import type { Definition } from './definitions.ts'
import { invalid, type ValueProblem } from './errors.ts'
import type { Kind } from './kinds.ts'

/** Property values as sent, made text; an empty text clears a property. */
export type Values = Readonly<Record<string, string>>

/**
 * Reads the `properties` of a write. Numbers and booleans become text, null clears, as in the real system.
 * Problems with values go to `problems`, so that a batch can name all of them.
 * @throws Refusal 400 when it is no object of plain values
 */
export function readValues(kind: Kind, catalogue: Catalogue, input: unknown, problems: ValueProblem[]): Values {
  if (!isRecord(input)) throw invalid('Invalid input JSON: "properties" has to be an object')
  const values: Record<string, string> = {}
  for (const [name, raw] of Object.entries(input)) {
    const text = toText(raw, name)
    const definition = catalogue.find(kind, name)
    const problem = definition === undefined ? unknownProperty(name) : checkValue(definition, text)
    if (problem === undefined) {
      const kept = catalogue.stored(kind, name) ?? name
      values[kept] = kept === kind.identity ? normalIdentity(kind, kept, text) : storedForm(definition, text)
    } else problems.push(problem)
  }
  return values
}

/** The form under which a unique value is compared: e-mail addresses without case, everything else as it is. */
export function normalIdentity(kind: Kind, property: string, value: string): string {
  return property === kind.identity ? value.trim().toLowerCase() : value
}

function toText(raw: unknown, name: string): string {
  if (raw === null || raw === undefined) return ''
  if (typeof raw === 'string') return raw
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
  throw invalid(`Invalid input JSON: cannot read the value of "${name}" as text`)
}

/** Moments are kept, and told, in UTC with milliseconds; days as days. */
function storedForm(definition: Definition | undefined, text: string): string {
  const time = text === '' ? undefined : toTime(text)
  if (time === undefined) return text
  if (definition?.type === 'datetime') return new Date(time).toISOString()
  return definition?.type === 'date' ? new Date(time).toISOString().slice(0, 10) : text
}

function unknownProperty(name: string): ValueProblem {
  return { name, error: 'PROPERTY_DOESNT_EXIST', message: `Property "${name}" does not exist` }
}

/** The error words INVALID_OPTION and INVALID_EMAIL are reported ones; the others are unconfirmed. */
function checkValue(definition: Definition, text: string): ValueProblem | undefined {
  const { name } = definition
  if (definition.readOnly) {
    return { name, error: 'READ_ONLY_VALUE', message: `"${name}" is a read only property; its value cannot be set.` }
  }
  if (text === '') return undefined
  if (name === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim())) {
    return { name, error: 'INVALID_EMAIL', message: `Email address ${text} is invalid` }
  }
  if (definition.type === 'enumeration' && !definition.options.some((option) => option.value === text)) {
    const allowed = definition.options.map((option) => option.value).join(', ')
    return { name, error: 'INVALID_OPTION', message: `${text} was not one of the allowed options: [${allowed}]` }
  }
  if (definition.type === 'number' && !Number.isFinite(Number(text))) {
    return { name, error: 'INVALID_NUMBER', message: `${text} was not a valid number.` }
  }
  if (definition.type === 'bool' && text !== 'true' && text !== 'false') {
    return { name, error: 'INVALID_BOOLEAN', message: `${text} was not a valid boolean.` }
  }
  if ((definition.type === 'date' || definition.type === 'datetime') && toTime(text) === undefined) {
    return { name, error: 'INVALID_DATE', message: `${text} was not a valid date.` }
  }
  return undefined
}

/** Dates are taken as ISO text or as milliseconds since 1970 in text. */
export function toTime(text: string): number | undefined {
  const time = /^-?\d+$/.test(text) ? Number(text) : Date.parse(text)
  return Number.isNaN(time) ? undefined : time
}
