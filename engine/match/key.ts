import type { Data } from '../model/json.ts'
import type { KeyResult } from '../steps/declare.ts'
import { type Ignorable, normalise, textOf } from './normalise.ts'

/**
 * The match key of a record: its fields, normalised and joined so that ("ab", "c") and ("a", "bc") differ. One field alone
 * stands as it is, so that it can be written to the target's field (an e-mail address stays one).
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
      normalise(textOf(Object.hasOwn(data, field) ? data[field] : undefined), ignored),
    )
    if (parts.every((part) => part === '')) return { missing: [...fields] }
    return { key: parts.length === 1 ? (parts[0] ?? '') : parts.map(escaped).join('|') }
  }
}

const escaped = (part: string): string => part.replace(/[\\|]/g, '\\$&')
