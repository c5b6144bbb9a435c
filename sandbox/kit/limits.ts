import type { Call } from '../http/exchange.ts'
import { createWindow } from '../hubspot/limits.ts'
import type { LimitDeclaration, LimitState } from './system.ts'

/** What counts calls against the limits of one system's account. */
export interface LimitGuard {
  /** Counts a call, or says which limit it goes over and how long to wait. `done` when it is over, for limits of calls at once. */
  take(
    call: Call,
    now: number,
  ): { readonly done: () => void } | { readonly over: LimitDeclaration; readonly waitMs: number }
  states(now: number): LimitState[]
}

/** Unconfirmed for each system unless it says otherwise: that refused calls are not counted. */
export function createLimitGuard(limits: readonly LimitDeclaration[]): LimitGuard {
  const gates = limits.map((limit) => (limit.atOnce ? crowdGate(limit) : windowGate(limit)))
  return {
    take: (call, now) => {
      const counting = gates.filter(({ limit }) => limit.counts?.(call) ?? true)
      const full = counting.find((gate) => gate.left(now) === 0)
      if (full) return { over: full.limit, waitMs: full.waitMs(now) }
      const ends = counting.map((gate) => gate.enter(now))
      return { done: () => ends.forEach((end) => void end()) }
    },
    states: (now) =>
      gates.map((gate) => {
        const { name, calls, per } = gate.limit
        return { name, calls, per, left: gate.left(now), resetMs: gate.left(now) === 0 ? gate.waitMs(now) : 0 }
      }),
  }
}

interface Gate {
  readonly limit: LimitDeclaration
  left(now: number): number
  /** Asked for when nothing is left. */
  waitMs(now: number): number
  enter(now: number): () => void
}

function windowGate(limit: LimitDeclaration): Gate {
  const window = createWindow(limit.calls, limit.per)
  return {
    limit,
    left: window.remaining,
    waitMs: window.take,
    enter: (now) => {
      window.take(now)
      return () => undefined
    },
  }
}

/** When one of those under way is done is not known: a second is as good as anything. */
const crowdWaitMs = 1_000

function crowdGate(limit: LimitDeclaration): Gate {
  let inside = 0
  return {
    limit,
    left: () => Math.max(0, limit.calls - inside),
    waitMs: () => crowdWaitMs,
    enter: () => {
      inside += 1
      return () => {
        inside -= 1
      }
    },
  }
}
