import type { Data } from '../model/json.ts'
import type { KeyResult } from '../steps/declare.ts'
import { type Ignorable, normalise, textOf } from './normalise.ts'

/**
 * The match key of a record: its fields, normalised and joined so that ("ab", "c") and ("a", "bc") differ. One field alone
 * stands as it is, so that it can be written to the target's field (an e-mail address stays one).
 * Half a character (a lone surrogate) stands as U+FFFF and its number, since a database keeps any of them as the same U+FFFD.
 * Missing when there is no field, or all of them are blank after normalising.
 */
export function keyOf(data: Data, fields: readonly string[], ignore: Iterable<Ignorable>): KeyResult {
  return keyer(fields, ignore)(data)
}

/** The same, prepared once for many records. */
export function keyer(fields: readonly string[], ignore: Iterable<Ignorable>): (data: Data) => KeyResult {
  const ignored = new Set(ignore)
  return (data) => {
    const parts = fields.map((field) =>
      unbroken(normalise(textOf(Object.hasOwn(data, field) ? data[field] : undefined), ignored)),
    )
    if (parts.every((part) => part === '')) return { missing: [...fields] }
    return { key: parts.length === 1 ? (parts[0] ?? '') : parts.map(escaped).join('|') }
  }
}

const escaped = (part: string): string => part.replace(/[\\|]/g, '\\$&')

const unbroken = (part: string): string =>
  part.isWellFormed() && !part.includes('\uFFFF') ? part : part.replace(/[\p{Cs}\uFFFF]/gu, numbered)

/** U+FFFF itself as well, so that no well-formed text looks like a broken one. It is never a letter. */
const numbered = (broken: string): string => `\uFFFF${broken.charCodeAt(0).toString(16)}`
