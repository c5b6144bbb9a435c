/** Says in plain words what is wrong with the shape of a value: where it is, and what was expected there. */
import type * as z from 'zod'

const AREAS: Record<string, string> = {
  steps: 'step',
  contracts: 'contract',
  connections: 'connection',
  layout: 'position of step',
}

/** `["steps", "read", "title"]` becomes `title of step "read"`. */
export function whereOf(path: readonly PropertyKey[]): string {
  const [area, id, ...rest] = path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (area === undefined) return 'the flow'
  if (area === 'wires' && typeof id === 'number') return inside(`wire ${id + 1}`, rest)
  const name = Object.hasOwn(AREAS, String(area)) ? AREAS[String(area)] : undefined
  if (name && id !== undefined) return inside(`${name} "${id}"`, rest)
  return inside(String(area), id === undefined ? [] : [id, ...rest])
}

const inside = (what: string, rest: readonly (string | number)[]): string =>
  rest.length === 0
    ? what
    : `${rest.map((part) => (typeof part === 'number' ? `${part + 1}` : part)).join(', ')} of ${what}`

/** Why the value at the issue's path cannot be used; `root` is the value that was parsed. */
export function whyOf(issue: z.core.$ZodIssue, root: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return valueAt(root, issue.path) === undefined
        ? 'it is missing'
        : `it must be ${kindWords(issue.expected)}, not ${foundWords(valueAt(root, issue.path))}`
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'it must not be empty'
        : `it must be at least ${issue.minimum}`
    case 'too_big':
      return bigWords(issue)
    case 'invalid_value':
      return `it must be one of ${issue.values.map((value) => `"${String(value)}"`).join(', ')}`
    case 'invalid_format':
      return issue.format === 'regex' ? ID_WORDS : `it is not ${issue.format}`
    case 'invalid_key':
      return `its name cannot be used: ${ID_WORDS}`
    case 'invalid_union':
      return 'it is not a value that a file can hold'
    default:
      return 'it cannot be used'
  }
}

const ID_WORDS = 'it may only hold small letters, digits and hyphens, at most 64'

const bigWords = (issue: z.core.$ZodIssueTooBig): string => {
  if (issue.origin === 'string') return `it must have at most ${issue.maximum} characters`
  return issue.origin === 'array'
    ? `it must have at most ${issue.maximum} entries`
    : `it must be at most ${issue.maximum}`
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group in curly brackets',
  record: 'a group in curly brackets',
}

const kindWords = (expected: string): string => (Object.hasOwn(KINDS, expected) && KINDS[expected]) || expected

function foundWords(value: unknown): string {
  if (value === null) return 'nothing (null)'
  return kindWords(Array.isArray(value) ? 'array' : typeof value)
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<PropertyKey, unknown>)[part]
  }
  return value
}
