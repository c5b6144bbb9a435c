/** Retry, breaker and rate budget as pure functions over plain state, so that they can be journaled and run on any clock. */
import type { RateLimit } from '../connect/declare.ts'

/** How often a record's call is tried before its failure is final. */
export const TRIES = 4

/** Milliseconds before the next try: exponential with full jitter, but never less than the system asked for. */
export function backoff(attempt: number, random: number, retryAfter = 0): number {
  return Math.max(retryAfter, Math.round(random * Math.min(30_000, 500 * 2 ** attempt)))
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

/** A call got no usable answer: after three in a row everything for this account waits, longer each time, at most 15 s. */
export function breakerFailed(breaker: Breaker, now: number): Breaker {
  const failures = breaker.failures + 1
  if (failures < OPENS_AFTER) return { ...breaker, failures }
  const wait = Math.min(15_000, 250 * 2 ** (failures - OPENS_AFTER))
  return { failures, openSince: breaker.openSince ?? now, until: now + wait }
}

export interface Budget {
  limit: number
  /** Milliseconds of a window. */
  per: number
  windowStart: number
  /** Calls of this window, and of the one before: together they say how many a sliding window holds. */
  used: number
  before: number
  /** Nobody sends before then: the system asked for it. */
  until: number
}

/** A tenth is left for people who use the same account. */
const HEADROOM = 0.9

export const freshBudget = (limit: RateLimit): Budget => ({
  limit: limit.calls,
  per: limit.per,
  windowStart: 0,
  used: 0,
  before: 0,
  until: 0,
})

/** Takes a slot if there is one: the new budget, or the milliseconds to wait. The window slides, so that no burst spans two of them. */
export function takeSlot(budget: Budget, now: number): { budget: Budget } | { wait: number } {
  if (now < budget.until) return { wait: budget.until - now }
  const here = windowAt(budget, now)
  const most = Math.max(1, Math.floor(here.limit * HEADROOM))
  const left = here.windowStart + here.per - now
  const sliding = Math.ceil((here.before * left) / here.per) + here.used
  if (sliding < most) return { budget: { ...here, used: here.used + 1 } }
  return { wait: here.used < most && here.before > 0 ? Math.min(left, Math.ceil(here.per / here.before)) : left }
}

function windowAt(budget: Budget, now: number): Budget {
  const passed = now - budget.windowStart
  if (passed >= 0 && passed < budget.per) return budget
  const before = passed >= budget.per && passed < 2 * budget.per ? budget.used : 0
  const windowStart = before > 0 ? budget.windowStart + budget.per : now
  return { ...budget, windowStart, used: 0, before }
}

/** Learns from an answer: the system's own limit and what is left of it. */
export function learn(budget: Budget, limit: RateLimit, headers: Record<string, string>, now: number): Budget {
  const number = (name: string | undefined) => (name === undefined ? undefined : toNumber(headers[name]))
  const calls = positive(number(limit.headers?.limit))
  const left = number(limit.headers?.remaining)
  const per = positive(number(limit.headers?.intervalMs))
  if (calls === undefined && left === undefined) return budget
  const known = calls ?? budget.limit
  const used = left === undefined ? budget.used : Math.max(budget.used, known - left)
  const learned = { ...budget, limit: known, per: per ?? budget.per, used }
  return left === 0
    ? { ...learned, until: Math.max(budget.until, Math.min(now + learned.per, budget.windowStart + learned.per)) }
    : learned
}

/** A limit of nothing, or per no time at all, says nothing. */
const positive = (n: number | undefined): number | undefined => (n !== undefined && n > 0 ? n : undefined)

const toNumber = (text: string | undefined): number | undefined => {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}
