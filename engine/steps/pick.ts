import * as z from 'zod'
import type { Data } from '../model/json.ts'
import type { StepKind } from './declare.ts'
import { type ShapingLine, shaper, shapingLines } from './map.ts'
import { HOWS } from './map-hows.ts'
import { fieldNames, listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({
  keep: z.enum(['these', 'all', 'all-but']).catch('these'),
  fields: fieldNames,
  lines: shapingLines,
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/** The ways to bring fields together under a new name. */
const WAYS = HOWS.filter(({ value }) => ['join', 'first-filled'].includes(value))
const RENAME = {
  value: 'rename',
  label: 'Under a new name',
  help: 'Gives the field another name.',
  fields: 'one',
} as const
const ALL = [{ ...RENAME, make: ([value]) => value } satisfies (typeof HOWS)[number], ...WAYS]

/**
 * Settings `{keep: 'these' | 'all' | 'all-but', fields: string[], lines: [{to, from: string[], how, value}]}`. The fields of a
 * line become its new one, at the place of the first of them.
 */
export const pick: StepKind = {
  kind: 'pick',
  version: 1,
  group: 'shape',
  title: 'Pick or combine',
  about: 'Chooses which fields go on, in which order and under which names, and brings several into one.',
  synonyms: ['select', 'keep', 'drop', 'remove', 'rename', 'columns', 'reorder', 'combine', 'merge fields', 'choose'],
  icon: 'pick',
  ports: ['main', 'rejected'],
  fields: [
    {
      kind: 'choice',
      key: 'keep',
      label: 'What goes on',
      choices: [
        { value: 'these', label: 'only these fields' },
        { value: 'all-but', label: 'all but these fields' },
        { value: 'all', label: 'all fields' },
      ],
    },
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'These fields',
      help: 'In the order in which they go on.',
      when: { key: 'keep', is: ['these', 'all-but'] },
    },
    {
      kind: 'shaping',
      key: 'lines',
      label: 'Renamed or combined',
      help: 'The old fields become the new one.',
      hows: ALL.map(({ make: _make, ...choice }) => choice),
    },
  ],
  defaults: () => ({ keep: 'these', fields: [], lines: [] }),
  summary(settings) {
    const { keep, fields, lines } = read(settings)
    const made = [...new Set(lines.map(({ to }) => to))]
    const makes = made.length === 0 ? '' : `, makes ${listWords(made)}`
    if (keep === 'all') return made.length === 0 ? 'Keeps all fields' : `Makes ${listWords(made)}`
    if (fields.length === 0 && keep === 'these')
      return made.length === 0 ? 'No fields chosen yet' : `Makes ${listWords(made)}`
    if (fields.length === 0) return `Keeps all fields${makes}`
    return `${keep === 'these' ? 'Keeps' : 'Drops'} ${listWords(fields)}${makes}`
  },
  exits: () => ['main'],
  leaving(settings, arriving) {
    const { keep, fields } = read(settings)
    if (keep !== 'these' && !arriving) return undefined
    const known = arriving ? fields.filter((name) => arriving.includes(name)) : fields
    return [...new Set(placed(keep === 'these' ? known : (arriving ?? []), read(settings)).map(nameOf))]
  },
  check: () => [],
  plan(settings) {
    const chosen = read(settings)
    const shape = shaper(chosen.lines, ALL)
    return {
      role: 'sync',
      apply(data) {
        const made = shape(data, Object.create(null))
        if (made.port !== 'main') return made
        const into: Data = Object.create(null)
        for (const place of placed(chosen.keep === 'these' ? chosen.fields : Object.keys(data), chosen)) {
          const from = typeof place === 'string' ? data : made.data
          const name = nameOf(place)
          if (Object.hasOwn(from, name)) into[name] = from[name] ?? null
        }
        return { port: 'main', data: into }
      },
    }
  },
}

type Place = string | ShapingLine

const nameOf = (place: Place): string => (typeof place === 'string' ? place : place.to)

/** What goes on, in order: fields as they are, and the lines at the place of the first field that they take. */
function placed(names: readonly string[], { keep, fields, lines }: ReturnType<typeof read>): Place[] {
  const places: Place[] = []
  const done = new Set<ShapingLine>()
  for (const name of names) {
    const takers = lines.filter(({ from }) => from.includes(name))
    if (takers.length === 0 && !(keep === 'all-but' && fields.includes(name))) places.push(name)
    for (const line of takers) if (!done.has(line)) places.push(line)
    for (const line of takers) done.add(line)
  }
  return [...places, ...lines.filter((line) => !done.has(line))]
}
