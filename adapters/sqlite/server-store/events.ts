/** The durable queue of webhook events: numbered per flow, in the order they came; a run reads on from any number. */
import type { Database } from 'better-sqlite3'
import { guarded } from '../failures.ts'

export interface Arrival {
  flow: string
  /** The sender's Idempotency-Key. */
  key?: string
  /** SHA-256 of the body, for an event with a key: tells the same one sent again from another under its key. */
  bodyHash: string
  /** JSON text of one record. */
  body: string
  at: number
}

/** What became of an arrival: its number; `known` when that number was given to an earlier one with the same key. */
export interface Taken {
  n: number
  known: boolean
  /** The body hash of the event that holds the number. */
  bodyHash: string
}

export interface QueuedEvent {
  n: number
  body: string
  receivedAt: number
}

export interface EventTable {
  /** Takes several arrivals in one commit, in this order. Durable when it returns. Throws data.full, and then none is taken. */
  take(arrivals: readonly Arrival[]): Taken[]
  /** Events with numbers above `n`, in order. */
  after(flow: string, n: number, limit: number): QueuedEvent[]
  /** Highest number given out; 0 when there is none. */
  last(flow: string): number
  /** Drops the bodies of events up to `n`, which stand in the journal of a run by now. Their keys are still known. */
  forget(flow: string, n: number): void
}

/** So many are forgotten together: it costs a commit. */
const FORGET_AT_ONCE = 1000

export function openEvents(database: Database, folder: string): EventTable {
  const last = database.prepare<[string], number>('SELECT coalesce(max(n), 0) FROM events WHERE flow = ?').pluck()
  const known = database.prepare<[string, string], { n: number; bodyHash: string }>(
    'SELECT n, body_hash AS bodyHash FROM events WHERE flow = ? AND key = ?',
  )
  const add = database.prepare(
    `INSERT INTO events (flow, n, key, body_hash, body, received_at)
     VALUES (@flow, @n, @key, @bodyHash, @body, @at)`,
  )
  const after = database.prepare<[string, number, number], QueuedEvent>(
    'SELECT n, body, received_at AS receivedAt FROM events WHERE flow = ? AND n > ? ORDER BY n LIMIT ?',
  )
  const forget = database.prepare("UPDATE events SET body = '' WHERE flow = ? AND n <= ? AND n > ? AND body <> ''")
  const forgotten = new Map<string, number>()
  const takeOne = (arrival: Arrival): Taken => {
    const earlier = arrival.key === undefined ? undefined : known.get(arrival.flow, arrival.key)
    if (earlier) return { ...earlier, known: true }
    const n = (last.get(arrival.flow) ?? 0) + 1
    add.run({ ...arrival, key: arrival.key ?? null, n })
    return { n, known: false, bodyHash: arrival.bodyHash }
  }
  const takeAll = database.transaction((arrivals: readonly Arrival[]) => arrivals.map(takeOne))
  return {
    take: (arrivals) => guarded(folder, () => takeAll(arrivals)),
    after: (flow, n, limit) => after.all(flow, n, limit),
    last: (flow) => last.get(flow) ?? 0,
    forget(flow, n) {
      const from = forgotten.get(flow) ?? 0
      if (n - from < FORGET_AT_ONCE) return
      guarded(folder, () => forget.run(flow, n, from))
      forgotten.set(flow, n)
    },
  }
}
