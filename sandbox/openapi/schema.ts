// Reads schemas of an API description (OpenAPI 3.1, references into itself), and makes values that fit them.
import { isRecord } from '../http/exchange.ts'

export type Schema = Record<string, unknown>

const deepest = 16

export interface Described {
  readonly root: Schema
  /** What it is or refers to; choices that only allow null beside it, and lone wrappers, are taken off. */
  of(value: unknown): Schema
  /** The fields by name, with those of all parts; none for what is no object. */
  fields(value: unknown): Map<string, Schema>
  required(value: unknown): Set<string>
  type(value: unknown): string
}

export function readDescribed(root: Schema): Described {
  const pointed = (ref: string): unknown => {
    const names = ref.replace(/^#\//, '').split('/')
    return names.reduce<unknown>((here, name) => {
      const key = decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~')
      return (isRecord(here) || Array.isArray(here)) && Object.hasOwn(here, key) ? (here as Schema)[key] : undefined
    }, root)
  }
  const of = (value: unknown, depth = 0): Schema => {
    if (!isRecord(value) || depth > deepest) return {}
    if (typeof value.$ref === 'string') return of(pointed(value.$ref), depth + 1)
    if (isRecord(value.properties)) return value
    for (const word of ['allOf', 'oneOf', 'anyOf']) {
      const parts = listOf(value[word]).filter((part) => of(part, depth + 1).type !== 'null')
      if (parts.length === 1)
        return { ...of(parts[0], depth + 1), ...(value.readOnly === true ? { readOnly: true } : {}) }
    }
    return value
  }
  const gather = (value: unknown, into: Map<string, Schema>, depth: number): void => {
    const schema = of(value)
    if (depth > deepest) return
    for (const [name, field] of Object.entries(isRecord(schema.properties) ? schema.properties : {})) {
      if (isRecord(field) && !into.has(name)) into.set(name, field)
    }
    for (const word of ['allOf', 'oneOf', 'anyOf'])
      for (const part of listOf(schema[word])) gather(part, into, depth + 1)
  }
  const demand = (value: unknown, into: Set<string>, depth: number): void => {
    const schema = of(value)
    if (depth > deepest) return
    for (const name of listOf(schema.required)) into.add(String(name))
    for (const part of listOf(schema.allOf)) demand(part, into, depth + 1)
  }
  return {
    root,
    of,
    fields(value) {
      const found = new Map<string, Schema>()
      gather(value, found, 0)
      return found
    },
    required(value) {
      const found = new Set<string>()
      demand(value, found, 0)
      return found
    },
    type: (value) => typeOf(of(value)),
  }
}

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** For comparing names that are written in several ways. */
export const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

function typeOf(schema: Schema): string {
  const said = Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type
  if (typeof said === 'string') return said
  if (isRecord(schema.properties) || Array.isArray(schema.allOf)) return 'object'
  return schema.items === undefined ? 'any' : 'array'
}

/** A value that fits, as empty as can be. */
export function emptyValue(described: Described, value: unknown, depth = 0): unknown {
  const schema = described.of(value)
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0]
  switch (described.type(schema)) {
    case 'integer':
    case 'number':
      return typeof schema.minimum === 'number' ? schema.minimum : 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'object': {
      if (depth > 6) return {}
      const fields = described.fields(schema)
      return Object.fromEntries(
        [...described.required(schema)].map((name) => [name, emptyValue(described, fields.get(name), depth + 1)]),
      )
    }
    case 'any':
      return null
    default:
      return schema.format === 'date-time' ? '1970-01-01T00:00:00Z' : schema.format === 'date' ? '1970-01-01' : ''
  }
}
