/** The fields of a record around one step, changed ones first. */
import type { Data, Json } from '#engine'

export interface FieldRow {
  field: string
  state: 'new' | 'changed' | 'gone' | 'same'
  /** Absent: the record had no such field. */
  before?: Json
  after?: Json
}

const RANK = { changed: 0, new: 1, gone: 2, same: 3 } as const

const NOTHING: ReadonlySet<string> = new Set()

/** Fields in the order of the record; those that are wrong in front, then those that the step touched. */
export function fieldRows(before: Data, after: Data, wrong: ReadonlySet<string> = NOTHING): FieldRow[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const rank = ({ field, state }: FieldRow) => (wrong.has(field) ? -1 : RANK[state])
  return names.map((field) => rowOf(field, before, after)).sort((a, b) => rank(a) - rank(b))
}

function rowOf(field: string, before: Data, after: Data): FieldRow {
  const was = Object.hasOwn(before, field)
  const is = Object.hasOwn(after, field)
  const values = { ...(was ? { before: before[field] ?? null } : {}), ...(is ? { after: after[field] ?? null } : {}) }
  if (!was) return { field, state: 'new', ...values }
  if (!is) return { field, state: 'gone', ...values }
  return { field, state: sameValue(before[field], after[field]) ? 'same' : 'changed', ...values }
}

function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
}

/** A value as it is shown; an empty text stays empty, so that the screen can say "blank". */
export function shown(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** The value of a field by its name, which may be any text at all. */
export const valueIn = (data: Data | undefined, field: string): Json | undefined =>
  data && Object.hasOwn(data, field) ? data[field] : undefined

/** A short text to recognise a record by: its first values that say something. */
export function titleOf(data: Data): string {
  const values = Object.values(data).map((value) => shown(value).replace(/\s+/g, ' ').trim())
  const telling = values.filter((value) => /\p{L}{2}/u.test(value) && !/\.(csv|xlsx?|json)$/i.test(value))
  return (telling.length > 0 ? telling : values.filter((value) => value !== '')).slice(0, 2).join(', ').slice(0, 120)
}
