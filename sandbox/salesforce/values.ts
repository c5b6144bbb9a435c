// What a record may hold: values are read as their columns want them, or the reasons why not are told.
import type { Body } from '../kit/documents.ts'
import { noColumn, notParsed, type Problem } from './refusals.ts'
import { type Column, columnOf, type ObjectType } from './schema.ts'

/**
 * The values of a write under the names of their columns. Blank text is nothing; blanks around text are lost.
 * @throws Refused for names that nobody knows and values that cannot be parsed: these fail a whole call
 */
export function readValues(type: ObjectType, input: Body, problems: Problem[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    if (name === 'attributes') continue
    const column = columnOf(type, name)
    if (column === undefined) throw noColumn(name, type.name)
    if (column.name === 'Id') continue
    const problem = column.readOnly ? readOnly(column) : undefined
    if (problem) problems.push(problem)
    else values[column.name] = readValue(column, value, problems)
  }
  return values
}

export function missingColumns(type: ObjectType, values: Body, demanded: readonly string[]): Problem[] {
  const blank = (name: string) => values[name] === undefined || values[name] === null
  const missing = [...type.columns.filter(({ required }) => required).map(({ name }) => name), ...demanded].filter(
    blank,
  )
  if (missing.length === 0) return []
  return [
    {
      statusCode: 'REQUIRED_FIELD_MISSING',
      message: `Required fields are missing: [${missing.join(', ')}]`,
      fields: missing,
    },
  ]
}

function readValue(column: Column, value: unknown, problems: Problem[]): unknown {
  if (value === null || value === undefined) return column.type === 'boolean' ? false : null
  switch (column.type) {
    case 'boolean':
      if (value === true || value === false) return value
      if (value === 'true' || value === 'false') return value === 'true'
      throw notParsed(`Cannot deserialize instance of boolean from ${kindOf(value)} value ${String(value)}`)
    case 'double':
    case 'currency': {
      const number = typeof value === 'number' ? value : Number(value)
      if (value === '') return null
      if (!Number.isFinite(number))
        throw notParsed(`Cannot deserialize instance of ${column.type} from ${kindOf(value)} value ${String(value)}`)
      return number
    }
    case 'date':
      return readDate(column, value)
    default:
      return readText(column, String(value).trim(), problems)
  }
}

function readDate(column: Column, value: unknown): string {
  const text = String(value)
  if (!/^\d{4}-\d\d-\d\d(?:T.*)?$/.test(text) || Number.isNaN(Date.parse(text))) {
    throw notParsed(
      `Cannot deserialize instance of ${column.type} from ${kindOf(value)} value ${text} or request may be missing a required field`,
    )
  }
  return text.slice(0, 10)
}

function readText(column: Column, text: string, problems: Problem[]): string | null {
  if (text === '') return null
  if (column.length !== undefined && text.length > column.length) {
    problems.push({
      statusCode: 'STRING_TOO_LONG',
      message: `${column.label}: data value too large: ${text.slice(0, 40)} (max length=${column.length})`,
      fields: [column.name],
    })
  }
  if (column.type === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text)) {
    problems.push({
      statusCode: 'INVALID_EMAIL_ADDRESS',
      message: `${column.label}: invalid email address: ${text}`,
      fields: [column.name],
    })
  }
  if (column.values && !column.values.includes(text)) {
    problems.push({
      statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      message: `${column.label}: bad value for restricted picklist field: ${text}`,
      fields: [column.name],
    })
  }
  if (column.type === 'reference' && !/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text)) {
    problems.push({
      statusCode: 'MALFORMED_ID',
      message: `${column.label}: id value of incorrect type: ${text}`,
      fields: [column.name],
    })
  }
  return text
}

const readOnly = (column: Column): Problem => ({
  statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
  message: `Unable to create/update fields: ${column.name}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
  fields: [column.name],
})

const kindOf = (value: unknown) =>
  typeof value === 'string' ? 'VALUE_STRING' : typeof value === 'number' ? 'VALUE_NUMBER' : 'START_OBJECT'
