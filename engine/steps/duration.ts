/** Lengths of time as people set them: `{amount: 10, unit: 'minutes'}`. */
import * as z from 'zod'
import type { Json } from '../model/json.ts'
import type { Settings } from './settings.ts'

export const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const
export type TimeUnit = keyof typeof SECONDS

const durationSchema = z.object({
  amount: z.number().nonnegative(),
  unit: z.enum(['seconds', 'minutes', 'hours', 'days']),
})

/** Milliseconds of a duration, within the limits (in seconds); those of `fallback` when it cannot be read. */
export function durationMs(
  value: Json | undefined,
  limits: { min: number; max: number },
  fallback: { amount: number; unit: TimeUnit },
): number {
  const read = durationSchema.safeParse(value)
  const { amount, unit } = read.success ? read.data : fallback
  return Math.round(Math.min(Math.max(amount * SECONDS[unit], limits.min), limits.max) * 1000)
}

/** `10 minutes`, `1 day`. Undefined when it cannot be read. */
export function durationWords(settings: Settings, key: string): string | undefined {
  const read = durationSchema.safeParse(Object.hasOwn(settings, key) ? settings[key] : undefined)
  if (!read.success) return undefined
  const { amount, unit } = read.data
  return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`
}

/** Seconds of a duration as it is set, for checking its limits. Undefined when it is none. */
export function secondsOf(value: Json): number | undefined {
  const read = durationSchema.safeParse(value)
  return read.success ? read.data.amount * SECONDS[read.data.unit] : undefined
}
