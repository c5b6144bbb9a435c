/** Reads dates as people write them. A date that can be two days is never guessed: the setting says which part comes first. */
import { type Day, dayExists, type TimeOfDay } from './moment.ts'
import { monthNamed } from './month-names.ts'
import { readTime } from './time-of-day.ts'

/** Which comes first where both readings are a date; `ask`: neither is taken. */
export type DayMonth = 'day-first' | 'month-first' | 'ask'

export interface DateStyle {
  dayMonth: DayMonth
  /** Two-digit years up to this one are in the 2000s, later ones in the 1900s. */
  pivot: number
  /** Whether a bare number is the day count of a spreadsheet. */
  serials: boolean
}

export type ReadDate = { day: Day; time?: TimeOfDay } | { one: Day; other: Day } | undefined

interface Pattern {
  shape: RegExp
  /** The candidates, the likeliest by the setting first; several only where they are different days. */
  days(parts: string[], style: DateStyle): Day[]
}

const LONGEST = 80
const WEEKDAY =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mo|di|mi|do|fr|sa|so)|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag))\.?,?\s+/i
/** The time that may follow; a blank, a comma or the letter T stands before it. */
const REST = '(?![\\d./-])(.*)$'

const PATTERNS: readonly Pattern[] = [
  { shape: new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})${REST}`, 's'), days: yearFirst },
  {
    shape: new RegExp(`^(\\d{4})([/.])(\\d{1,2})\\2(\\d{1,2})${REST}`, 's'),
    days: ([y, , m, d]) => yearFirst([y, m, d]),
  },
  { shape: /^(\d{4})(\d{2})(\d{2})((?:T.*)?)$/s, days: yearFirst },
  {
    shape: new RegExp(`^(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})${REST}`, 's'),
    days: ([a, , b, y], style) => eitherFirst([a, b, y], style),
  },
  {
    shape: /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -]?(?:of )?(\p{L}+)\.?,?[ -](\d{4}|\d{2})(?!\d)(.*)$/su,
    days: ([d, name, y], style) => named(name, d, y, style),
  },
  {
    shape: /^(\p{L}+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4}|\d{2})(?![\d:])(.*)$/su,
    days: ([name, d, y], style) => named(name, d, y, style),
  },
]

/**
 * The date of a text, with the time that follows it; two days when the text can be both; undefined when it is none, or a day that does
 * not exist.
 */
export function readDate(text: string, style: DateStyle): ReadDate {
  if (text.length > LONGEST) return undefined
  const plain = text.trim().replace(/\s+/g, ' ').replace(WEEKDAY, '')
  if (style.serials && /^\d{1,7}(?:\.\d+)?$/.test(plain)) return readSerial(Number(plain))
  for (const { shape, days } of PATTERNS) {
    const found = shape.exec(plain)
    if (!found) continue
    const rest = found.at(-1) ?? ''
    const time = rest === '' ? undefined : readTime(rest)
    if (rest !== '' && !time) return undefined
    const [day, other] = days(found.slice(1, -1), style).filter(dayExists)
    if (!day) return undefined
    if (other) return { one: day, other }
    return time ? { day, time } : { day }
  }
  return undefined
}

function yearFirst([year, month, day]: (string | undefined)[]): Day[] {
  return [{ year: Number(year), month: Number(month), day: Number(day) }]
}

function named(name: string | undefined, day: string | undefined, year: string | undefined, style: DateStyle): Day[] {
  const month = monthNamed(name ?? '')
  return month === undefined ? [] : [{ year: fullYear(year ?? '', style), month, day: Number(day) }]
}

function eitherFirst([a, b, y]: (string | undefined)[], style: DateStyle): Day[] {
  const year = fullYear(y ?? '', style)
  const dayFirst = { year, month: Number(b), day: Number(a) }
  const monthFirst = { year, month: Number(a), day: Number(b) }
  if (Number(a) === Number(b) || !dayExists(monthFirst)) return [dayFirst]
  if (!dayExists(dayFirst)) return [monthFirst]
  if (style.dayMonth === 'ask') return [dayFirst, monthFirst]
  return [style.dayMonth === 'day-first' ? dayFirst : monthFirst]
}

const fullYear = (year: string, { pivot }: DateStyle): number =>
  year.length > 2 ? Number(year) : Number(year) + (Number(year) <= pivot ? 2000 : 1900)

const DAY_MS = 86_400_000
/** The last day of 9999. */
const LAST_SERIAL = 2_958_465

/** Day 1 is 1 January 1900. Day 60 is 29 February 1900, which never was; spreadsheets count it all the same. */
function readSerial(serial: number): ReadDate {
  const whole = Math.floor(serial)
  if (whole < 1 || whole === 60 || whole > LAST_SERIAL) return undefined
  const date = new Date(Date.UTC(1899, 11, whole < 60 ? 31 : 30) + whole * DAY_MS)
  const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  const ms = Math.min(Math.round((serial - whole) * 86_400), 86_399) * 1000
  return ms === 0 ? { day } : { day, time: { ms } }
}
