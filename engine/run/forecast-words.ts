import type { Forecast } from './forecast.ts'

/** `10,000 customers: 400 calls, 4 min 10 s`. `what` names the records, in the plural. */
export function forecastWords(
  { records, calls, duration }: Pick<Forecast, 'records' | 'calls' | 'duration'>,
  what = 'records',
): string {
  const n = (count: number, one: string, many: string) => `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`
  return `${n(records, what === 'records' ? 'record' : what, what)}: ${n(calls, 'call', 'calls')}, ${timeWords(duration)}`
}

/** Two units at most, rounded up: `12 s`, `4 min 10 s`, `2 h 5 min`, `3 days 4 h`. */
export function timeWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return `${Math.max(1, seconds)} s`
  if (seconds < 3600) return two(seconds, 60, 'min', 's')
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 24 * 60) return two(minutes, 60, 'h', 'min')
  const hours = Math.ceil(minutes / 60)
  return two(hours, 24, hours < 48 ? 'day' : 'days', 'h')
}

function two(amount: number, size: number, large: string, small: string): string {
  const rest = amount % size
  return `${Math.floor(amount / size)} ${large}${rest === 0 ? '' : ` ${rest} ${small}`}`
}
