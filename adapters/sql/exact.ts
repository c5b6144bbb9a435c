/** Values of databases as JSON, without losing a digit: what JSON's numbers cannot hold stays a text. */
import type { Json } from '#engine'

/** `12` is a number; `12.50` and `9007199254740993` stay texts, since a number would forget how they are written. */
export function exactNumber(text: string): Json {
  const number = Number(text)
  return String(number) === text ? number : text
}

/** JSON as the database writes it, with the same care for the numbers in it. */
export function exactJson(text: string): Json {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' && context?.source !== undefined ? exactNumber(context.source) : value,
    ) as Json
  } catch {
    return text
  }
}

/** What is bound where a text is asked for. */
export function asText(value: Json): string | null {
  if (value === null) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
