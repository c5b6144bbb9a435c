/**
 * The interpreter of schemas matches patterns with the machine's own matcher, which a pattern may keep busy for ever. So patterns
 * are handed to it as formats, of which it lets us name our own.
 */
import { format } from '@cfworker/json-schema'
import type { Data, Json } from '../model/json.ts'
import { compilePattern } from '../model/pattern.ts'
import { isGroup } from './schema-words.ts'

/** Keywords whose value is a schema, a list of schemas, or schemas by name. Anything else is data. */
const ONE = [
  'additionalProperties',
  'contains',
  'else',
  'if',
  'items',
  'not',
  'propertyNames',
  'then',
  'unevaluatedItems',
  'unevaluatedProperties',
]
const MANY = ['allOf', 'anyOf', 'oneOf', 'prefixItems']
const NAMED = ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties']

/** The schema with each `pattern` as a format of the same meaning. Throws for a pattern that cannot be used. */
export function withBoundedPatterns(schema: Json): Json {
  if (!isGroup(schema)) return schema
  const entries = Object.entries(schema).map(([key, value]): [string, Json] => {
    if (ONE.includes(key)) return [key, withBoundedPatterns(value)]
    if (MANY.includes(key) && Array.isArray(value)) return [key, value.map(withBoundedPatterns)]
    if (NAMED.includes(key) && isGroup(value)) return [key, namedSchemas(value, key)]
    return [key, value]
  })
  const { pattern, ...rest } = Object.fromEntries(entries)
  if (pattern === undefined) return rest
  if (typeof pattern !== 'string') return { ...rest, pattern }
  const others = Array.isArray(rest.allOf) ? rest.allOf : []
  return { ...rest, allOf: [...others, { format: formatOf(pattern) }] }
}

function namedSchemas(schemas: Data, keyword: string): Json {
  if (keyword === 'patternProperties') for (const source of Object.keys(schemas)) compilePattern(source)
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, withBoundedPatterns(schema)]))
}

function formatOf(source: string): string {
  const name = `pattern ${source}`
  const pattern = compilePattern(source)
  format[name] = (text) => pattern.test(text)
  return name
}
