/**
 * Starts by the clock. A tick counts as fired when its record is committed, together with the tick itself: neither a kill, nor a
 * second process, nor a clock that goes back makes it fire twice.
 */
import { type Clock, dueTicks, type MissedTicks, nextTick, type Schedule, tickRecord } from '#engine'
import type { TriggerIntake } from './intake.ts'

export interface ScheduleOptions {
  schedule: Schedule
  missed: MissedTicks
  intake: TriggerIntake
  clock: Clock
  signal: AbortSignal
}

/** Longest sleep, in milliseconds: a clock that is set forward is noticed after so long. */
const LONGEST = 30_000

interface Progress {
  lastTick: number
}

/** Resolves when `signal` aborts. Throws Failures schedule.invalid and schedule.time-zone, and what the intake throws. */
export async function runSchedule({ schedule, missed, intake, clock, signal }: ScheduleOptions): Promise<void> {
  let { lastTick } = await begin(intake, clock)
  let next = nextTick(schedule, lastTick)
  while (!signal.aborted) {
    const now = clock.now()
    const { due, seen } = next !== undefined && next <= now ? dueTicks(schedule, lastTick, now, missed) : NOTHING
    if (seen !== undefined && seen !== lastTick) {
      const records = due.map((tick) => ({ key: `tick ${tick}`, data: tickRecord(tick, schedule.timeZone) }))
      await intake.take(records, JSON.stringify({ lastTick: seen } satisfies Progress))
      lastTick = seen
      next = nextTick(schedule, lastTick)
    } else {
      await clock.sleep(Math.min(LONGEST, Math.max(1, (next ?? Number.POSITIVE_INFINITY) - now)), signal)
    }
  }
}

const NOTHING: { due: number[]; seen: number | undefined } = { due: [], seen: undefined }

/** A schedule counts from the moment it is first started. */
async function begin(intake: TriggerIntake, clock: Clock): Promise<Progress> {
  const kept = await intake.progress()
  if (kept !== undefined) {
    const { lastTick } = JSON.parse(kept) as Partial<Progress>
    if (typeof lastTick === 'number') return { lastTick }
  }
  const fresh = { lastTick: clock.now() }
  await intake.take([], JSON.stringify(fresh))
  return fresh
}
