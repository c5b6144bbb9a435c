/** Numbers, dates and codes. */
import { oneSlip } from './edits.ts'
import { likeness } from './likeness.ts'

function parseNumber(text: string): number | undefined {
  const plain = text.slice(0, 60).replace(/[\s,_$€£%]/g, '')
  const value = Number(plain)
  return plain !== '' && Number.isFinite(value) ? value : undefined
}

export const number = likeness<number>({
  sketch: parseNumber,
  compare(one, other) {
    const apart = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other), 1e-9)
    return apart === 0 ? 1 : apart <= 0.1 ? 0.9 - apart * 5 : 0
  },
  blocks: (value) => ({ around: [`=${value}`] }),
  agrees: 1.5,
  differs: 1.5,
  neutral: 0.5,
})

/** Eight digits, year first, where the text can be read as a day; else its letters and digits. Month before day, as in the US. */
function parseDate(text: string): string | undefined {
  const plain = text.slice(0, 60).trim()
  const [, isoYear, isoMonth = '', isoDay = ''] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:\D|$)/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})(?:\D|$)/.exec(plain) ?? []
  if (isoYear !== undefined) return `${isoYear}${isoMonth.padStart(2, '0')}${isoDay.padStart(2, '0')}`
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?:\D|$)/.exec(plain)
  if (!local) return plain.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '') || undefined
  const [, first = '', second = '', year = ''] = local
  const [month, day] = Number(first) > 12 || plain.includes('.') ? [second, first] : [first, second]
  const century = year.length === 4 ? '' : Number(year) > 40 ? '19' : '20'
  return `${century}${year}${month.padStart(2, '0')}${day.padStart(2, '0')}`
}

const DAY = /^\d{8}$/
/** What cannot be read as a day says nothing. */
const UNREADABLE = 0.6

/** Day and month swapped, or one slip, may be the same day; the rest is another one. */
function datesAlike(one: string, other: string): number {
  if (one === other) return 1
  if (!DAY.test(one) || !DAY.test(other)) return UNREADABLE
  if (one.slice(0, 4) + one.slice(6) + one.slice(4, 6) === other) return 0.9
  return oneSlip(one, other) ? 0.75 : 0
}

export const date = likeness<string>({
  sketch: parseDate,
  compare: datesAlike,
  // Sorted, so that day and month may be swapped.
  blocks: (day) => ({ where: [`${day.slice(0, 4)}/${[day.slice(4, 6), day.slice(6)].sort().join('/')}`] }),
  agrees: 3.5,
  differs: 4,
  neutral: UNREADABLE,
})

/** Zips, licence numbers: capitals and digits only. */
const codeOf = (text: string): string | undefined =>
  text
    .slice(0, 80)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '') || undefined

function codesAlike(one: string, other: string): number {
  if (one === other) return 1
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length >= 5 && long.startsWith(short)) return 0.95
  return short.length >= 5 && oneSlip(one, other) ? 0.6 : 0
}

const ZIP_LENGTH = 6

export const code = likeness<string>({
  sketch: codeOf,
  compare: codesAlike,
  blocks: (text) =>
    text.length > ZIP_LENGTH && !/^\d{9}$/.test(text) ? { alone: [text] } : { around: [text.slice(0, 5)] },
  agrees: 2,
  differs: 2,
  neutral: 0.5,
})
