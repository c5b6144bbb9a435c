/** Cleans one record after the other by the settings of "Clean". */
import type { Reason } from '../model/failure.ts'
import { copyData, type Data } from '../model/json.ts'
import type { PhonePort } from '../ports.ts'
import type { CleanSettings } from './clean.ts'
import { CLEANING_RULES, localNumber } from './clean-rules.ts'
import type { CleaningRule, RuleContext, Value } from './cleaning-rule.ts'
import type { Passed } from './declare.ts'
import { styleOf } from './values/number.ts'
import { shortened } from './values/plain-text.ts'

interface Job {
  field: string
  chain: readonly CleaningRule[]
  /** Whether a US number without area code fails the record. */
  strict: boolean
  unreadable: CleanSettings['unreadable']
  context: RuleContext
}

type Result = { value: Value; currency?: string } | { reason: Reason }

/** The record with its values cleaned, by `main`; or, as far as it was cleaned, by `rejected` with the reason. Pure; never throws. */
export function cleaner(
  settings: CleanSettings,
  { phone, locale, timeZone }: { phone: PhonePort; locale: string; timeZone: string },
): (data: Data) => Passed {
  const { country, dayMonth, pivot, serialDates: serials, keepCurrency } = settings
  const numbers = settings.numbers === 'flow' ? styleOf(locale) : settings.numbers
  const context: RuleContext = { phone, country, numbers, timeZone, dates: { dayMonth, pivot, serials } }
  const jobs = settings.rules.map(
    ({ field, rules }): Job => ({
      field,
      chain: rules.flatMap((name) => CLEANING_RULES.find((rule) => rule.value === name) ?? []),
      strict: settings.missingAreaCode === 'reject' && rules.includes('phone'),
      unreadable: settings.unreadable,
      context,
    }),
  )
  return (data) => {
    let cleaned: Data | undefined
    for (const job of jobs) {
      const before = cleaned ?? data
      const value = Object.hasOwn(before, job.field) ? before[job.field] : undefined
      if (typeof value !== 'string' && typeof value !== 'number') continue
      const result = cleanValue(job, value)
      if ('reason' in result) return { port: 'rejected', data: before, reason: result.reason }
      const currency = keepCurrency ? result.currency : undefined
      if (result.value === value && currency === undefined) continue
      cleaned ??= copyData(data)
      cleaned[job.field] = result.value
      if (currency !== undefined) cleaned[`${job.field}_currency`] = currency
    }
    return { port: 'main', data: cleaned ?? data }
  }
}

function cleanValue(job: Job, before: string | number): Result {
  const { chain, field, context, unreadable, strict } = job
  let value: Value = before
  let currency: string | undefined
  for (const rule of chain) {
    if (typeof value === 'boolean') break
    const text: string = String(value)
    const after = rule.apply(text, context, value)
    if (typeof after !== 'object') {
      value = sameText(after, text) ? value : after
      continue
    }
    if (after.either) return { reason: twoDays(field, before, after.either) }
    if (after.unreadable !== undefined) {
      if (unreadable === 'reject') return { reason: cannotClean(field, before, after.unreadable) }
      if (unreadable === 'empty') return { value: '' }
    }
    currency = after.currency ?? currency
    value = sameText(after.value, text) ? value : after.value
  }
  if (strict && localNumber(String(value), context.country) !== undefined)
    return { reason: cannotClean(field, before, 'the area code is missing') }
  return currency === undefined ? { value } : { value, currency }
}

/** A number that a rule leaves as its digits stays a number. */
const sameText = (after: Value, text: string): boolean => typeof after === 'string' && after === text

const shown = (value: string | number): string => shortened(String(value), 200)

const cannotClean = (field: string, value: string | number, why: string): Reason => ({
  code: 'record.cannot-clean',
  category: 'validation',
  values: { field, value: shown(value), why },
})

const twoDays = (field: string, value: string | number, [one, other]: readonly [string, string]): Reason => ({
  code: 'record.ambiguous-date',
  category: 'validation',
  values: { field, value: shown(value), one, other },
})
