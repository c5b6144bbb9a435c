/** The items of a list field: what "One record for each item" and "For each item" work through. */
import * as z from 'zod'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { SettingField } from './fields.ts'
import { separatorOf } from './map-hows.ts'
import { fieldNames, text } from './settings.ts'

const MOST = 100_000
/** Values in all parts of one record together, so that memory stays bounded: a hundred thousand parts of fifty fields. */
const MOST_VALUES = 5_000_000

export const itemsSchema = z.object({
  field: text,
  separator: text,
  carry: z.enum(['others', 'these', 'none']).catch('others'),
  carried: fieldNames,
  as: z.enum(['fields', 'field']).catch('fields'),
  prefix: text,
  into: z
    .string()
    .catch('item')
    .transform((name) => name || 'item'),
  position: text,
  most: z.number().int().min(1).max(MOST).catch(10_000),
})

export type ItemsSettings = z.infer<typeof itemsSchema>

export const ITEMS_DEFAULTS = {
  field: '',
  separator: '',
  carry: 'others',
  carried: [],
  as: 'fields',
  prefix: '',
  into: 'item',
  position: '',
  most: 10_000,
} satisfies Record<string, Json>

export const ITEMS_FIELDS: readonly SettingField[] = [
  {
    kind: 'record-field',
    key: 'field',
    label: 'List',
    help: 'The field that holds the list, such as the lines of an order.',
    required: true,
  },
  {
    kind: 'text',
    key: 'separator',
    label: 'In a text, items are separated by',
    help: 'Blank: only lists are taken. Write \\n for a line break.',
    placeholder: ';',
    maxLength: 20,
    mono: true,
  },
  {
    kind: 'choice',
    key: 'as',
    label: 'What an item becomes',
    choices: [
      { value: 'fields', label: 'its fields become fields' },
      { value: 'field', label: 'one field holds it' },
    ],
  },
  {
    kind: 'text',
    key: 'prefix',
    label: 'Put before their names',
    help: 'Keeps them apart from fields of the record: line_ makes sku into line_sku.',
    placeholder: 'line_',
    maxLength: 50,
    when: { key: 'as', is: ['fields'] },
  },
  {
    kind: 'text',
    key: 'into',
    label: 'Name of the field for a plain item',
    help: 'For items that are a text or a number, or all of them when one field holds the item.',
    placeholder: 'item',
    maxLength: 200,
  },
  {
    kind: 'choice',
    key: 'carry',
    label: 'Each also has',
    choices: [
      { value: 'others', label: 'all other fields of the record' },
      { value: 'these', label: 'these fields of the record' },
      { value: 'none', label: 'no field of the record' },
    ],
  },
  {
    kind: 'record-fields',
    key: 'carried',
    label: 'Fields of the record',
    when: { key: 'carry', is: ['these'] },
  },
  {
    kind: 'text',
    key: 'position',
    label: 'Its number goes into',
    help: 'Name of a field for 1, 2, 3 …, handy in a match key. Blank: none.',
    placeholder: 'line_number',
    maxLength: 200,
  },
  {
    kind: 'number',
    key: 'most',
    label: 'Most items in one list',
    help: 'A record with a longer list stops here.',
    min: 1,
    max: MOST,
    whole: true,
  },
]

/** One record for each item; blank items of a text are left out, and so is a list that is blank or missing. Never throws. */
export function partsOf(data: Data, settings: ItemsSettings): { parts: Data[] } | { reason: Reason } {
  const { field, most } = settings
  const items = itemsOf(Object.hasOwn(data, field) ? data[field] : null, settings)
  if (items === undefined) return { reason: refusal('record.not-a-list', { field, found: foundWords(data[field]) }) }
  const carried = carriedNames(Object.keys(data), settings).filter((name) => Object.hasOwn(data, name))
  const limit = Math.min(most, Math.floor(MOST_VALUES / (carried.length + 1)))
  if (items.length > limit) return { reason: refusal('record.list-too-long', { field, most: limit }) }
  return { parts: items.map((item, index) => partOf(data, carried, item, index + 1, settings)) }
}

/** Names of the fields of a part; undefined when only the items know them. */
export function partFields(settings: ItemsSettings, arriving: readonly string[] | undefined): string[] | undefined {
  const { as, carry, carried, into, position } = settings
  if (as === 'fields' || (carry === 'others' && !arriving)) return undefined
  const from = carriedNames(arriving ?? carried, settings)
  return [...new Set([...from, into, ...(position === '' ? [] : [position])])]
}

function carriedNames(names: readonly string[], { carry, carried, field }: ItemsSettings): readonly string[] {
  if (carry === 'none') return []
  return carry === 'these' ? carried.filter((name) => names.includes(name)) : names.filter((name) => name !== field)
}

function itemsOf(value: Json | undefined, { separator, most }: ItemsSettings): Json[] | undefined {
  if (Array.isArray(value)) return value
  if (value === null || value === undefined) return []
  if (typeof value !== 'string') return undefined
  if (value.trim() === '') return []
  if (separator === '') return undefined
  // No more pieces than are needed to see that there are too many.
  const items = value.split(separatorOf(separator), most + 1).map((item) => item.trim())
  return items.length > most ? items : items.filter((item) => item !== '')
}

function partOf(data: Data, carried: readonly string[], item: Json, number: number, settings: ItemsSettings): Data {
  const { as, prefix, into, position } = settings
  const part: Data = Object.create(null)
  for (const name of carried) part[name] = data[name] ?? null
  if (as === 'fields' && item !== null && typeof item === 'object' && !Array.isArray(item))
    for (const name of Object.keys(item)) part[prefix + name] = item[name] ?? null
  else part[into] = item
  if (position !== '') part[position] = number
  return part
}

const refusal = (code: 'record.not-a-list' | 'record.list-too-long', values: Record<string, Json>): Reason => ({
  code,
  category: 'validation',
  values,
})

/** What a value is, in words. */
export const foundWords = (value: Json | undefined): string => {
  if (value === null || value === undefined) return 'nothing'
  if (typeof value === 'boolean') return 'yes or no'
  return typeof value === 'object' ? (Array.isArray(value) ? 'a list' : 'a group of values') : `a ${kindOf(value)}`
}

const kindOf = (value: string | number): string => (typeof value === 'string' ? 'text' : 'number')
