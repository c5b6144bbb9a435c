/** Who gives a command, and the values that it sets. */
import { userInfo } from 'node:os'
import type { Json } from '#engine'
import { usage } from './tell-error.ts'

/** The name that was given, or the one that the person is signed in with on this computer. */
export function whoIs(given: string | undefined): string {
  const name = given?.trim()
  if (name) return name
  try {
    return userInfo().username
  } catch {
    throw usage('Nobody is signed in on this computer, so give --by NAME')
  }
}

/** `Zip=60614` sets a text; what reads as JSON (a number, true, null, a list in brackets) sets that. Throws usage.invalid. */
export function readValues(given: readonly string[]): Record<string, Json> {
  const values: Record<string, Json> = Object.create(null)
  for (const text of given) {
    const at = text.indexOf('=')
    if (at < 1) throw usage(`"${text}" does not set a field, as Zip=60614 does`)
    values[text.slice(0, at).trim()] = jsonOrText(text.slice(at + 1))
  }
  return values
}

/** Digits stay text: files bring texts, and a postal code keeps its zeros. */
function jsonOrText(text: string): Json {
  if (!/^(true|false|null|[[{"].*)$/s.test(text)) return text
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
