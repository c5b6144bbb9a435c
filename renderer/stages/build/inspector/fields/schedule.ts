/** A schedule as a sentence: how often, and at what time. Whatever the sentence cannot say stays five cron fields. */

export const OFTEN = ['minutes', 'hour', 'day', 'weekday', 'week', 'month', 'own'] as const
export type Often = (typeof OFTEN)[number]

export interface Spoken {
  often: Often
  /** Every so many minutes. */
  every: number
  minute: number
  hour: number
  /** Days of the week, 0 is Sunday. */
  days: number[]
  /** Day of the month. */
  day: number
}

/** Those that divide an hour, so that the gaps are even. */
export const EVERY_MINUTES = [1, 2, 5, 10, 15, 20, 30] as const

const USUAL: Spoken = { often: 'own', every: 15, minute: 0, hour: 6, days: [1], day: 1 }

const number = (text: string | undefined, most: number): number | undefined => {
  const value = text !== undefined && /^\d{1,2}$/.test(text) ? Number(text) : undefined
  return value !== undefined && value <= most ? value : undefined
}

/** Reads five cron fields as far as the sentence goes. */
export function spokenOf(cron: string): Spoken {
  const [minutes, hours, day, month, week, more] = cron.trim().split(/\s+/)
  if (week === undefined || more !== undefined || month !== '*') return USUAL
  const every = Number(/^\*(?:\/(\d{1,2}))?$/.exec(minutes ?? '')?.[1] ?? (minutes === '*' ? 1 : Number.NaN))
  const anyDay = day === '*' && week === '*'
  if (anyDay && hours === '*' && EVERY_MINUTES.some((one) => one === every))
    return { ...USUAL, often: 'minutes', every }
  const minute = number(minutes, 59)
  if (minute === undefined) return USUAL
  if (anyDay && hours === '*') return { ...USUAL, often: 'hour', minute }
  const hour = number(hours, 23)
  if (hour === undefined) return USUAL
  const at = { ...USUAL, minute, hour }
  if (anyDay) return { ...at, often: 'day' }
  if (day === '*' && week === '1-5') return { ...at, often: 'weekday' }
  if (day === '*') return weekly(at, week)
  const dayOfMonth = number(day, 31)
  return week === '*' && dayOfMonth !== undefined && dayOfMonth > 0 ? { ...at, often: 'month', day: dayOfMonth } : USUAL
}

function weekly(at: Spoken, week: string): Spoken {
  const days = week.split(',').map((one) => number(one, 7))
  if (days.length === 0 || days.some((one) => one === undefined)) return USUAL
  return { ...at, often: 'week', days: [...new Set(days.map((one) => (one ?? 0) % 7))].sort((a, b) => a - b) }
}

/** The five cron fields of a sentence; `before` where people write them themselves. */
export function cronOf({ often, every, minute, hour, days, day }: Spoken, before: string): string {
  switch (often) {
    case 'minutes':
      return every === 1 ? '* * * * *' : `*/${every} * * * *`
    case 'hour':
      return `${minute} * * * *`
    case 'day':
      return `${minute} ${hour} * * *`
    case 'weekday':
      return `${minute} ${hour} * * 1-5`
    case 'week':
      return `${minute} ${hour} * * ${(days.length === 0 ? [1] : days).join(',')}`
    case 'month':
      return `${minute} ${hour} ${day} * *`
    case 'own':
      return before
  }
}

/** 06:05, and back. */
export const clockOf = ({ hour, minute }: Pick<Spoken, 'hour' | 'minute'>): string =>
  `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

export function readClock(text: string): Pick<Spoken, 'hour' | 'minute'> | undefined {
  const [hour, minute] = text.split(':').map((part, i) => number(part, i === 0 ? 23 : 59))
  return hour === undefined || minute === undefined ? undefined : { hour, minute }
}
