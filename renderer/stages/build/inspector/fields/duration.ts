import type { Json } from '#engine'

export const UNITS = ['seconds', 'minutes', 'hours', 'days'] as const
export type TimeUnit = (typeof UNITS)[number]

export const SECONDS: Readonly<Record<TimeUnit, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 }

/** A duration as it is set; one minute where nothing can be read. */
export function durationOf(value: Json | undefined): { amount: number; unit: TimeUnit } {
  const group = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const unit = UNITS.find((one) => one === group.unit)
  const amount = typeof group.amount === 'number' && group.amount > 0 ? group.amount : undefined
  return { amount: amount ?? 1, unit: unit ?? 'minutes' }
}
