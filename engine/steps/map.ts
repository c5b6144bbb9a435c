import * as z from 'zod'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Passed, StepKind } from './declare.ts'
import { HOWS, type How } from './map-hows.ts'
import { fieldNames, listWords, type Settings, text } from './settings.ts'

/** Lines of a `shaping` control, those that fill no field left out. */
export const shapingLines = z
  .array(z.object({ to: text, from: fieldNames, how: text, value: text }).nullable().catch(null))
  .catch([])
  .transform((list) => list.filter((one) => one !== null && one.to !== '') as ShapingLine[])

export interface ShapingLine {
  to: string
  from: string[]
  how: string
  value: string
}

const settingsSchema = z.object({ lines: shapingLines, keep: z.enum(['others', 'only']).catch('others') })

const read = (settings: Settings) => settingsSchema.parse(settings)

/**
 * Settings `{lines: [{to, from: string[], how, value}], keep: 'others' | 'only'}`. Every line reads the record as it arrived, so
 * that their order makes no difference; of two lines for one field the later one counts. A field that a record lacks fills nothing.
 */
export const map: StepKind = {
  kind: 'map',
  version: 1,
  group: 'shape',
  title: 'Map fields',
  about: 'Makes new fields out of the ones that arrive: as they are, joined, cut, or with a fixed text.',
  synonyms: ['transform', 'set', 'field', 'assign', 'convert', 'join', 'concatenate', 'split name', 'default', 'edit'],
  icon: 'map',
  ports: ['main', 'rejected'],
  fields: [
    {
      kind: 'shaping',
      key: 'lines',
      label: 'Fields',
      help: 'Each line fills one field from the record as it arrived.',
      required: true,
      hows: HOWS.map(({ make: _make, ...choice }) => choice),
    },
    {
      kind: 'choice',
      key: 'keep',
      label: 'All other fields',
      choices: [
        { value: 'others', label: 'stay' },
        { value: 'only', label: 'are left out' },
      ],
    },
  ],
  defaults: () => ({ lines: [], keep: 'others' }),
  summary(settings) {
    const names = [...new Set(read(settings).lines.map(({ to }) => to))]
    return names.length === 0 ? 'Fills no field yet' : `Fills ${listWords(names)}`
  },
  // `rejected` is only for values of absurd size, so it is not offered: such a record is held.
  exits: () => ['main'],
  leaving(settings, arriving) {
    const { lines, keep } = read(settings)
    if (keep === 'others' && !arriving) return undefined
    return [...new Set([...(keep === 'others' ? (arriving ?? []) : []), ...lines.map(({ to }) => to)])]
  },
  check: () => [],
  plan(settings) {
    const { lines, keep } = read(settings)
    const shape = shaper(lines, HOWS)
    return {
      role: 'sync',
      apply: (data) => shape(data, keep === 'others' ? Object.assign(Object.create(null), data) : Object.create(null)),
    }
  },
}

/** Fills the lines' fields of `into` from `data`; lines whose way is none of `hows` fill nothing. Never throws. */
export function shaper(lines: readonly ShapingLine[], hows: readonly How[]): (data: Data, into: Data) => Passed {
  const jobs = lines.flatMap((line) => {
    const how = hows.find(({ value }) => value === line.how)
    return how ? [{ ...line, from: how.fields === 'one' ? line.from.slice(0, 1) : line.from, make: how.make }] : []
  })
  return (data, into) => {
    for (const { to, from, value, make } of jobs) {
      const values: Json[] = []
      for (const name of from) if (Object.hasOwn(data, name)) values.push(data[name] ?? null)
      try {
        const made = make(values, value)
        if (made === undefined) delete into[to]
        else into[to] = made
      } catch (error) {
        // Texts longer than memory allows, and groups nested deeper than the stack.
        if (!(error instanceof RangeError)) throw error
        return { port: 'rejected', data, reason: tooLarge(to) }
      }
    }
    return { port: 'main', data: into }
  }
}

const tooLarge = (field: string): Reason => ({
  code: 'record.cannot-shape',
  category: 'validation',
  values: { field, why: 'the value would be too long or is nested too deep' },
})
