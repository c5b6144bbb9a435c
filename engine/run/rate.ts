/**
 * The rate budget of an account as pure functions over plain state. Each window is counted in fortieths of its length, and a
 * fortieth counts until its end has left the window: so no window anywhere ever holds more calls than are allowed.
 */
import type { RateLimit, RateWindow } from '../connect/declare.ts'
import { epochOrLeft, LONGEST_WAIT, standardRates } from '../connect/waits.ts'

export interface BudgetWindow {
  limit: number
  /** Milliseconds. */
  per: number
  /** Calls in each part of the window in which there were any, oldest first: number of the part since 1970, and how many. */
  parts: readonly (readonly [part: number, calls: number])[]
  /** The sum of `parts`. */
  used: number
}

export interface Budget {
  windows: readonly BudgetWindow[]
  /** Nobody sends before then: the system asked for it. */
  until: number
}

/** A tenth is left for people who use the same account, and for calls that arrive later than they were sent. */
export const HEADROOM = 0.9

export const PARTS = 40

export const windowsOf = (limit: RateLimit): readonly RateWindow[] => [limit, ...(limit.also ?? [])]

export const freshBudget = (limit: RateLimit): Budget => ({
  windows: windowsOf(limit).map(({ calls, per }) => ({ limit: calls, per, parts: [], used: 0 })),
  until: 0,
})

/** Calls that are made in one window at most. */
export const allowance = (limit: number): number => Math.max(1, Math.floor(limit * HEADROOM))

/** Milliseconds of one part. */
export const partOf = (per: number): number => Math.max(1, Math.ceil(per / PARTS))

/**
 * Takes up to `most` slots: the new budget and how many there were, or the milliseconds to wait for one. They are counted as used
 * at `by`, the last moment at which they will be.
 */
export function takeSlots(
  budget: Budget,
  now: number,
  most = 1,
  by = now,
): { budget: Budget; count: number } | { wait: number } {
  // A pause that lies further ahead than any may be was set before the clock was put back.
  if (now < budget.until && budget.until - now <= LONGEST_WAIT) return { wait: budget.until - now }
  const windows = budget.windows.map((window) => slide(window, now))
  const count = Math.min(most, ...windows.map(({ limit, used }) => allowance(limit) - used))
  if (count <= 0) return { wait: Math.max(...windows.map((window) => waitIn(window, now))) }
  return { budget: { ...budget, windows: windows.map((window) => add(window, by, count)) }, count }
}

/** Slots that were taken with `by`, and not used. */
export function returnSlots(budget: Budget, by: number, count: number): Budget {
  const windows = budget.windows.map((window) => {
    const part = Math.floor(by / partOf(window.per))
    const there = window.parts.find(([at]) => at === part)?.[1] ?? 0
    const back = Math.min(count, there)
    const parts = window.parts.map(([at, calls]) => [at, at === part ? calls - back : calls] as const)
    return { ...window, parts: parts.filter(([, calls]) => calls > 0), used: window.used - back }
  })
  return { ...budget, windows }
}

/** Calls in the windows as of now, in order. */
export const usedNow = (budget: Budget, now: number): number[] =>
  budget.windows.map((window) => slide(window, now).used)

function slide(window: BudgetWindow, now: number): BudgetWindow {
  const { per, parts } = window
  const length = partOf(per)
  const counts = ([at]: readonly [number, number]) => (at + 1) * length > now - per && at * length <= now + 2 * per
  const [oldest] = parts
  const newest = parts.at(-1)
  if (!oldest || !newest || (counts(oldest) && counts(newest))) return window
  const kept = parts.filter(counts)
  return { ...window, parts: kept, used: kept.reduce((sum, [, calls]) => sum + calls, 0) }
}

