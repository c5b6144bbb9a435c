/**
 * The queue of webhook events as a source that never ends by itself. The run commits records and their position in the queue
 * together, so that a kill at any moment neither loses an event nor takes it twice.
 */
import type { QueuedEvent } from '#adapters/sqlite/server-store'
import type { Data, Source, SourceRecord } from '#engine'
import type { Arrivals } from './arrivals.ts'

export interface EventSourceNeeds {
  flow: string
  eventsAfter(flow: string, n: number, limit: number): Promise<QueuedEvent[]>
  arrivals: Arrivals
  /** Number of the last event that runs of earlier versions took. */
  base: number
}

export function createEventSource({ flow, eventsAfter, arrivals, base }: EventSourceNeeds): Source {
  return {
    async *read(from, batchSize, signal = new AbortController().signal) {
      let taken = Math.max(base, from.taken)
      while (!signal.aborted) {
        const waiting = await eventsAfter(flow, taken, batchSize)
        const last = waiting.at(-1)
        if (last) {
          taken = last.n
          yield { records: waiting.map(recordOf), position: { taken } }
        } else {
          await arrivals.wait(flow, signal)
        }
      }
    },
  }
}

/**
 * An event is the same one in every version and run by its number in the queue, which an Idempotency-Key stands for; one that
 * only reads like an earlier one is another. The data are without a prototype, so that a field named `__proto__` is only a field.
 */
const recordOf = ({ n, body }: QueuedEvent): SourceRecord => ({
  label: `event ${n}`,
  identity: `event ${n}`,
  data: Object.assign(Object.create(null) as Data, JSON.parse(body) as Data),
})

/** Hands over nothing: a run on it finishes what it has taken. */
export const nothingMore: Source = { read: async function* none() {} }
