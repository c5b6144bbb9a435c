import type { StepKind } from './declare.ts'
import { ITEMS_DEFAULTS, ITEMS_FIELDS, itemsSchema, partFields, partsOf } from './items.ts'

/**
 * Settings `{field, separator, as: 'fields' | 'field', prefix, into, carry: 'others' | 'these' | 'none', carried: string[],
 * position, most}`. A record whose list is blank leaves by `filtered`, one that holds something else by `rejected`.
 */
export const split: StepKind = {
  kind: 'split',
  version: 1,
  group: 'shape',
  title: 'One record for each item',
  about: 'Makes a record of its own out of each item of a list, such as each line of an order.',
  synonyms: ['split', 'list', 'explode', 'unwind', 'flatten', 'lines', 'array', 'iterate', 'loop', 'separate'],
  icon: 'split',
  ports: ['main', 'filtered', 'rejected'],
  fields: ITEMS_FIELDS,
  defaults: () => ITEMS_DEFAULTS,
  summary(settings) {
    const { field } = itemsSchema.parse(settings)
    return field === '' ? 'No list chosen yet' : `One for each of ${field}`
  },
  leaving: (settings, arriving) => partFields(itemsSchema.parse(settings), arriving),
  check: () => [],
  plan(settings) {
    const read = itemsSchema.parse(settings)
    return { role: 'split', parts: (data) => partsOf(data, read) }
  },
}
