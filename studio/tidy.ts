/** Removes what was kept long enough, every hour while the studio is open, and ends erasures that a process ended in. */
import { systemClock } from '#adapters/system'
import type { Context } from './context.ts'
import { finishErasures } from './erase.ts'
import { incident } from './failures.ts'

const HOUR = 3_600_000

/** Answers what ends it. A start is not kept waiting: the first look is a minute later. */
export function keepTidy(context: Context): () => void {
  finishErasures(context)
  const look = () => {
    try {
      context.store.retention.prune(systemClock.now())
    } catch (error) {
      incident(context.options.dataFolder, error)
    }
  }
  const first = setTimeout(look, 60_000).unref()
  const hourly = setInterval(look, HOUR).unref()
  return () => {
    clearTimeout(first)
    clearInterval(hourly)
  }
}
