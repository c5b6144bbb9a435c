/** Events that came in the same moment are committed together; each is answered when its commit is durable. */
import type { Arrival, EventTable, Taken } from '#adapters/sqlite/server-store'

interface Waiting {
  arrivals: readonly Arrival[]
  done(taken: Taken[]): void
  failed(error: unknown): void
}

export interface EventQueue {
  /** Resolves when all of them are durable. Rejects when none was taken. */
  take(arrivals: readonly Arrival[]): Promise<Taken[]>
}

/** `arrived` is told of every flow that got events, after their commit. */
export function createEventQueue(events: EventTable, arrived: (flow: string) => void): EventQueue {
  let waiting: Waiting[] = []

  const commit = () => {
    const group = waiting
    waiting = []
    const all = group.flatMap(({ arrivals }) => arrivals)
    let taken: Taken[]
    try {
      taken = events.take(all)
    } catch (error) {
      for (const one of group) one.failed(error)
      return
    }
    let at = 0
    for (const one of group) {
      one.done(taken.slice(at, at + one.arrivals.length))
      at += one.arrivals.length
    }
    for (const flow of new Set(all.map((arrival) => arrival.flow))) arrived(flow)
  }

  return {
    take: (arrivals) =>
      new Promise((done, failed) => {
        waiting.push({ arrivals, done, failed })
        // What else has arrived is read before the next turn of the event loop, and joins this commit.
        if (waiting.length === 1) setImmediate(commit)
      }),
  }
}
