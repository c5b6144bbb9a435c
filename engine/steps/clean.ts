import * as z from 'zod'
import type { Data } from '../model/json.ts'
import type { PhonePort } from '../ports.ts'
import { CLEANING_RULES, type CleaningRule, localNumber, type RuleContext } from './clean-rules.ts'
import type { Passed, StepKind } from './declare.ts'
import { fieldNames, listWords, type Settings } from './settings.ts'

const settingsSchema = z.object({
  rules: z
    .array(z.object({ field: z.string(), rules: fieldNames }).nullable().catch(null))
    .catch([])
    .transform((list) => list.filter((one) => one !== null)),
  country: z.string().catch('US'),
  missingAreaCode: z.enum(['keep', 'reject']).catch('keep'),
})

const read = (settings: Settings) => settingsSchema.parse(settings)

/**
 * Settings `{rules: [{field, rules}], country, missingAreaCode: 'keep' | 'reject'}`. Rules are applied in the order in which
 * they stand. Numbers are cleaned as their digits; other values, and fields that a record lacks, stay as they are.
 */
export const clean: StepKind = {
  kind: 'clean',
  version: 1,
  group: 'shape',
  title: 'Clean',
  about: 'Brings values into one form: blanks, phone numbers, zip codes, e-mail addresses.',
  synonyms: ['tidy', 'trim', 'format', 'normalise', 'phone', 'zip', 'e-mail', 'case', 'wash'],
  icon: 'drop',
  ports: ['main', 'rejected'],
  fields: [
    {
      kind: 'cleaning',
      key: 'rules',
      label: 'What to clean',
      help: 'A value that a rule cannot read stays as it is.',
      required: true,
      rules: CLEANING_RULES.map(({ value, label, help }) => ({ value, label, help })),
    },
    {
      kind: 'choice',
      key: 'country',
      label: 'Phone numbers without country are from',
      choices: [
        { value: 'US', label: 'United States' },
        { value: 'CA', label: 'Canada' },
        { value: 'GB', label: 'United Kingdom' },
        { value: 'IE', label: 'Ireland' },
        { value: 'AU', label: 'Australia' },
        { value: 'NZ', label: 'New Zealand' },
        { value: 'DE', label: 'Germany' },
        { value: 'AT', label: 'Austria' },
        { value: 'CH', label: 'Switzerland' },
        { value: 'FR', label: 'France' },
        { value: 'NL', label: 'Netherlands' },
        { value: 'ES', label: 'Spain' },
        { value: 'IT', label: 'Italy' },
      ],
    },
    {
      kind: 'choice',
      key: 'missingAreaCode',
      label: 'A US number without its area code',
      help: 'The area code is never guessed.',
      choices: [
        { value: 'keep', label: 'stays, as 555-0100' },
        { value: 'reject', label: 'fails, and the record with it' },
      ],
    },
  ],
  defaults: () => ({ rules: [], country: 'US', missingAreaCode: 'keep' }),
  summary(settings) {
    const fields = [...new Set(read(settings).rules.map((rule) => rule.field))].filter((field) => field !== '')
    return fields.length === 0 ? 'Nothing to clean yet' : `Cleans ${listWords(fields)}`
  },
  exits: (settings) => (rejects(settings) ? ['main', 'rejected'] : ['main']),
  leaving: (_settings, arriving) => arriving,
  check: () => [],
  plan: (settings, { phone }) => ({ role: 'sync', apply: cleaner(settings, phone) }),
}

const rejects = (settings: Settings): boolean => {
  const { missingAreaCode, rules, country } = read(settings)
  return missingAreaCode === 'reject' && country === 'US' && rules.some((one) => one.rules.includes('phone'))
}

function cleaner(settings: Settings, phone: PhonePort): (data: Data) => Passed {
  const { rules, country, missingAreaCode } = read(settings)
  const context: RuleContext = { phone, country }
  const jobs = rules.map(({ field, rules: names }) => ({
    field,
    rules: names.flatMap((name) => CLEANING_RULES.find((rule) => rule.value === name) ?? []),
    strict: missingAreaCode === 'reject' && names.includes('phone'),
  }))
  return (data) => {
    let cleaned: Data | undefined
    for (const { field, rules: chain, strict } of jobs) {
      const before = cleaned ?? data
      const value = Object.hasOwn(before, field) ? before[field] : undefined
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const after = applyAll(chain, String(value), context)
      if (strict && localNumber(after, country) !== undefined) return withoutAreaCode(before, field, String(value))
      if (after === String(value)) continue
      cleaned ??= copy(data)
      cleaned[field] = after
    }
    return { port: 'main', data: cleaned ?? data }
  }
}

const applyAll = (rules: readonly CleaningRule[], text: string, context: RuleContext): string => {
  let value = text
  for (const rule of rules) value = rule.apply(value, context)
  return value
}

const copy = (data: Data): Data => Object.assign(Object.create(null), data)

const withoutAreaCode = (data: Data, field: string, value: string): Passed => ({
  port: 'rejected',
  data,
  reason: {
    code: 'record.cannot-clean',
    category: 'validation',
    values: { field, value, why: 'the area code is missing' },
  },
})
