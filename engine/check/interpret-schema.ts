/**
 * The schema port without generated code, for places whose security policy forbids it (the screen). Agrees with `adapters/schema`,
 * but for the edges of `format`, which our contracts therefore do without.
 */
import { type Schema, Validator } from '@cfworker/json-schema'
import type { Data, Json } from '../model/json.ts'
import { compilePattern } from '../model/pattern.ts'
import type { SchemaPort } from '../ports.ts'
import { withBoundedPatterns } from './bounded-patterns.ts'
import { isGroup, missingWords, problemsInOrder, ruleWords, wordsFor } from './schema-words.ts'

type Test = (value: Json) => boolean

/** Keywords that are judged field by field; anything else is judged on the record as a whole. */
const BY_FIELD = ['$schema', '$id', 'title', 'description', 'properties', 'patternProperties', 'required']

export function createInterpretedSchema(): SchemaPort {
  return { compile: compileSchema }
}

const testOf = (schema: Json): Test => {
  if (typeof schema === 'boolean') return () => schema
  const validator = new Validator(withBoundedPatterns(schema) as Schema, '2020-12', true)
  return (value) => validator.validate(value).valid
}

function compileSchema(schema: Json): ReturnType<SchemaPort['compile']> {
  const parts = isGroup(schema) ? schema : {}
  const required = Array.isArray(parts.required) ? parts.required.map(String) : []
  const whole = testOf(isGroup(schema) ? restOf(schema) : schema)
  const named = new Map(Object.entries(groupOf(parts.properties)).map(([field, one]) => [field, fieldTest(one)]))
  const patterns = Object.entries(groupOf(parts.patternProperties)).map(
    ([source, one]) => [compilePattern(source), fieldTest(one)] as const,
  )
  return (value) => {
    const found = new Map<string, string>()
    for (const field of required) if (!Object.hasOwn(value, field)) found.set(field, missingWords(field))
    for (const field of Object.keys(value)) {
      const tests = [named.get(field), ...patterns.map(([pattern, test]) => (pattern.test(field) ? test : undefined))]
      const broken = tests.map((test) => test?.(value[field] ?? null)).find((result) => result !== undefined)
      if (broken !== undefined) found.set(field, wordsFor(schema, field, broken === 'whole' ? undefined : broken))
    }
    if (found.size === 0 && !whole(value)) found.set('', ruleWords('', undefined))
    return problemsInOrder(schema, found)
  }
}

const groupOf = (value: Json | undefined): Data => (isGroup(value) ? value : {})

/** The schema without what is judged by field. Rules about the other fields need to know which are named, so they stay. */
function restOf(schema: Data): Json {
  const knowsOthers = Object.hasOwn(schema, 'additionalProperties') || Object.hasOwn(schema, 'unevaluatedProperties')
  return knowsOthers ? schema : Object.fromEntries(Object.entries(schema).filter(([key]) => !BY_FIELD.includes(key)))
}

/** Position of the first broken rule, `whole` when another part of the field's schema is broken, undefined when it holds. */
function fieldTest(schema: Json): (value: Json) => number | 'whole' | undefined {
  if (!isGroup(schema) || !Array.isArray(schema.allOf)) {
    const test = testOf(schema)
    return (value) => (test(value) ? undefined : 'whole')
  }
  const { allOf, ...others } = schema
  const rules = allOf.map(testOf)
  const rest = testOf(others)
  return (value) => {
    const broken = rules.findIndex((rule) => !rule(value))
    if (broken >= 0) return broken
    return rest(value) ? undefined : 'whole'
  }
}
