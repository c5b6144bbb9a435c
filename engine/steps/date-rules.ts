/** The cleaning rules for dates: what is read, and what is said of a date that cannot be. */
import type { RuleContext, Said, Value } from './cleaning-rule.ts'
import { readDate } from './values/date.ts'
import { type Day, dayText, instantOf, instantText } from './values/moment.ts'

/** To `2024-03-31`: the day as it is written, whatever the zone of its time. */
export function dateRule(text: string, { dates }: RuleContext): Value | Said {
  if (text.trim() === '') return text
  const read = readDate(text, dates)
  if (!read) return { value: text, unreadable: 'it is not a date that exists' }
  return 'day' in read ? dayText(read.day) : ambiguous(text, read.one, read.other)
}

/** To `2024-03-31T10:00:00Z`. A day without a time begins at midnight. */
export function dateTimeRule(text: string, { dates, timeZone }: RuleContext): Value | Said {
  if (text.trim() === '') return text
  const read = readDate(text, dates)
  if (!read) return { value: text, unreadable: 'it is not a date that exists' }
  if (!('day' in read)) return ambiguous(text, read.one, read.other)
  const instant = instantOf(read.day, read.time ?? { ms: 0 }, timeZone)
  const value = instant === undefined ? undefined : instantText(instant)
  return value === undefined ? { value: text, unreadable: `that time does not exist in ${timeZone}` } : value
}

const ambiguous = (text: string, one: Day, other: Day): Said => ({
  value: text,
  either: [dayText(one), dayText(other)],
})