function add(window: BudgetWindow, at: number, count: number): BudgetWindow {
  const part = Math.floor(at / partOf(window.per))
  const last = window.parts.at(-1)
  const used = window.used + count
  if (last?.[0] === part) return { ...window, parts: window.parts.with(-1, [part, last[1] + count]), used }
  const there = window.parts.find(([other]) => other === part)?.[1] ?? 0
  const others = there > 0 ? window.parts.filter(([other]) => other !== part) : window.parts
  const after = others.findIndex(([other]) => other > part)
  const place = after < 0 ? others.length : after
  const parts = [...others.slice(0, place), [part, there + count] as const, ...others.slice(place)]
  return { ...window, parts, used }
}

/** Milliseconds until enough of the oldest parts have left the window for one more call. */
function waitIn({ limit, per, parts, used }: BudgetWindow, now: number): number {
  let left = used
  for (const [at, calls] of parts) {
    if (left < allowance(limit)) break
    left -= calls
    if (left < allowance(limit)) return Math.max(1, (at + 1) * partOf(per) + per - now)
  }
  return 0
}

interface Told {
  limit: number | undefined
  per: number | undefined
  left: number | undefined
  /** Milliseconds until the system's window begins anew. */
  reset: number | undefined
}

/** Learns from an answer: the system's own limit and what is left of it, others' calls included. The same budget when it says nothing new. */
export function learn(budget: Budget, limit: RateLimit, headers: Record<string, string>, now: number): Budget {
  const standard = standardRates(headers)
  let { until } = budget
  let changed = false
  const windows = budget.windows.map((window, index) => {
    const declared = windowsOf(limit)[index]
    const told =
      (declared?.headers && toldBy(declared, headers, now)) ?? standardOf(standard, window, budget.windows.length)
    if (!told || (told.limit === undefined && told.left === undefined)) return window
    const learned = learnWindow(window, told, now)
    changed ||= learned !== window
    if (told.left === 0 && told.reset !== undefined) until = Math.max(until, now + Math.min(LONGEST_WAIT, told.reset))
    return learned
  })
  return changed || until !== budget.until ? { windows, until } : budget
}

function learnWindow(
  window: BudgetWindow,
  { limit = window.limit, per = window.per, left, reset }: Told,
  now: number,
): BudgetWindow {
  const same = limit === window.limit && per === window.per
  // Parts of another length cannot be told apart any more: they count as of now.
  const known = per === window.per ? { ...slide(window, now), limit } : { limit, per, parts: [], used: 0 }
  const before = per === window.per ? known : add(known, now, slide(window, now).used)
  const others = left === undefined ? 0 : Math.min(limit, limit - left) - before.used
  // Where the system tells when its window begins anew, others' calls are counted until then, and no longer.
  if (others > 0) return add(before, reset === undefined ? now : now + Math.min(reset, per) - per, others)
  return same ? window : before
}

function toldBy({ headers = {} }: RateWindow, answer: Record<string, string>, now: number): Told | undefined {
  const number = (name: string | undefined) => (name === undefined ? undefined : toNumber(answer[name]))
  const reset = number(headers.reset)
  const limit = positive(number(headers.limit))
  const left = number(headers.remaining)
  if (limit === undefined && left === undefined) return undefined
  return {
    limit,
    left,
    per: positive(number(headers.intervalMs)),
    reset: reset === undefined ? undefined : epochOrLeft(reset, now),
  }
}

/** The standard's policy of this window: the one of its length, or the only one there is. */
function standardOf(rates: ReturnType<typeof standardRates>, { per }: BudgetWindow, windows: number): Told | undefined {
  const [only] = rates
  return rates.find((rate) => rate.per === per) ?? (windows === 1 && rates.length === 1 ? only : undefined)
}

/** A limit of nothing, or per no time at all, says nothing. */
const positive = (n: number | undefined): number | undefined => (n !== undefined && n > 0 ? n : undefined)

const toNumber = (text: string | undefined): number | undefined => {
  const value = text === undefined || text === '' ? Number.NaN : Number(text)
  return Number.isFinite(value) ? value : undefined
}
