/** Webhook events that came in the same moment are committed together; each is answered when its commit is durable. */
import type { Arrival, EventTable, Taken } from '#adapters/sqlite/server-store'

interface Waiting {
  arrival: Arrival
  done(taken: Taken): void
  failed(error: unknown): void
}

export interface EventQueue {
  /** Resolves when the event is durable. Rejects when it was not taken. */
  take(arrival: Arrival): Promise<Taken>
}

/** `arrived` is told of every flow that got events, after their commit. */
export function createEventQueue(events: EventTable, arrived: (flow: string) => void): EventQueue {
  let waiting: Waiting[] = []

  const commit = () => {
    const group = waiting
    waiting = []
    let taken: Taken[]
    try {
      taken = events.take(group.map(({ arrival }) => arrival))
    } catch (error) {
      for (const one of group) one.failed(error)
      return
    }
    for (const [i, one] of group.entries()) one.done(taken[i] as Taken)
    for (const flow of new Set(group.map(({ arrival }) => arrival.flow))) arrived(flow)
  }

  return {
    take: (arrival) =>
      new Promise((done, failed) => {
        waiting.push({ arrival, done, failed })
        // What else has arrived is read before the next turn of the event loop, and joins this commit.
        if (waiting.length === 1) setImmediate(commit)
      }),
  }
}
