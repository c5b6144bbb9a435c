/** What was learned of a system's objects: what it says of their fields, and what its answers really hold. Plain data, kept as it is. */
import type { TargetField } from '../connect/declare.ts'
import type { Data, Json } from '../model/json.ts'

/** How a value looks. `date` and `time` are texts that read as such. */
export type Look = 'text' | 'number' | 'yes-no' | 'date' | 'time' | 'list' | 'group'

export interface LearnedField {
  label: string
  /** What the system says of it; absent where only answers were seen. */
  says?: { type: TargetField['type']; required: boolean; readOnly: boolean; unique: boolean; choices: string[] }
  /** How its filled values looked in answers; absent where no answer held one. */
  looks?: Look[]
  /** Of the entries that were read, in how many it stood at all, blank or not. */
  stood?: number
}

export interface LearnedObject {
  fields: Record<string, LearnedField>
  /** Entries that were read of answers. */
  entries: number
}

/** Objects by their names in the connector. */
export type Learned = Record<string, LearnedObject>

/** Fields of one object that are remembered, at most. */
const MOST_FIELDS = 2000

/** `described`: what the system says of its fields; none where it cannot be asked. `entries`: what it answered. */
export function learnObject(described: readonly TargetField[], entries: readonly Data[]): LearnedObject {
  const fields = new Map<string, LearnedField>()
  for (const { name, label, type, required, readOnly, unique, choices } of described.slice(0, MOST_FIELDS)) {
    const says = {
      type,
      required: required === true,
      readOnly: readOnly === true,
      unique: unique === true,
      choices: (choices ?? []).map(({ value }) => value),
    }
    fields.set(name, { label, says })
  }
  for (const entry of entries) {
    for (const [name, value] of Object.entries(entry)) {
      const known = fields.get(name) ?? (fields.size < MOST_FIELDS ? { label: name } : undefined)
      if (known) fields.set(name, seen(known, value))
    }
  }
  return { fields: Object.fromEntries(fields), entries: entries.length }
}

function seen(field: LearnedField, value: Json): LearnedField {
  const stood = (field.stood ?? 0) + 1
  const look = lookOf(value)
  const looks = field.looks ?? []
  if (look === undefined || looks.includes(look)) return { ...field, stood }
  return { ...field, stood, looks: [...looks, look].sort() }
}

/** Undefined for what is blank. */
export function lookOf(value: Json): Look | undefined {
  if (value === null || value === '') return undefined
  if (Array.isArray(value)) return value.length > 0 ? 'list' : undefined
  if (typeof value === 'object') return 'group'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'yes-no'
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return 'date'
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? 'time' : 'text'
}
