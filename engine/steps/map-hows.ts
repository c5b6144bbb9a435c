/** The ways in which "Map fields" makes a value out of others. What cannot be read stays as it is: nothing is guessed. */
import { textOf } from '../match/normalise.ts'
import type { Data, Json } from '../model/json.ts'
import type { SettingField } from './fields.ts'

type HowChoice = Extract<SettingField, { kind: 'shaping' }>['hows'][number]

export interface How extends HowChoice {
  /** The new value, from those of the fields that the record has (in order) and the fixed text; undefined: none. */
  make(values: readonly Json[], fixed: string): Json | undefined
}

/** One text: the items of a list, separated by commas; groups as they stand. */
const plain = (value: Json | undefined): string => (Array.isArray(value) ? joined([value], ', ') : textOf(value))

const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** What is filled in, in order, lists item by item. */
const joined = (values: readonly Json[], separator: string): string =>
  values
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter((value) => !isBlank(value))
    .map(textOf)
    .join(separator)

/** A change to a text: each item of a list is changed, and a value that is neither stays as it is. */
const onText = (change: (text: string, fixed: string) => Json): How['make'] => {
  const one = (value: Json, fixed: string): Json =>
    typeof value === 'string' || typeof value === 'number' ? change(String(value), fixed) : value
  return ([value], fixed) => (Array.isArray(value) ? value.map((item) => one(item, fixed)) : value && one(value, fixed))
}

/** What people type for a line break or a tab, as such. */
export const separatorOf = (typed: string): string => typed.replaceAll('\\n', '\n').replaceAll('\\t', '\t')

const NUMBER = /^\s*[-+]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,3})?\s*$/

/** The number that a text plainly is, if a number can hold all its digits. */
export function plainNumber(text: string): number | undefined {
  if (!NUMBER.test(text)) return undefined
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '')
  const number = Number(text)
  return digits.length <= 15 && Number.isFinite(number) ? number : undefined
}

/** `2026-03-31T10:00:00Z` is the day 2026-03-31, as it is written: no time zone moves it. */
const dateOf = (text: string): string => /^\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/s.exec(text)?.[1] ?? text

const before = (text: string, separator: string): string => {
  const at = separator === '' ? -1 : text.indexOf(separator)
  return at < 0 ? text : text.slice(0, at).trim()
}

const after = (text: string, separator: string): string => {
  const at = separator === '' ? 0 : text.indexOf(separator)
  return at < 0 ? '' : text.slice(at + separator.length).trim()
}

/** `old => new`; what stands alone is taken away. */
function replace(text: string, typed: string): string {
  const arrow = typed.indexOf('=>')
  const old = separatorOf(arrow < 0 ? typed : typed.slice(0, arrow).trim())
  return old === '' ? text : text.replaceAll(old, () => (arrow < 0 ? '' : separatorOf(typed.slice(arrow + 2).trim())))
}

/**
 * First and last name: `Silva, Ana` by its comma; else the last word is the last name, with the small words before it
 * (van der Berg). One word alone is the first name.
 */
export function splitName(text: string): { first: string; last: string } {
  const name = text.trim().replace(/\s+/g, ' ')
  const comma = name.indexOf(',')
  if (comma >= 0) return { first: name.slice(comma + 1).trim(), last: name.slice(0, comma).trim() }
  const words = name.split(' ')
  let from = words.length - 1
  while (from > 1 && /^\p{Ll}/u.test(words[from - 1] ?? '')) from--
  return from < 1
    ? { first: name, last: '' }
    : { first: words.slice(0, from).join(' '), last: words.slice(from).join(' ') }
}

function countOf(value: Json | undefined): number {
  if (Array.isArray(value)) return value.length
  if (value !== null && typeof value === 'object') return Object.keys(value).length
  return isBlank(value) ? 0 : 1
}

/** A value inside groups and lists: `address.city`, `lines.0.sku`. */
function inside(value: Json | undefined, path: string): Json | undefined {
  let found = value
  for (const part of path.split('.')) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined
    if (Array.isArray(found) && !/^\d+$/.test(part)) return undefined
    found = (found as Data)[part]
  }
  return found
}

type Line = [value: string, label: string, fields: How['fields'], make: How['make'], help: string, fixed?: string]

const LINES: readonly Line[] = [
  ['copy', 'As it is', 'one', ([value]) => value, 'Takes the value over, whatever it is.'],
  ['fixed', 'A fixed text', 'none', (_, fixed) => fixed, 'Writes the same text into every record.', 'Text'],
  [
    'join',
    'Joined',
    'many',
    (values, fixed) => joined(values, separatorOf(fixed)),
    'Writes several values, or the items of a list, one after another. Blank ones are left out.',
    'Between them',
  ],
  [
    'first-filled',
    'The first that is filled',
    'many',
    (values) => values.find((value) => !isBlank(value)) ?? values[0],
    'Takes the first of several fields that is not blank.',
  ],
  [
    'if-empty',
    'If empty, then',
    'one',
    ([value], fixed) => (isBlank(value) ? fixed : value),
    'Takes the value over, or the text when it is blank or missing.',
    'Text when empty',
  ],
  ['trim', 'Without blanks around it', 'one', onText((text) => text.trim()), 'Takes away blanks at both ends.'],
  ['lower', 'lower case', 'one', onText((text) => text.toLowerCase()), 'Writes all letters small.'],
  ['upper', 'UPPER CASE', 'one', onText((text) => text.toUpperCase()), 'Writes all letters as capitals.'],
  [
    'number',
    'As a number',
    'one',
    onText((text) => plainNumber(text) ?? text),
    'Makes 12.50 a number. Anything else, such as 12,50 or 10 EUR, stays text: clean it first.',
  ],
  [
    'text',
    'As text',
    'one',
    ([value]) => (value === undefined ? value : plain(value)),
    'Writes a number, yes/no or list as text.',
  ],
  ['date', 'Only the date', 'one', onText(dateOf), 'Takes the date of a date with a time: 2026-03-31.'],
  [
    'before',
    'The part before',
    'one',
    onText((text, fixed) => before(text, separatorOf(fixed))),
    'Takes what stands before the first such text; all of it when there is none.',
    'Before what',
  ],
  [
    'after',
    'The part after',
    'one',
    onText((text, fixed) => after(text, separatorOf(fixed))),
    'Takes what stands after the first such text; nothing when there is none.',
    'After what',
  ],
  [
    'replace',
    'Replaced',
    'one',
    onText(replace),
    'Replaces a text wherever it stands, or takes it away.',
    'old => new',
  ],
  ['first-name', 'First name', 'one', onText((text) => splitName(text).first), 'Takes the first name of a full name.'],
  ['last-name', 'Last name', 'one', onText((text) => splitName(text).last), 'Takes the last name of a full name.'],
  [
    'first-item',
    'First of a list',
    'one',
    ([value]) => (Array.isArray(value) ? value[0] : value),
    'Takes the first item of a list.',
  ],
  ['count', 'Number of items', 'one', ([value]) => countOf(value), 'Counts the items of a list; 0 when it is blank.'],
  [
    'inside',
    'A part inside it',
    'one',
    ([value], fixed) => inside(value, fixed.trim()),
    'Takes one value out of a group of values, such as the city of an address.',
    'Which part',
  ],
]

export const HOWS: readonly How[] = LINES.map(([value, label, fields, make, help, fixed]) => ({
  value,
  label,
  help,
  fields,
  make,
  ...(fixed === undefined ? {} : { fixed }),
}))
