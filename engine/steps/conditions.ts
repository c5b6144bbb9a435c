/** Conditions on a record: read from settings, compiled into one yes or no, and put into words. */
import * as z from 'zod'
import { normalise } from '../match/normalise.ts'
import type { Data, Json } from '../model/json.ts'
import { COMPARISONS, type Comparison, type Conditions } from './fields.ts'
import { text } from './settings.ts'
import { readDate } from './values/date.ts'
import { instantOf } from './values/moment.ts'
import { type NumberStyle, readNumber, styleOf } from './values/number.ts'
import { isBlank, plainText, shortened } from './values/plain-text.ts'

const EMPTY: Conditions = { all: true, list: [] }

export const conditionsSchema = z
  .object({
    all: z.boolean().catch(true),
    list: z
      .array(
        z
          .object({ field: text, is: z.enum(COMPARISONS), value: text })
          .nullable()
          .catch(null),
      )
      .catch([])
      .transform((list) => list.filter((one) => one !== null)),
  })
  .catch(EMPTY)

export interface ConditionStyle {
  /** How numbers are written, such as `de-DE`. */
  locale?: string
  /** The zone of times that name none. */
  timeZone?: string
}

type Test = (value: Json | undefined) => boolean

/**
 * Whether the conditions hold for a record. Text is compared without case and outer blanks; numbers as numbers when both sides are
 * (text that reads as one counts); a field that is missing is blank; lists and groups stand as JSON. No conditions hold. Never throws.
 */
export function compileConditions(conditions: Conditions, style: ConditionStyle = {}): (data: Data) => boolean {
  const numbers = styleOf(style.locale ?? 'en-US')
  const zone = style.timeZone ?? 'UTC'
  const tests = conditions.list.map(({ field, is, value }) => {
    const test = testFor(is, value, numbers, zone)
    return (data: Data) => test(Object.hasOwn(data, field) ? data[field] : undefined)
  })
  if (tests.length === 0) return () => true
  return conditions.all ? (data) => tests.every((test) => test(data)) : (data) => tests.some((test) => test(data))
}

function testFor(is: Comparison, value: string, numbers: NumberStyle, zone: string): Test {
  const wanted = comparable(value)
  switch (is) {
    case 'is':
      return equals(value, numbers)
    case 'is-not':
      return not(equals(value, numbers))
    case 'one-of':
      return anyOf(value.split(',').map((one) => equals(one, numbers)))
    case 'contains':
      return (found) => comparable(plainText(found)).includes(wanted)
    case 'starts-with':
      return (found) => comparable(plainText(found)).startsWith(wanted)
    case 'ends-with':
      return (found) => comparable(plainText(found)).endsWith(wanted)
    case 'blank':
      return isBlank
    case 'filled':
      return not(isBlank)
    case 'before':
      return inTime(value, zone, (found, limit) => found < limit)
    case 'after':
      return inTime(value, zone, (found, limit) => found > limit)
    default:
      return inSize(value, numbers, SIZES[is])
  }
}

const not =
  (test: Test): Test =>
  (value) =>
    !test(value)
const anyOf =
  (tests: readonly Test[]): Test =>
  (value) =>
    tests.some((test) => test(value))

const CASE = new Set(['case'] as const)
const comparable = (value: string): string => normalise(value, CASE)

/** A number that is compared as one: with leading zeros it is a code (a zip code), and 007 is not 7. */
const isCode = (value: string): boolean => /^\s*0\d/.test(value)

function equals(value: string, numbers: NumberStyle): Test {
  const wanted = comparable(value)
  const number = isCode(value) ? undefined : readNumber(value, numbers)
  return (found) => {
    if (typeof found === 'boolean') return (found ? ['true', 'yes'] : ['false', 'no']).includes(wanted)
    if (comparable(plainText(found)) === wanted) return true
    return number !== undefined && !isCode(plainText(found)) && numberOf(found, numbers) === number
  }
}

const numberOf = (value: Json | undefined, numbers: NumberStyle): number | string | undefined => {
  if (typeof value === 'number') return value
  return typeof value === 'string' ? readNumber(value, numbers) : undefined
}

const SIZES = {
  'more-than': (found: number, limit: number) => found > limit,
  'at-least': (found: number, limit: number) => found >= limit,
  'less-than': (found: number, limit: number) => found < limit,
  'at-most': (found: number, limit: number) => found <= limit,
}

function inSize(value: string, numbers: NumberStyle, holds: (found: number, limit: number) => boolean): Test {
  const limit = readNumber(value, numbers)
  if (limit === undefined) return () => false
  return (found) => {
    const number = numberOf(found, numbers)
    return number !== undefined && holds(Number(number), Number(limit))
  }
}

const ISO = { dayMonth: 'ask', pivot: 0, serials: false } as const

interface Moment {
  /** The day as the number 20240304. */
  day: number
  /** Undefined when the text says no time. */
  instant(): number | undefined
}

/** Only dates that begin with the year are read. */
function momentOf(value: string, zone: string): Moment | undefined {
  const found = /^\s*\d{4}-/.test(value) ? readDate(value, ISO) : undefined
  if (!found || !('day' in found)) return undefined
  const { day, time } = found
  return {
    day: (day.year * 100 + day.month) * 100 + day.day,
    instant: () => time && instantOf(day, time, zone),
  }
}

/** Days are compared as they are written, times as instants; the one that says less decides which. */
function inTime(value: string, zone: string, holds: (found: number, limit: number) => boolean): Test {
  const limit = momentOf(value, zone)
  const limitInstant = limit?.instant()
  return (found) => {
    const moment = limit && typeof found === 'string' ? momentOf(found, zone) : undefined
    if (!moment || !limit) return false
    const instant = limitInstant === undefined ? undefined : moment.instant()
    if (instant === undefined || limitInstant === undefined) return holds(moment.day, limit.day)
    return holds(instant, limitInstant)
  }
}

/** What a comparison is called between field and value. */
const WORDS: Record<Comparison, string> = {
  is: 'is',
  'is-not': 'is not',
  contains: 'contains',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'one-of': 'is one of',
  'more-than': 'more than',
  'at-least': 'at least',
  'less-than': 'less than',
  'at-most': 'at most',
  before: 'before',
  after: 'after',
  blank: 'is blank',
  filled: 'is filled',
}

const MOST_SHOWN = 3

/** `Status is won and Amount more than 1,000`; empty without conditions. From the fourth on they are counted. */
export function conditionWords({ all, list }: Conditions): string {
  const words = list.map(({ field, is, value }) => {
    const name = shortened(field, 40) || 'a field'
    return is === 'blank' || is === 'filled' ? `${name} ${WORDS[is]}` : `${name} ${WORDS[is]} ${valueWords(is, value)}`
  })
  const shown = words.length > MOST_SHOWN ? [...words.slice(0, 2), `${words.length - 2} more`] : words
  return shown.join(all ? ' and ' : ' or ')
}

const valueWords = (is: Comparison, value: string): string => {
  const plain = value.trim()
  if (plain === '') return 'nothing'
  const number = Object.hasOwn(SIZES, is) && /^-?\d{4,15}$/.test(plain) ? Number(plain) : undefined
  return number === undefined ? shortened(plain, 40) : number.toLocaleString('en-US')
}
