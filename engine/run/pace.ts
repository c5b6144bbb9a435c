/** Retry and breaker as pure functions over plain state, so that they can be journaled and run on any clock. */

/** How often a record's call is tried before its failure is final, where the step does not say. */
export const TRIES = 4

/** The waits of a retry sentence, in milliseconds. */
export interface Waits {
  /** Most that the first wait takes; each further one takes up to twice the one before. */
  first: number
  /** Most that any wait takes, unless the system asks for longer. */
  most: number
}

export const USUAL_WAITS: Waits = { first: 500, most: 30_000 }

/** Milliseconds before the next try: exponential with full jitter, but never less than the system asked for. */
export function backoff(attempt: number, random: number, retryAfter = 0, { first, most }: Waits = USUAL_WAITS): number {
  return Math.max(retryAfter, Math.round(random * Math.min(most, first * 2 ** attempt)))
}

export interface Breaker {
  /** Failed calls since the last success. */
  failures: number
  /** When it opened; undefined while it is shut. */
  openSince?: number
  /** Calls wait until then. */
  until: number
}

export const shutBreaker = (): Breaker => ({ failures: 0, until: 0 })

const OPENS_AFTER = 3

/** Milliseconds for which an open breaker lets nobody try, at most. */
export const LONGEST_BREAK = 15_000

/** A call got no usable answer: after three in a row everything for this account waits, longer each time, at most 15 s. A clock that was put back counts from then. */
export function breakerFailed(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1
  if (failures < OPENS_AFTER) return { ...breaker, failures }
  const wait = Math.min(LONGEST_BREAK, 250 * 2 ** (failures - OPENS_AFTER))
  return { failures, openSince: Math.min(breaker.openSince ?? now, now), until: now + wait }
}
