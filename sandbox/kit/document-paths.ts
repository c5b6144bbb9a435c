import { isRecord } from '../http/exchange.ts'

/** The texts at a dotted path. In a list it goes into every element, or into the one whose position is named. */
export function textsAt(value: unknown, path: string): string[] {
  return [...new Set(valuesAt(value, path.split('.')).flatMap(textsOf))]
}

function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (name === undefined) return [value]
  if (Array.isArray(value)) {
    const elements: unknown[] = /^\d+$/.test(name) ? [value[Number(name)]] : []
    if (elements.length > 0) return valuesAt(elements[0], rest)
    return value.flatMap((element: unknown) => valuesAt(element, [name, ...rest]))
  }
  return isRecord(value) && Object.hasOwn(value, name) ? valuesAt(value[name], rest) : []
}

function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (typeof value === 'string') return [value]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}
