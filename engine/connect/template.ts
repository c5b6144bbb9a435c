/** Fills the holes of declared requests, and reads values out of answers by dotted paths. */
import { Failure } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { Template } from './declare.ts'

export type Scope = { readonly [name: string]: unknown }

/** The value at `a.b.c`; undefined when any part is missing. Only own properties count. A blank path is the value itself. */
export function valueAt(value: unknown, path: string): unknown {
  if (path === '') return value
  return path.includes('.') ? valueIn(value, path.split('.')) : partOf(value, path)
}

function valueIn(value: unknown, parts: readonly string[]): unknown {
  let here = value
  for (const part of parts) here = partOf(here, part)
  return here
}

function partOf(value: unknown, name: string): unknown {
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

export const fillTemplate = (template: Template, scope: Scope): Json => fillerOf(template)(scope) ?? null

/** Undefined for what is left out. */
type Filler = (scope: Scope) => Json | undefined

/** Templates are declared once and filled for every record, so they are read once. */
const FILLERS = new WeakMap<object, Filler>()

function fillerOf(template: Template): Filler {
  if (typeof template === 'string') return hasHole(template) ? (scope) => plainText(template, scope) : () => template
  if (template === null || typeof template !== 'object') return () => template
  let filler = FILLERS.get(template)
  if (!filler) {
    filler = readTemplate(template)
    FILLERS.set(template, filler)
  }
  return filler
}

function readTemplate(template: object): Filler {
  if (Array.isArray(template)) {
    const parts = template.map((part) => fillerOf(part as Template))
    return (scope) => parts.map((part) => part(scope) ?? null)
  }
  const node = template as Record<string, Template>
  if (typeof node.$ === 'string') {
    const parts = node.$.split('.')
    const missing = node.optional === true ? undefined : null
    return (scope) => (valueIn(scope, parts) ?? missing) as Json | undefined
  }
  if (typeof node.$text === 'string') {
    const text = node.$text
    return () => text
  }
  if (typeof node.$each === 'string') {
    const list = node.$each
    const each = fillerOf(node.as ?? null)
    return (scope) => {
      const items = valueAt(scope, list)
      return Array.isArray(items) ? items.map((item) => each({ ...scope, ...(item as Scope) }) ?? null) : []
    }
  }
  if (typeof node.$join === 'string') {
    const between = node.$join
    const list = fillerOf(node.of ?? null)
    return (scope) => {
      const items = list(scope)
      return Array.isArray(items) ? items.map(String).join(between) : ''
    }
  }
  return readMembers(node)
}

function readMembers({ '...': under, ...node }: Record<string, Template>): Filler {
  const below = under === undefined ? undefined : fillerOf(under)
  const entries = Object.entries(node).map(([key, part]) => [key, hasHole(key), fillerOf(part)] as const)
  return (scope) => {
    const filled: Record<string, Json> = {}
    for (const [key, holed, part] of entries) {
      const value = part(scope)
      if (value !== undefined) setOwn(filled, holed ? plainText(key, scope) : key, value)
    }
    return below ? overlay(below(scope) ?? undefined, filled) : filled
  }
}

/** `over` laid over `under`, objects within objects too; over a list by positions. */
function overlay(under: Json | undefined, over: Record<string, Json>): Json {
  if (Array.isArray(under)) return Object.assign([...under], over)
  // Positions over a list that is not there make one.
  if (under === undefined && Object.keys(over).every((name) => /^\d+$/.test(name))) return Object.assign([], over)
  if (!isObject(under)) return over
  const both: Record<string, Json> = { ...under }
  for (const [key, value] of Object.entries(over)) {
    const below = Object.hasOwn(both, key) ? both[key] : undefined
    setOwn(both, key, isObject(below) && isObject(value) ? overlay(below, value) : value)
  }
  return both
}

const isObject = (value: Json | undefined): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A name such as `__proto__` is a member like any other. */
function setOwn(target: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/**
 * A path with its values percent-encoded, so that a value can never become another path. Between two slashes a blank value, `.` and
 * `..` would all the same, encoded or not: throws Failure call.no-address for those.
 */
export function fillPath(path: string, scope: Scope): string {
  if (!hasHole(path)) return path
  const [place = '', ...behind] = path.split('?')
  const parts = place.split('/').map((part) => {
    const filled = fillText(part, scope, encoded)
    if (filled !== part && /^\.{0,2}$/.test(filled))
      throw new Failure('call.no-address', 'validation', { value: filled })
    return filled
  })
  return [parts.join('/'), ...behind.map((part) => fillText(part, scope, encoded))].join('?')
}

/** Half a character cannot be part of an address: it becomes the sign for that. */
const encoded = (value: string): string => encodeURIComponent(value.toWellFormed())

/** What goes behind a path, its `?` included; blank when no member has a value. */
export function fillQuery(query: { [name: string]: Template }, scope: Scope): string {
  const pairs = Object.entries(query).flatMap(([name, template]) => {
    const value = fillerOf(template)(scope)
    if (value === undefined || value === null || value === '') return []
    const texts = (Array.isArray(value) ? value : [value]).map(String)
    return texts.map((text) => `${encoded(plainText(name, scope))}=${encoded(text)}`)
  })
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** A header with its values; what no header may hold is percent-encoded, so that a value can never become another header. */
export const fillHeader = (text: string, scope: Scope): string =>
  fillText(text, scope, (value) => value.replace(/[^\x21-\x7e]+/gu, encoded))

const HOLE = /\{((?:quoted:|double:|search:|encoded:|short:)*)([a-zA-Z][a-zA-Z0-9_.]*)\}/g
/** What a backslash goes before. */
const MARKED = [
  ['quoted:', /['\\]/g],
  ['double:', /"/g],
  ['search:', /[\\,|$]/g],
] as const
const hasHole = (text: string): boolean => text.includes('{')

const plainText = (text: string, scope: Scope): string => fillText(text, scope, (value) => value)

function fillText(text: string, scope: Scope, encode: (value: string) => string): string {
  if (!hasHole(text)) return text
  return text.replace(HOLE, (_, how: string, path: string) => {
    const whole = String(valueAt(scope, path) ?? '')
    const plain = how.includes('short:') ? whole.slice(0, 40) : whole
    const marked = MARKED.find(([name]) => how.includes(name))?.[1]
    const value = marked ? plain.replace(marked, '\\$&') : plain
    return encode(how.includes('encoded:') ? encoded(value) : value)
  })
}
