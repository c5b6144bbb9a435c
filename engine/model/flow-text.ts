/**
 * A flow as the text of a file that is kept under version control: the same flow gives the same text whatever was done to it
 * in between, one changed field is one changed line, and moved cards stand apart at the end.
 */
import { canonicalJson } from './canonical.ts'
import type { Flow } from './flow.ts'
import type { Json } from './json.ts'

const FIRST = ['formatVersion', 'id', 'name', 'description']
const LAST = 'layout'

/** JSON with sorted keys, after what names the flow; entries of lists and places of cards take one line each. Ends with a line feed. */
export function flowText(flow: Flow): string {
  const plain = JSON.parse(canonicalJson(flow)) as { [key: string]: Json }
  const keys = [...FIRST, ...Object.keys(plain).filter((key) => !FIRST.includes(key) && key !== LAST), LAST]
  const parts = keys.flatMap((key) => {
    const value = Object.hasOwn(plain, key) ? plain[key] : undefined
    return value === undefined ? [] : [`  ${JSON.stringify(key)}: ${written(value, '  ', key === LAST)}`]
  })
  return `{\n${parts.join(',\n')}\n}\n`
}

/** `flat`: entries of an object stand on one line each. */
function written(value: Json, indent: string, flat: boolean): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const inside = `${indent}  `
  if (Array.isArray(value)) {
    if (value.every((entry) => entry === null || typeof entry !== 'object')) return onOneLine(value)
    return `[\n${value.map((entry) => inside + onOneLine(entry)).join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, inner]) => {
    const text = flat ? onOneLine(inner) : written(inner, inside, false)
    return `${inside}${JSON.stringify(key)}: ${text}`
  })
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function onOneLine(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(', ')}]`
  const entries = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}: ${onOneLine(inner)}`)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}
