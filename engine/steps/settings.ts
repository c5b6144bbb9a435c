/** Reading settings as they are: a draft may hold anything, so every part that cannot be used is read as its default. */
import * as z from 'zod'
import { IGNORABLE, type Ignorable } from '../match/normalise.ts'
import type { Json } from '../model/json.ts'

export type Settings = Record<string, Json>

/** Field names, in order and once each. */
export const fieldNames = z
  .array(z.unknown())
  .catch([])
  .transform((list) => [...new Set(list.filter((name) => typeof name === 'string' && name !== ''))] as string[])

export const ignored = z
  .array(z.unknown())
  .catch([])
  .transform((list) => IGNORABLE.filter((one) => list.includes(one)) as Ignorable[])

export const text = z.string().catch('')

/** The choices of every "ignoring …" control. */
export const IGNORE_CHOICES = [
  { value: 'case', label: 'case' },
  { value: 'spaces', label: 'spaces' },
  { value: 'punctuation', label: 'punctuation' },
  { value: 'accents', label: 'accents' },
]

/** The value of a field of the form. A dot in its key goes one level down: `key.fields`. */
export function settingAt(settings: Settings, key: string): Json | undefined {
  let value: Json | undefined = settings
  for (const part of key.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part))
      return undefined
    value = value[part]
  }
  return value
}

/** New settings with that field of the form replaced. */
export function withSetting(settings: Settings, key: string, value: Json): Settings {
  const [first = '', ...rest] = key.split('.')
  if (rest.length === 0) return { ...settings, [first]: value }
  const inner = Object.hasOwn(settings, first) ? settings[first] : undefined
  const group = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {}
  return { ...settings, [first]: withSetting(group, rest.join('.'), value) }
}

/** `name, address and zip`; the rest is counted from the fourth on. */
export function listWords(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 2), `${names.length - 2} more`] : names
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
