/** Days and times: which of them exist, and what they are in UTC. */

export interface Day {
  year: number
  month: number
  day: number
}

/** Milliseconds of a day; zone: minutes east of UTC, absent when the text names none. */
export interface TimeOfDay {
  ms: number
  zone?: number
}

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MINUTE = 60_000
const DAY_MS = 86_400_000

/** Whether the calendar has that day, in the years 1 to 9999. */
export function dayExists({ year, month, day }: Day): boolean {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return false
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (LENGTHS[month - 1] ?? 0) + (leap ? 1 : 0)
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0')

/** `2024-03-04`. */
export const dayText = ({ year, month, day }: Day): string => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`

const startOf = ({ year, month, day }: Day): number => {
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime()
}

/**
 * Milliseconds since 1970 of a day and time. A time without a zone is that of `timeZone`; where the clock is put back, the first of the
 * two. Undefined when the clock is put forward over it, so that it does not exist.
 */
export function instantOf(day: Day, { ms, zone }: TimeOfDay, timeZone: string): number | undefined {
  const wall = startOf(day) + ms
  if (zone !== undefined) return wall - zone * MINUTE
  const guesses = [wall - offsetAt(wall - DAY_MS, timeZone), wall - offsetAt(wall + DAY_MS, timeZone)]
  const fitting = guesses.filter((guess) => guess + offsetAt(guess, timeZone) === wall)
  return fitting.length === 0 ? undefined : Math.min(...fitting)
}

/** `2024-03-04T10:00:00Z`, or undefined outside the years 1 to 9999. */
export function instantText(instant: number): string | undefined {
  const date = new Date(instant)
  const year = date.getUTCFullYear()
  return year >= 1 && year <= 9999 ? date.toISOString().replace('.000Z', 'Z') : undefined
}

const clocks = new Map<string, Intl.DateTimeFormat | undefined>()

function clockOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(timeZone)) clocks.set(timeZone, newClock(timeZone))
  return clocks.get(timeZone)
}

/** Undefined for UTC, and for a zone that nobody knows, which is taken for UTC. */
function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  if (timeZone === 'UTC') return undefined
  const parts = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', era: 'short', ...parts, ...time })
  } catch {
    return undefined
  }
}

/** Since 1973 all clocks are changed at a quarter of an hour, so that offsets can be kept for each quarter. */
const QUARTER = 900_000
const SINCE = Date.UTC(1973, 0, 1)
const MOST_KEPT = 20_000
const kept = new Map<string, Map<number, number>>()

/** Milliseconds by which the clocks of the zone are ahead of UTC at that instant. */
function offsetAt(instant: number, timeZone: string): number {
  const clock = clockOf(timeZone)
  if (!clock) return 0
  if (instant < SINCE) return offsetOf(instant, clock)
  const quarter = Math.floor(instant / QUARTER)
  let offsets = kept.get(timeZone)
  if (!offsets || offsets.size >= MOST_KEPT) {
    offsets = new Map()
    kept.set(timeZone, offsets)
  }
  const known = offsets.get(quarter)
  if (known !== undefined) return known
  const offset = offsetOf(quarter * QUARTER, clock)
  offsets.set(quarter, offset)
  return offset
}

function offsetOf(instant: number, clock: Intl.DateTimeFormat): number {
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]))
  const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year)
  const day = startOf({ year, month: Number(parts.month), day: Number(parts.day) })
  const time = (Number(parts.hour) * 60 + Number(parts.minute)) * 60 + Number(parts.second)
  return day + time * 1000 - Math.floor(instant / 1000) * 1000
}
