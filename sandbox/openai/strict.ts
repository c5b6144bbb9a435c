// What a strict schema must be over there (platform.openai.com/docs/guides/structured-outputs): every member required, no others allowed.
import { isRecord } from '../http/exchange.ts'

const REFUSED = ['allOf', 'not', 'dependentRequired', 'dependentSchemas', 'if', 'then', 'else']

/** The first thing that is wrong with it. */
export function strictProblem(schema: unknown, path: readonly string[]): string | undefined {
  const at = `In context=(${path.map((part) => `'${part}'`).join(', ')}), `
  if (!isRecord(schema)) return `${at}schema must be an object.`
  if (path.length === 0 && schema.type !== 'object')
    return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(schema.type)}"'.`
  const odd = REFUSED.find((name) => name in schema)
  if (odd) return `${at}'${odd}' is not permitted.`
  if (isRecord(schema.items)) return strictProblem(schema.items, [...path, 'items'])
  if (!isRecord(schema.properties)) return undefined
  if (schema.additionalProperties !== false)
    return `${at}'additionalProperties' is required to be supplied and to be false.`
  const required = Array.isArray(schema.required) ? schema.required : []
  const missing = Object.keys(schema.properties).find((name) => !required.includes(name))
  if (missing)
    return `${at}'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
  return Object.entries(schema.properties)
    .map(([name, one]) => strictProblem(one, [...path, 'properties', name]))
    .find((problem) => problem !== undefined)
}
