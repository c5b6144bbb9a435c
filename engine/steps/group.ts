import * as z from 'zod'
import { keyer } from '../match/key.ts'
import type { Data } from '../model/json.ts'
import type { CheckContext, GatherRule, StepKind } from './declare.ts'
import { durationMs, durationWords } from './duration.ts'
import { plainNumber } from './map-hows.ts'
import { fieldNames, IGNORE_CHOICES, ignored, listWords, type Settings, text } from './settings.ts'
import { ends, SOURCES, startOf } from './sources.ts'

/** Seconds: up to thirty days. */
const WAIT = { min: 1, max: 2_592_000 }
const MOST = 100_000

const settingsSchema = z.object({
  fields: fieldNames,
  ignore: ignored,
  size: z.number().int().min(0).max(MOST).catch(0),
  waits: z.boolean().catch(false),
  into: text,
  members: fieldNames,
  count: text,
  sums: fieldNames,
})

type GroupSettings = z.infer<typeof settingsSchema>

const read = (settings: Settings): GroupSettings => settingsSchema.parse(settings)

/** Settings `{fields, ignore, size, waits, wait, into, members: string[], count, sums: string[]}`. */
export const group: StepKind = {
  kind: 'group',
  version: 1,
  group: 'shape',
  title: 'Group',
  about: 'Gathers records that belong together into one, with their list, their number and their sums.',
  synonyms: ['batch', 'aggregate', 'collect', 'bundle', 'sum', 'count', 'total', 'digest', 'gather', 'combine records'],
  icon: 'group',
  ports: ['main', 'error'],
  fields: [
    {
      kind: 'record-fields',
      key: 'fields',
      label: 'Together when these match',
      help: 'Blank: all records belong together.',
    },
    { kind: 'choices', key: 'ignore', label: 'Ignoring', choices: IGNORE_CHOICES },
    {
      kind: 'number',
      key: 'size',
      label: 'Goes on with so many',
      help: '0: however many there are.',
      min: 0,
      max: MOST,
      unit: 'records',
      whole: true,
    },
    { kind: 'yes-no', key: 'waits', label: 'Goes on after a time, however many there are' },
    {
      kind: 'duration',
      key: 'wait',
      label: 'Counted from the first one',
      ...WAIT,
      when: { key: 'waits', is: [true] },
    },
    {
      kind: 'text',
      key: 'into',
      label: 'Their list goes into',
      help: 'Name of the new field. Blank: no list is kept.',
      placeholder: 'records',
      maxLength: 200,
    },
    {
      kind: 'record-fields',
      key: 'members',
      label: 'Fields of each in the list',
      help: 'Blank: all of them.',
    },
    {
      kind: 'text',
      key: 'count',
      label: 'Their number goes into',
      help: 'Name of the new field. Blank: none.',
      placeholder: 'count',
      maxLength: 200,
    },
    {
      kind: 'record-fields',
      key: 'sums',
      label: 'Sums of',
      help: 'The sum of amount becomes amount_total. Values that are no number are left out.',
    },
  ],
  defaults: () => ({
    fields: [],
    ignore: ['case', 'spaces'],
    size: 0,
    waits: false,
    wait: { amount: 5, unit: 'minutes' },
    into: 'records',
    members: [],
    count: 'count',
    sums: [],
  }),
  summary(settings) {
    const { fields, size, waits } = read(settings)
    const by = fields.length === 0 ? 'All together' : `By ${listWords(fields)}`
    const until = [
      ...(size > 0 ? [`${size.toLocaleString('en-US')} at a time`] : []),
      ...(waits ? [`at most ${durationWords(settings, 'wait') ?? '5 minutes'}`] : []),
    ]
    return [by, ...until].join(', ')
  },
  leaving(settings) {
    const { fields, into, count, sums } = read(settings)
    const names = [...fields, ...sums.map(totalOf), into, count].filter((name) => name !== '')
    return [...new Set(names)]
  },
  check: ({ flow, stepId, step }) => checkComplete({ flow, stepId, step }, read(step.settings)),
  plan(settings) {
    const chosen = read(settings)
    return { role: 'gather', rule: ruleOf(chosen, chosen.waits ? waitOf(settings) : 0) }
  },
}

const waitOf = (settings: Settings): number => durationMs(settings.wait, WAIT, { amount: 5, unit: 'minutes' })

function ruleOf(settings: GroupSettings, wait: number): GatherRule {
  const { fields, ignore, size } = settings
  return {
    by: 'group',
    origin: false,
    size,
    wait,
    key: fields.length === 0 ? () => ({ key: '' }) : keyer(fields, ignore),
    combine: (members) => ({ port: 'main', data: combine(members, settings) }),
  }
}

const totalOf = (field: string): string => `${field}_total`

function combine(
  members: readonly { data: Data }[],
  { fields, sums, into, members: kept, count }: GroupSettings,
): Data {
  const all: Data = Object.create(null)
  const first = members[0]?.data ?? all
  for (const name of fields) if (Object.hasOwn(first, name)) all[name] = first[name] ?? null
  for (const name of sums) all[totalOf(name)] = sumOf(members, name)
  if (into !== '') all[into] = members.map(({ data }) => (kept.length === 0 ? data : only(data, kept)))
  if (count !== '') all[count] = members.length
  return all
}

const only = (data: Data, names: readonly string[]): Data => {
  const some: Data = Object.create(null)
  for (const name of names) if (Object.hasOwn(data, name)) some[name] = data[name] ?? null
  return some
}

/** To fifteen digits, which hides that 0.1 and 0.2 are not exact. Nothing when the sum is beyond all numbers. */
function sumOf(members: readonly { data: Data }[], field: string): number | null {
  let sum = 0
  for (const { data } of members) {
    const value = Object.hasOwn(data, field) ? data[field] : undefined
    const number = typeof value === 'string' ? plainNumber(value) : value
    if (typeof number === 'number') sum += number
  }
  return Number.isFinite(sum) ? Number(sum.toPrecision(15)) : null
}

/** A start that never ends needs a number or a time after which the group goes on. */
function checkComplete({ flow, stepId, step }: Pick<CheckContext, 'flow' | 'stepId' | 'step'>, read: GroupSettings) {
  const start = startOf(flow)
  if (read.size > 0 || read.waits || !start || ends(start.source) || start.source === 'flow') return []
  const title = start.step.title || SOURCES.find(({ source }) => source === start.source)?.title || start.id
  return [
    {
      code: 'setting.never-complete' as const,
      severity: 'blocks' as const,
      at: { step: stepId, field: 'size' },
      values: { step: step.title, start: `"${title}"` },
    },
  ]
}
