// Whether a value fits its described schema: what is sent is refused by name where it does not.
import { isRecord } from '../http/exchange.ts'
import { type Described, listOf, type Schema } from './schema.ts'

export interface Wrong {
  /** Dotted; blank for the whole. */
  readonly at: string
  readonly why: string
}

const most = 20

/** What is wrong with it. `whole`: required fields are demanded (they are not when a part of an entry is changed). */
export function wrongIn(described: Described, schema: unknown, value: unknown, whole = true): Wrong[] {
  const wrong: Wrong[] = []
  visit({ described, wrong, whole }, schema, value, '', 0)
  return wrong.slice(0, most)
}

interface Visit {
  readonly described: Described
  readonly wrong: Wrong[]
  readonly whole: boolean
}

function visit(about: Visit, given: unknown, value: unknown, at: string, depth: number): void {
  const { described, wrong } = about
  if (depth > 20 || wrong.length > most) return
  const schema = described.of(given)
  const why = whyNot(described, schema, given, value)
  if (why !== undefined) wrong.push({ at, why })
  else if (Array.isArray(value))
    value.forEach((one, index) => {
      visit(about, schema.items, one, join(at, String(index)), depth + 1)
    })
  else if (isRecord(value)) checkFields(about, schema, value, at, depth)
}

/** What is wrong with the value itself, whatever lies in it. */
function whyNot(described: Described, schema: Schema, given: unknown, value: unknown): string | undefined {
  const type = described.type(schema)
  if (value === null) return mayBeNull(schema, given) || type === 'any' ? undefined : 'may not be null'
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) return `is none of ${schema.enum.join(', ')}`
  switch (type) {
    case 'string':
      return textTrouble(schema, value)
    case 'integer':
      return Number.isInteger(value) ? numberTrouble(schema, value as number) : 'is no whole number'
    case 'number':
      return typeof value === 'number' ? numberTrouble(schema, value) : 'is no number'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is neither true nor false'
    case 'array':
      return Array.isArray(value) ? undefined : 'is no list'
    case 'object':
      return isRecord(value) ? undefined : 'is no object'
    default:
      return undefined
  }
}

const join = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`)

function mayBeNull(schema: Schema, given: unknown): boolean {
  const types = [schema.type].flat()
  const choices = isRecord(given) ? [...listOf(given.anyOf), ...listOf(given.oneOf)] : []
  return (
    types.includes('null') || schema.nullable === true || choices.some((one) => isRecord(one) && one.type === 'null')
  )
}

function checkFields(about: Visit, schema: Schema, value: Record<string, unknown>, at: string, depth: number): void {
  const { described, wrong, whole } = about
  const fields = described.fields(schema)
  // A description that names fields means them, unless it says that there may be others.
  const open = schema.additionalProperties !== undefined && schema.additionalProperties !== false
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.get(name)
    if (!field) {
      if (fields.size > 0 && !open) wrong.push({ at: join(at, name), why: 'is not known' })
      continue
    }
    if (described.of(field).readOnly === true || field.readOnly === true)
      wrong.push({ at: join(at, name), why: 'is read only' })
    else visit(about, field, inner, join(at, name), depth + 1)
  }
  if (!whole) return
  for (const name of described.required(schema)) {
    const field = fields.get(name)
    if (described.of(field).readOnly === true || field?.readOnly === true) continue
    if (!Object.hasOwn(value, name)) wrong.push({ at: join(at, name), why: 'is missing' })
  }
}

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d\d-\d\d$/,
  'date-time': /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d)$/,
  email: /^[^@\s]+@[^@\s]+$/,
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
}

function textTrouble(schema: Schema, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'is no text'
  const { format, maxLength, minLength } = schema
  const form = typeof format === 'string' && Object.hasOwn(formats, format) ? formats[format] : undefined
  if (form && !form.test(value)) return `is not of the form ${String(format)}`
  if (typeof maxLength === 'number' && value.length > maxLength) return `is longer than ${maxLength}`
  return typeof minLength === 'number' && value.length < minLength ? `is shorter than ${minLength}` : undefined
}

function numberTrouble({ minimum, maximum }: Schema, value: number): string | undefined {
  if (typeof minimum === 'number' && value < minimum) return `is less than ${minimum}`
  return typeof maximum === 'number' && value > maximum ? `is more than ${maximum}` : undefined
}
