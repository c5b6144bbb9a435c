/** What all calls to one account share, whichever run makes them: its pace, its patience, its sign-in, and the calls under way. */

import type { Reason } from '../model/failure.ts'
import type { Flow } from '../model/flow.ts'
import { own } from '../model/ids.ts'
import type { Hash } from '../ports.ts'
import { type Breaker, breakerFailed, LONGEST_BREAK, shutBreaker } from '../run/pace.ts'
import { type BudgetPort, createMemoryBudgets, type Lease } from './budget.ts'
import type { Connector, RateLimit, RequestTemplate } from './declare.ts'
import { type Access, SignIn } from './sign-in.ts'

export interface GateOptions {
  /** Where the account's budget is kept; in this gate when absent. */
  budgets?: BudgetPort
  /** What the budget is kept under. */
  account?: string
  access?: Access
  /** Told once when the sign-in is no longer accepted. */
  paused?(reason: Reason): void
}

export class Gate {
  private readonly connector: Connector
  private readonly budgets: BudgetPort
  private account: string
  readonly signIn: SignIn
  private breaker: Breaker = shutBreaker()
  private lease: Lease = { count: 0, by: 0 }
  /** Slots in hand of limits that only some calls have. */
  private readonly leases = new Map<string, Lease>()
  private busy = 0
  private readonly queue: (() => void)[] = []
  private lastFailure = 0
  private refusedCalls = 0

  constructor(connector: Connector, options: GateOptions = {}) {
    this.connector = connector
    this.budgets = options.budgets ?? createMemoryBudgets()
    this.account = options.account ?? ''
    this.signIn = new SignIn(options.access, options.paused)
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
  wait(now: number, since: number, own?: RequestTemplate['limit']): number {
    const shutFor = this.breaker.until - now
    // A moment that lies further ahead than any may was set before the clock was put back.
    if (shutFor > 0 && shutFor <= LONGEST_BREAK && since <= this.lastFailure) return shutFor
    const special = own && this.leased(this.leases.get(own.name), `${this.account} ${own.name}`, own, now)
    if (special && 'wait' in special) return special.wait
    if (own && special) this.leases.set(own.name, special)
    const general = this.leased(this.lease, this.account, this.connector.limit, now)
    if ('wait' in general) return general.wait
    this.lease = { ...general, count: general.count - 1 }
    if (own && special) this.leases.set(own.name, { ...special, count: special.count - 1 })
    return 0
  }

  /** Slots in hand, at least one of them. */
  private leased(lease: Lease | undefined, account: string, limit: RateLimit, now: number): Lease | { wait: number } {
    if (lease && lease.count > 0 && now <= lease.by) return lease
    if (lease && lease.count > 0) this.budgets.giveBack(account, limit, lease)
    return this.budgets.take(account, limit, now)
  }

  /** An answer came: what it says of the limit is taken over. */
  answered(headers: Record<string, string>, now: number): void {
    this.budgets.learn(this.account, this.connector.limit, headers, now)
  }

  /** The account works. */
  worked(): void {
    this.breaker = shutBreaker()
  }

  failed(now: number): void {
    this.breaker = breakerFailed(this.breaker, now)
    this.lastFailure = now
  }

  /** The system refused a call and asks for a pause. What was leased before counts no more. */
  pause(until: number): void {
    this.refusedCalls++
    this.lease = { count: 0, by: 0 }
    this.leases.clear()
    this.budgets.pause(this.account, this.connector.limit, until)
  }

  /** Another sign-in for the same account of ours: whoever waits goes on with it. */
  renew(access: Access, account = this.account): void {
    this.account = account
    this.lease = { count: 0, by: 0 }
    this.leases.clear()
    this.signIn.renew(access)
  }

  /** For the screen: calls in each window, its limit, calls that were refused as too many, and when a pause ends (0: none). */
  usage(now: number): { used: number[]; limits: number[]; until: number; refused: number } {
    return { ...this.budgets.usage(this.account, this.connector.limit, now), refused: this.refusedCalls }
  }
}

export interface GatesOptions {
  /** Budgets that other processes share; needs `hash`, since sign-ins must not leave this process. */
  shared?: {
    budgets: BudgetPort
    hash: Hash
    /** Accounts of practice systems on this computer are left out. */
    outsideOnly?: boolean
  }
  /** An account's sign-in is no longer accepted: told once for each pause, whichever runs use it. */
  paused?(account: { connector: string; title: string; address: string; reason: Reason }): void
}

/** The gates of a process: one per account, shared by every run and flow that uses it. */
export class Gates {
  private readonly gates = new Map<string, Gate>()
  private readonly options: GatesOptions

  constructor(options: GatesOptions = {}) {
    this.options = options
  }

  of(connector: Connector, access: Access): Gate {
    const account = accountOf(connector, access)
    const known = this.gates.get(account)
    if (known) return known
    const { shared, paused } = this.options
    // A system on this computer is nobody else's.
    const gate = new Gate(connector, {
      ...(shared && !(shared.outsideOnly && isHere(access.address))
        ? { budgets: shared.budgets, account: shared.hash.sha256(account) }
        : {}),
      access,
      paused: (reason) =>
        paused?.({ connector: connector.id, title: connector.title, address: access.address, reason }),
    })
    this.gates.set(account, gate)
    return gate
  }

  /** The sign-in of a connection was changed from one to another: runs that wait for it go on with the new one. */
  renew(connector: Connector, before: Access, now: Access): void {
    const gate = this.gates.get(accountOf(connector, before))
    if (!gate) return
    const account = accountOf(connector, now)
    this.gates.delete(accountOf(connector, before))
    this.gates.set(account, gate)
    gate.renew(now, this.options.shared?.hash.sha256(account))
  }
}

/** Calls that a flow has under way at once, at most: more open connections than that are of no use. */
export function callsAtOnce(
  { connections }: Pick<Flow, 'connections'>,
  connectors: Readonly<Record<string, Connector>>,
): number {
  const each = Object.values(connections).map(({ connector }) => own(connectors, connector)?.concurrency ?? 0)
  return Math.max(
    1,
    each.reduce((sum, one) => sum + one, 0),
  )
}

const isHere = (address: string): boolean =>
  /^(?:sqlite:|[a-z]+:\/\/(?:127\.|localhost[:/]|localhost$|\[::1\]))/i.test(address)

/** A kept sign-in is the same account whatever its token is. */
const accountOf = ({ id }: Connector, { address, token, renewal }: Access): string =>
  `${id}\n${address}\n${renewal ? `kept ${renewal.account}` : token}`
