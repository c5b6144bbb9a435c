/** The schema port on Ajv: compiled code, for everywhere but the screen. Agrees with the engine's interpreter. */

import type { AnySchemaObject, ErrorObject } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { compilePattern, type Json, missingWords, problemsInOrder, type SchemaPort, wordsFor } from '#engine'

/**
 * Checks records against JSON Schema 2020-12, formats included. `compile` throws when the schema itself cannot be used, such as
 * for a pattern that is no regular expression.
 */
export function createAjvSchema(): SchemaPort {
  // Own properties only: a record without the field `constructor` must not be found to have one.
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    ownProperties: true,
    logger: false,
    code: { regExp: linearPattern },
  })
  addFormats.default(ajv)
  return {
    compile(schema) {
      const source = (typeof schema === 'boolean' ? schema : { ...(schema as AnySchemaObject) }) as AnySchemaObject
      const validate = ajv.compile(source)
      // Ajv would keep every schema it ever compiled.
      ajv.removeSchema(source)
      return (value) => (validate(value) ? [] : problemsInOrder(schema, foundIn(schema, validate.errors ?? [])))
    },
  }
}

/** Patterns come to an end on every text. Ajv tells them apart by their text; it never writes the code out. */
const linearPattern = Object.assign(
  (source: string) => ({ ...compilePattern(source), toString: () => `/${source}/u` }),
  { code: 'linearPattern' },
)

function foundIn(schema: Json, errors: readonly ErrorObject[]): Map<string, string> {
  const missing = new Set<string>()
  const broken = new Map<string, number>()
  for (const error of errors) {
    const field = fieldOf(error.instancePath)
    if (field === '' && error.keyword === 'required') missing.add(String(error.params.missingProperty))
    else broken.set(field, Math.min(broken.get(field) ?? Number.POSITIVE_INFINITY, ruleOf(error.schemaPath)))
  }
  const found = new Map([...missing].map((field) => [field, missingWords(field)]))
  for (const [field, rule] of broken) {
    // What is wrong with the whole record is only said when no field explains it.
    if (field === '' && found.size + broken.size > 1) continue
    found.set(field, wordsFor(schema, field, Number.isFinite(rule) ? rule : undefined))
  }
  return found
}

/** The first part of `/Zip/0`, which is a JSON Pointer. */
const fieldOf = (instancePath: string): string =>
  (instancePath.split('/')[1] ?? '').replaceAll('~1', '/').replaceAll('~0', '~')

/** The position in the field's `allOf`, from `#/properties/Zip/allOf/2/anyOf`; infinite when the error is none of them. */
function ruleOf(schemaPath: string): number {
  const found = /^#\/(?:properties|patternProperties)\/[^/]*\/allOf\/(\d+)(?:\/|$)/.exec(schemaPath)
  return found ? Number(found[1]) : Number.POSITIVE_INFINITY
}
