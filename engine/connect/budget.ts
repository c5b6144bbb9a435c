/** Where the rate budgets of accounts are kept: in this process, or in a place that all processes of a person share. */
import { type Budget, freshBudget, learn, returnSlots, takeSlots, usedNow } from '../run/rate.ts'
import type { RateLimit } from './declare.ts'

/** Slots in hand: so many, to be used by then. */
export interface Lease {
  count: number
  by: number
}

/** Answers at once; `account` names an account without giving its sign-in away. */
export interface BudgetPort {
  /** Slots of the account's budget, or the milliseconds to wait before asking again. */
  take(account: string, limit: RateLimit, now: number): Lease | { wait: number }
  /** Slots that nobody needed in time. */
  giveBack(account: string, limit: RateLimit, lease: Lease): void
  /** What the system says of its limit in an answer. */
  learn(account: string, limit: RateLimit, headers: Record<string, string>, now: number): void
  /** The system asks that nobody sends before `until`. */
  pause(account: string, limit: RateLimit, until: number): void
  /** Calls in the account's windows as of now, and when a pause ends (0: none). */
  usage(account: string, limit: RateLimit, now: number): { used: number[]; limits: number[]; until: number }
}

export const pauseUntil = (budget: Budget, until: number): Budget =>
  until > budget.until ? { ...budget, until } : budget

/** Budgets that end with the process. */
export function createMemoryBudgets(): BudgetPort {
  const budgets = new Map<string, Budget>()
  const of = (account: string, limit: RateLimit) => budgets.get(account) ?? freshBudget(limit)
  return {
    take(account, limit, now) {
      const taken = takeSlots(of(account, limit), now)
      if (!('budget' in taken)) return taken
      budgets.set(account, taken.budget)
      return { count: taken.count, by: now }
    },
    giveBack(account, limit, { count, by }) {
      budgets.set(account, returnSlots(of(account, limit), by, count))
    },
    learn(account, limit, headers, now) {
      budgets.set(account, learn(of(account, limit), limit, headers, now))
    },
    pause(account, limit, until) {
      budgets.set(account, pauseUntil(of(account, limit), until))
    },
    usage(account, limit, now) {
      const budget = of(account, limit)
      return { used: usedNow(budget, now), limits: budget.windows.map((window) => window.limit), until: budget.until }
    },
  }
}
