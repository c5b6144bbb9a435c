/**
 * Which ticks of a schedule are due. A tick is the moment it was meant for, so that the same one has the same name however late
 * it is looked at. On the day clocks go forward, a time of day that does not exist is taken right after the gap; on the day they
 * go back, a time of day that exists twice is taken once.
 */
import { Cron } from 'croner'
import { Failure } from '../model/failure.ts'

/** What happens with ticks that went by unseen: none of them, the last one, or every one. */
export type MissedTicks = 'skip' | 'once' | 'all'

export interface Schedule {
  /** Five cron fields. */
  cron: string
  /** An IANA name, such as `Europe/Berlin`. */
  timeZone: string
}

/** A tick looked at no later than this was not missed: 5 minutes. */
const GRACE = 300_000
/** Most ticks that are caught up with at once. */
const MOST = 1000

const KNOWN = new Map<string, Cron>()

/** Throws Failures schedule.invalid and schedule.time-zone. */
export function checkSchedule({ cron, timeZone }: Schedule): void {
  cronOf({ cron, timeZone })
}

/** The first tick after `after` (milliseconds since 1970); undefined when there is none. Throws what `checkSchedule` throws. */
export function nextTick(schedule: Schedule, after: number): number | undefined {
  return cronOf(schedule).nextRun(new Date(after))?.getTime()
}

/**
 * The ticks to fire at `now`, in order. `lastTick` is the last one that was seen, or the moment since which the schedule counts.
 * A clock that went back finds nothing due until it has passed `lastTick` again. Of missed ticks, `skip` fires none, `once` the
 * last, `all` every one, at most 1,000. `seen` is the newest tick that went by: the `lastTick` of the next call.
 * Throws what `checkSchedule` throws.
 */
export function dueTicks(
  schedule: Schedule,
  lastTick: number,
  now: number,
  missed: MissedTicks,
): { due: number[]; seen: number } {
  const newest = newestTick(schedule, lastTick, now)
  if (newest === undefined) return { due: [], seen: lastTick }
  const fresh = now - newest <= GRACE
  if (missed === 'all') return caughtUp(schedule, lastTick, now)
  return { due: fresh || missed === 'once' ? [newest] : [], seen: newest }
}

/** The last tick in (from, to]. */
function newestTick(schedule: Schedule, from: number, to: number): number | undefined {
  if (to <= from) return undefined
  const cron = cronOf(schedule)
  const [before] = cron.previousRuns(1, new Date(to + 1))
  const found = before?.getTime()
  if (found !== undefined && found > from && found <= to) return found
  // Around a change of the clocks, looking back and looking forward need not agree: forward decides.
  const next = cron.nextRun(new Date(from))?.getTime()
  return next !== undefined && next <= to ? next : undefined
}

function caughtUp(schedule: Schedule, from: number, to: number): { due: number[]; seen: number } {
  const due: number[] = []
  let seen = from
  while (due.length < MOST) {
    const next = nextTick(schedule, seen)
    if (next === undefined || next > to) break
    due.push(next)
    seen = next
  }
  return { due, seen }
}

function cronOf({ cron, timeZone }: Schedule): Cron {
  const name = `${timeZone} ${cron}`
  const known = KNOWN.get(name)
  if (known) return known
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch (error) {
    throw new Failure('schedule.time-zone', 'permanent', { timeZone }, { cause: error })
  }
  try {
    const made = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true })
    if (KNOWN.size >= 1000) KNOWN.clear()
    KNOWN.set(name, made)
    return made
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '').replace(/\.$/, '') : String(error)
    throw new Failure('schedule.invalid', 'permanent', { cron, why }, { cause: error })
  }
}
