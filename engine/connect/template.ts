/** Fills the holes of declared requests, and reads values out of answers by dotted paths. */
import type { Json } from '../model/json.ts'
import type { Template } from './declare.ts'

export type Scope = { readonly [name: string]: unknown }

/** The value at `a.b.c`; undefined when any part is missing. Only own properties count. */
export function valueAt(value: unknown, path: string): unknown {
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

export const fillTemplate = (template: Template, scope: Scope): Json => fillerOf(template)(scope)

type Filler = (scope: Scope) => Json

/** Templates are declared once and filled for every record, so they are read once. */
const FILLERS = new WeakMap<object, Filler>()

function fillerOf(template: Template): Filler {
  if (typeof template === 'string') {
    return template.includes('{') ? (scope) => fillText(template, scope, (text) => text) : () => template
  }
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
    return (scope) => parts.map((part) => part(scope))
  }
  const node = template as Record<string, Template>
  if (typeof node.$ === 'string') {
    const parts = node.$.split('.')
    return (scope) => (valueIn(scope, parts) ?? null) as Json
  }
  if (typeof node.$each === 'string') {
    const list = node.$each
    const each = fillerOf(node.as ?? null)
    return (scope) => {
      const items = valueAt(scope, list)
      return Array.isArray(items) ? items.map((item) => each({ ...scope, ...(item as Scope) })) : []
    }
  }
  const entries = Object.entries(node).map(([key, part]) => [key, fillerOf(part)] as const)
  return (scope) => {
    const filled: Record<string, Json> = {}
    for (const [key, part] of entries) filled[key] = part(scope)
    return filled
  }
}

/** A path with its values percent-encoded, so that a value can never become another path. */
export const fillPath = (path: string, scope: Scope): string => fillText(path, scope, encodeURIComponent)

/** A header with its values; what no header may hold is percent-encoded, so that a value can never become another header. */
export const fillHeader = (text: string, scope: Scope): string =>
  fillText(text, scope, (value) => value.replace(/[^\x21-\x7e]+/gu, encodeURIComponent))

function fillText(text: string, scope: Scope, encode: (value: string) => string): string {
  if (!text.includes('{')) return text
  return text.replace(/\{([a-zA-Z.]+)\}/g, (_, path: string) => encode(String(valueAt(scope, path) ?? '')))
}
