/** What implementations of the schema port share: the words, one problem per field, in the order of the schema. */
import type { Json } from '../model/json.ts'
import { compilePattern } from '../model/pattern.ts'
import type { SchemaProblem } from '../ports.ts'

type Group = { [key: string]: Json }

export const isGroup = (value: Json | undefined): value is Group =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const missingWords = (field: string): string => `${field} is missing`

/**
 * The words of a broken rule, which continue the field's name: `must have five digits`. Words that begin with the name, or
 * with a capital letter, stand as a sentence of their own. Without words only the field is named.
 */
export function ruleWords(field: string, words: Json | undefined): string {
  const plain = typeof words === 'string' ? words.trim().replace(/\.$/, '') : ''
  if (plain === '')
    return field === '' ? 'The record does not have the expected form' : `${field} does not have the expected form`
  return field === '' || plain.startsWith(field) || /^\p{Lu}/u.test(plain) ? plain : `${field} ${plain}`
}

/** The schema that stands for a field, and its rules: the entries of `allOf` that carry words. */
export function fieldSchema(schema: Json, field: string): { schema: Json; rules: readonly Json[] } | undefined {
  if (!isGroup(schema)) return undefined
  const { properties, patternProperties } = schema
  const named = isGroup(properties) && Object.hasOwn(properties, field) ? properties[field] : undefined
  const found = named ?? (isGroup(patternProperties) ? patternFor(patternProperties, field) : undefined)
  if (found === undefined) return undefined
  return { schema: found, rules: isGroup(found) && Array.isArray(found.allOf) ? found.allOf : [] }
}

const patternFor = (patterns: Group, field: string): Json | undefined =>
  Object.entries(patterns).find(([source]) => compilePattern(source).test(field))?.[1]

/** The field's problem in words; `rule` is the position of the first broken entry of `allOf`, when it is one of them. */
export function wordsFor(schema: Json, field: string, rule: number | undefined): string {
  const found = fieldSchema(schema, field)
  const broken = rule === undefined ? found?.schema : found?.rules[rule]
  return ruleWords(field, isGroup(broken) ? broken.description : undefined)
}

/** One problem per field, in the order in which the schema names them; problems of the whole record come last. */
export function problemsInOrder(schema: Json, found: ReadonlyMap<string, string>): SchemaProblem[] {
  const names = isGroup(schema) && isGroup(schema.properties) ? Object.keys(schema.properties) : []
  const rank = new Map(names.map((name, index) => [name, index]))
  const place = (field: string) => rank.get(field) ?? (field === '' ? names.length + 1 : names.length)
  return [...found].map(([field, words]) => ({ field, words })).sort((a, b) => place(a.field) - place(b.field))
}
