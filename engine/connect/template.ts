/** Fills the holes of declared requests, and reads values out of answers by dotted paths. */
import type { Json } from '../model/json.ts'
import type { Template } from './declare.ts'

export type Scope = { readonly [name: string]: unknown }

/** The value at `a.b.c`; undefined when any part is missing. Only own properties count. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value
  for (const part of path.split('.')) {
    if (here === null || typeof here !== 'object' || !Object.hasOwn(here, part)) return undefined
    here = (here as Record<string, unknown>)[part]
  }
  return here
}

export function fillTemplate(template: Template, scope: Scope): Json {
  if (typeof template === 'string') return fillText(template, scope, (text) => text)
  if (template === null || typeof template !== 'object') return template
  if (Array.isArray(template)) return template.map((part) => fillTemplate(part as Template, scope))
  const node = template as Record<string, Template>
  if (typeof node.$ === 'string') return (valueAt(scope, node.$) ?? null) as Json
  if (typeof node.$each === 'string') {
    const items = valueAt(scope, node.$each)
    const as = node.as ?? null
    return Array.isArray(items) ? items.map((item) => fillTemplate(as, { ...scope, ...(item as Scope) })) : []
  }
  const filled: Record<string, Json> = {}
  for (const [key, part] of Object.entries(node)) filled[key] = fillTemplate(part, scope)
  return filled
}

/** A path with its values percent-encoded, so that a value can never become another path. */
export const fillPath = (path: string, scope: Scope): string => fillText(path, scope, encodeURIComponent)

function fillText(text: string, scope: Scope, encode: (value: string) => string): string {
  if (!text.includes('{')) return text
  return text.replace(/\{([a-zA-Z.]+)\}/g, (_, path: string) => encode(String(valueAt(scope, path) ?? '')))
}
