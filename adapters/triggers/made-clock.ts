/** For tests: a clock that moves only when somebody sleeps, or when it is set. */
import type { Clock } from '#engine'

export interface MadeClock extends Clock {
  set(now: number): void
}

/** Hours pass in an instant; `until` is told of each sleep and may end things. */
export function madeClock(start: number, until: (now: number) => void): MadeClock {
  let now = start
  return {
    now: () => now,
    set: (moment) => {
      now = moment
    },
    async sleep(ms, signal) {
      await new Promise((resolve) => setImmediate(resolve))
      if (signal?.aborted) return
      now += ms
      until(now)
    },
  }
}
