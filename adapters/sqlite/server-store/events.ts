/** The durable queue of events: numbered per flow, in the order they came; a run reads on from any number. */
import type { Database } from 'better-sqlite3'
import { guarded } from '../failures.ts'

export interface Arrival {
  flow: string
  /** What stands for the event: the sender's Idempotency-Key, the event's own id, a tick. */
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
  /** The same, and in the same commit how far the flow has come: JSON text that `progress` answers. */
  advance(flow: string, arrivals: readonly Arrival[], progress: string): Taken[]
  progress(flow: string): string | undefined
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
  const taking = openTaking(database)
  const after = database.prepare<[string, number, number], QueuedEvent>(
    'SELECT n, body, received_at AS receivedAt FROM events WHERE flow = ? AND n > ? ORDER BY n LIMIT ?',
  )
  const forget = database.prepare("UPDATE events SET body = '' WHERE flow = ? AND n <= ? AND n > ? AND body <> ''")
  const read = database.prepare<[string], string>('SELECT body FROM progress WHERE flow = ?').pluck()
  const write = database.prepare('INSERT OR REPLACE INTO progress (flow, body) VALUES (?, ?)')
  const advance = database.transaction((flow: string, arrivals: readonly Arrival[], progress: string) => {
    const taken = arrivals.map(taking.one)
    write.run(flow, progress)
    return taken
  })
  const forgotten = new Map<string, number>()
  return {
    take: (arrivals) => taking.safely(() => guarded(folder, () => taking.all(arrivals))),
    advance: (flow, arrivals, progress) =>
      taking.safely(() => guarded(folder, () => advance.immediate(flow, arrivals, progress))),
    progress: (flow) => read.get(flow),
    after: (flow, n, limit) => after.all(flow, n, limit),
    last: taking.last,
    forget(flow, n) {
      const from = forgotten.get(flow) ?? 0
      if (n - from < FORGET_AT_ONCE) return
      guarded(folder, () => forget.run(flow, n, from))
      forgotten.set(flow, n)
    },
  }
}

function openTaking(database: Database) {
  const highest = database.prepare<[string], number>('SELECT coalesce(max(n), 0) FROM events WHERE flow = ?').pluck()
  const known = database.prepare<[string, string], { n: number; bodyHash: string }>(
    'SELECT n, body_hash AS bodyHash FROM events WHERE flow = ? AND key = ?',
  )
  const add = database.prepare<[string, number, string | null, string, string, number]>(
    'INSERT INTO events (flow, n, key, body_hash, body, received_at) VALUES (?, ?, ?, ?, ?, ?)',
  )
  // Nobody else can change the file.
  const numbers = new Map<string, number>()
  const last = (flow: string): number => {
    const number = numbers.get(flow) ?? highest.get(flow) ?? 0
    numbers.set(flow, number)
    return number
  }
  const one = ({ flow, key, bodyHash, body, at }: Arrival): Taken => {
    const earlier = key === undefined ? undefined : known.get(flow, key)
    if (earlier) return { ...earlier, known: true }
    const n = last(flow) + 1
    add.run(flow, n, key ?? null, bodyHash, body, at)
    numbers.set(flow, n)
    return { n, known: false, bodyHash }
  }
  return {
    last,
    one,
    all: database.transaction((arrivals: readonly Arrival[]) => arrivals.map(one)),
    /** What was not committed was not numbered either. */
    safely<T>(work: () => T): T {
      try {
        return work()
      } catch (error) {
        numbers.clear()
        throw error
      }
    },
  }
}
