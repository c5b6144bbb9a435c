/** Lines that make new fields from old ones, as the form edits them. */
import type { Json, SettingField } from '#engine'
import { textOf, textsOf } from '../form.ts'
import { groupsOf } from './rows.ts'

export interface Shaping {
  to: string
  from: string[]
  how: string
  value: string
}

export type How = Extract<SettingField, { kind: 'shaping' }>['hows'][number]

export const shapingsOf = (value: Json | undefined): Shaping[] =>
  groupsOf(value).map((one) => ({
    to: textOf(one.to),
    from: textsOf(one.from),
    how: textOf(one.how),
    value: textOf(one.value),
  }))

export const shapingsJson = (lines: readonly Shaping[]): Json =>
  lines.map(({ to, from, how, value }) => ({ to, from, how, value }))

/** The line made another way: it keeps as many fields as that way takes. */
export function madeBy(line: Shaping, how: How): Shaping {
  const from = how.fields === 'none' ? [] : how.fields === 'one' ? line.from.slice(0, 1) : line.from
  return { ...line, how: how.value, from }
}

/** The line with a field taken in: instead of the one it has, or behind the others. */
export const withField = (line: Shaping, how: How | undefined, name: string): Shaping => ({
  ...line,
  from: how?.fields === 'many' ? [...line.from.filter((one) => one !== name), name] : [name],
})
