import * as z from 'zod'
import { keyer } from '../match/key.ts'
import type { Json } from '../model/json.ts'
import type { StepKind, Version } from './declare.ts'
import { fieldNames, IGNORE_CHOICES, ignored, listWords, type Settings, text } from './settings.ts'
import { readDate } from './values/date.ts'
import { instantOf } from './values/moment.ts'
import { readNumber, styleOf } from './values/number.ts'

const settingsSchema = z.object({
  fields: fieldNames,
  ignore: ignored,
  version: text,
  days: z.number().int().min(1).max(3650).catch(365),
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/**
 * Settings `{fields, ignore, version, days}`. A record whose version is older than one that came before it with the same key leaves by
 * `stale`; one without a key or a readable version leaves by `error`.
 */
export const order: StepKind = {
  kind: 'order',
  version: 1,
  group: 'gate',
  title: 'Ignore older ones',
  about: 'Stops a record that arrives late, after a newer one of the same thing, so that it overwrites nothing.',
  synonyms: ['order', 'late', 'stale', 'out of order', 'newest', 'version', 'timestamp', 'sequence', 'old'],
  icon: 'order',
  ports: ['main', 'stale', 'error'],
  fields: [
    { kind: 'record-fields', key: 'fields', label: 'The same thing when these match', required: true, min: 1 },
    { kind: 'choices', key: 'ignore', label: 'Ignoring', choices: IGNORE_CHOICES },
    {
      kind: 'record-field',
      key: 'version',
      label: 'Newer by',
      help: 'A number that grows, or the date and time of the last change.',
      required: true,
    },
    {
      kind: 'number',
      key: 'days',
      label: 'Remember for',
      help: 'How long the newest of each thing is known.',
      min: 1,
      max: 3650,
      unit: 'days',
      whole: true,
    },
  ],
  defaults: () => ({ fields: [], ignore: ['case', 'spaces'], version: '', days: 365 }),
  summary(settings) {
    const { fields, version } = read(settings)
    if (fields.length === 0) return 'No fields chosen yet'
    return version === '' ? 'No version chosen yet' : `Newest of ${listWords(fields)} by ${version}`
  },
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan(settings, { flow, stepId }) {
    const { fields, ignore, version, days } = read(settings)
    const numbers = styleOf(flow.settings.locale)
    const zone = flow.settings.timeZone
    return {
      role: 'order',
      key: keyer(fields, ignore),
      version(data) {
        const value = Object.hasOwn(data, version) ? data[version] : undefined
        return versionOf(value, (plain) => readNumber(plain, numbers) ?? timeText(plain, zone))
      },
      days,
      // What defines the key and the version is part of its scope, so that a changed one starts anew.
      scope: JSON.stringify([flow.id, stepId, fields, ignore, version]),
    }
  },
}

/** Numbers of more than fifteen digits are compared as nearly as a computer's number can. */
function versionOf(value: Json | undefined, reads: (text: string) => Version | undefined): Version | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  const version = reads(value)
  return typeof version === 'string' && /^-?[\d.]+$/.test(version) ? Number(version) : version
}

/** Always in the same length, so that times compare as texts. A day that could be two days is none. */
function timeText(value: string, zone: string): string | undefined {
  const found = readDate(value, { dayMonth: 'ask', pivot: 49, serials: false })
  if (!found || !('day' in found)) return undefined
  const instant = instantOf(found.day, found.time ?? { ms: 0 }, zone)
  const time = instant === undefined ? undefined : new Date(instant).toISOString()
  return time?.length === 24 ? time : undefined
}
