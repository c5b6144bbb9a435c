/** What all calls to one account share, whichever run makes them: its pace, its patience, and the calls under way. */

import { type Breaker, breakerFailed, freshBudget, learn, shutBreaker, takeSlot } from '../run/pace.ts'
import type { Connector } from './declare.ts'

export class Gate {
  private readonly connector: Connector
  private breaker: Breaker = shutBreaker()
  private budget
  private busy = 0
  private readonly queue: (() => void)[] = []
  private lastFailure = 0

  constructor(connector: Connector) {
    this.connector = connector
    this.budget = freshBudget(connector.limit)
  }

  /** Since when the account gives no usable answers; undefined while it does. */
  get openSince(): number | undefined {
    return this.breaker.openSince
  }

  /** A place among the calls under way: at once, or when it is this one's turn. */
  enter(): Promise<void> | undefined {
    if (this.busy >= this.connector.concurrency) return new Promise<void>((resolve) => this.queue.push(resolve))
    this.busy++
    return undefined
  }

  /** Hands the place to the next in line. */
  leave(): void {
    const next = this.queue.shift()
    if (next) next()
    else this.busy--
  }

  /**
   * Takes a slot of the budget; otherwise the milliseconds to wait before asking again. Whoever began at `since`, after the last
   * failure, may try at once: the system may be back.
   */
  wait(now: number, since: number): number {
    if (this.breaker.until > now && since <= this.lastFailure) return this.breaker.until - now
    const slot = takeSlot(this.budget, now)
    if (!('budget' in slot)) return slot.wait
    this.budget = slot.budget
    return 0
  }

  /** An answer came: what it says of the limit is taken over. */
  answered(headers: Record<string, string>, now: number): void {
    this.budget = learn(this.budget, this.connector.limit, headers, now)
  }

  /** The account works. */
  worked(): void {
    this.breaker = shutBreaker()
  }

  failed(now: number): void {
    this.breaker = breakerFailed(this.breaker, now)
    this.lastFailure = now
  }

  /** The system asks for a pause. */
  pause(until: number): void {
    this.budget = { ...this.budget, until: Math.max(this.budget.until, until) }
  }
}

/** The gates of a process: one per account, shared by every run and flow that uses it. */
export class Gates {
  private readonly gates = new Map<string, Gate>()

  of(connector: Connector, access: { address: string; token: string }): Gate {
    const account = `${connector.id}\n${access.address}\n${access.token}`
    const known = this.gates.get(account) ?? new Gate(connector)
    this.gates.set(account, known)
    return known
  }
}
