import * as z from 'zod'
import type { Flow } from '../model/flow.ts'
import { CLEAN_FIELDS } from './clean-fields.ts'
import { cleaner } from './clean-record.ts'
import type { StepKind } from './declare.ts'
import { fieldNames, listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({
  rules: z
    .array(z.object({ field: z.string(), rules: fieldNames }).nullable().catch(null))
    .catch([])
    .transform((list) => list.filter((one) => one !== null)),
  unreadable: z.enum(['keep', 'empty', 'reject']).catch('keep'),
  country: z.string().catch('US'),
  missingAreaCode: z.enum(['keep', 'reject']).catch('keep'),
  dayMonth: z.enum(['ask', 'day-first', 'month-first']).catch('ask'),
  pivot: z.number().int().min(0).max(99).catch(49),
  serialDates: z.boolean().catch(false),
  numbers: z.enum(['flow', 'point', 'comma']).catch('flow'),
  keepCurrency: z.boolean().catch(false),
})

export type CleanSettings = z.infer<typeof settingsSchema>

const read = (settings: Settings): CleanSettings => settingsSchema.parse(settings)

/**
 * Settings `{rules: [{field, rules}], unreadable: 'keep' | 'empty' | 'reject', country, missingAreaCode: 'keep' | 'reject', dayMonth:
 * 'ask' | 'day-first' | 'month-first', pivot, serialDates, numbers: 'flow' | 'point' | 'comma', keepCurrency}`. Rules are applied in the
 * order in which they stand. Numbers are cleaned as their digits; other values, and fields that a record lacks, stay as they are.
 */
export const clean: StepKind = {
  kind: 'clean',
  version: 1,
  group: 'shape',
  title: 'Clean',
  about: 'Brings values into one form: blanks, dates, numbers, money, phone numbers, zip codes, e-mail addresses.',
  synonyms: [
    ...['tidy', 'trim', 'format', 'normalise', 'phone', 'zip', 'e-mail', 'case', 'wash'],
    ...['date', 'number', 'money', 'currency', 'country', 'html', 'convert'],
  ],
  icon: 'drop',
  ports: ['main', 'rejected'],
  fields: CLEAN_FIELDS,
  defaults: (flow) => ({
    rules: [],
    unreadable: 'keep',
    country: countryOf(flow),
    missingAreaCode: 'keep',
    dayMonth: 'ask',
    pivot: 49,
    serialDates: false,
    numbers: 'flow',
    keepCurrency: false,
  }),
  summary(settings) {
    const fields = [...new Set(read(settings).rules.map((rule) => rule.field))].filter((field) => field !== '')
    return fields.length === 0 ? 'Nothing to clean yet' : `Cleans ${listWords(fields)}`
  },
  exits: (settings) => (rejects(read(settings)) ? ['main', 'rejected'] : ['main']),
  leaving(settings, arriving) {
    const { rules, keepCurrency } = read(settings)
    if (!arriving || !keepCurrency) return arriving
    const amounts = rules.filter((one) => one.rules.includes('money') && arriving.includes(one.field))
    return [...new Set([...arriving, ...amounts.map(({ field }) => `${field}_currency`)])]
  },
  check: () => [],
  plan: (settings, { phone, flow }) => ({ role: 'sync', apply: cleaner(read(settings), { phone, ...flow.settings }) }),
}

/** Rules that take any value as it is. */
const READ_ALL = ['trim', 'collapse-spaces', 'lower', 'upper', 'proper-case', 'strip-html', 'blank-to-empty']

function rejects({ rules, unreadable, missingAreaCode, country, dayMonth }: CleanSettings): boolean {
  const used = new Set(rules.flatMap((one) => one.rules))
  if (dayMonth === 'ask' && (used.has('date') || used.has('date-time'))) return true
  if (unreadable === 'reject' && [...used].some((rule) => !READ_ALL.includes(rule))) return true
  return missingAreaCode === 'reject' && country === 'US' && used.has('phone')
}

/** The country in the flow's language, such as GB for `en-GB`, where the form offers it. */
function countryOf(flow: Flow): string {
  const country = /-([A-Z]{2})$/.exec(flow.settings.locale)?.[1]
  const offered = CLEAN_FIELDS.some(
    (field) =>
      field.key === 'country' && field.kind === 'choice' && field.choices.some(({ value }) => value === country),
  )
  return country && offered ? country : 'US'
}
