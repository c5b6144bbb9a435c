/** Reads the time that stands behind a date: `10:00`, `T10:00:30.5Z`, `2 pm`, `14:30 +02:00`. */
import type { TimeOfDay } from './moment.ts'

const TIME =
  /^(?:T|,?\s+(?:at\s+)?)?(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?(?:\s*([ap])\.?m\.?)?(?:\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?$/i

/** The time of day, or undefined. Hours alone are only a time with am or pm. */
export function readTime(text: string): TimeOfDay | undefined {
  const [, hours, minutes, seconds = '0', part = '', half, zone] = TIME.exec(text) ?? []
  if (hours === undefined || (minutes === undefined && half === undefined)) return undefined
  let hour = Number(hours)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  }
  const minute = Number(minutes ?? 0)
  if (hour > 23 || minute > 59 || Number(seconds) > 59) return undefined
  const ms = ((hour * 60 + minute) * 60 + Number(seconds)) * 1000 + Math.trunc(Number(`0.${part || '0'}`) * 1000)
  if (zone === undefined) return { ms }
  const minutesEast = minutesOf(zone)
  return minutesEast === undefined ? undefined : { ms, zone: minutesEast }
}

function minutesOf(zone: string): number | undefined {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? []
  if (sign === undefined) return 0
  const total = Number(hours) * 60 + Number(minutes)
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined
  return sign === '-' ? -total : total
}
