/** One account in one system: every call to it goes through here, in the account's own order, pace and patience. */
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { NetRequest, Ports } from '../ports.ts'
import { type Breaker, breakerFailed, freshBudget, learn, shutBreaker, takeSlot } from '../run/pace.ts'
import type { Connector, RequestTemplate } from './declare.ts'
import { Refusal, readReply } from './reply.ts'
import { fillPath, fillTemplate, type Scope } from './template.ts'

export interface Access {
  address: string
  token: string
}

export interface AccountOptions {
  connector: Connector
  access: Access
  ports: Pick<Ports, 'network' | 'clock' | 'random'>
  /** Milliseconds for which a system that does not answer is waited for; then `giveUp` is called. */
  patience: number
  giveUp(reason: Reason): void
}

export class Account {
  readonly connector: Connector
  private readonly options: AccountOptions
  private breaker: Breaker = shutBreaker()
  private budget
  private busy = 0
  private readonly queue: (() => void)[] = []

  constructor(options: AccountOptions) {
    this.options = options
    this.connector = options.connector
    this.budget = freshBudget(options.connector.limit)
  }

  /** While the breaker is open, failed tries are the system's, not the record's. */
  get open(): boolean {
    return this.breaker.openSince !== undefined
  }

  /**
   * Makes one call; resolves with the answer's JSON, throws a Refusal, or the Failure `run.stopped` when aborted before it was sent.
   * A call that was sent is never cut off: its answer says whether something was written.
   */
  async call(request: RequestTemplate, scope: Scope, signal: AbortSignal): Promise<unknown> {
    const turn = this.enter()
    if (turn) await turn
    try {
      for (let wait = this.wait(signal); wait > 0; wait = this.wait(signal)) {
        await this.options.ports.clock.sleep(wait, signal)
      }
      return await this.send(request, scope)
    } finally {
      this.leave()
    }
  }

  private async send(template: RequestTemplate, scope: Scope): Promise<unknown> {
    const { connector, ports } = this.options
    try {
      const reply = await ports.network.request(this.requestOf(template, scope))
      this.budget = learn(this.budget, connector.limit, reply.headers, ports.clock.now())
      const json = readReply(connector, reply, ports.clock.now())
      this.breaker = shutBreaker()
      return json
    } catch (error) {
      throw this.noteFailure(error)
    }
  }

  private noteFailure(error: unknown): unknown {
    const now = this.options.ports.clock.now()
    const refusal = error instanceof Failure ? new Refusal(this.named(error), undefined, undefined) : error
    if (!(refusal instanceof Refusal)) return error
    const { failure, rule } = refusal
    if (rule?.rateLimit) {
      this.budget = { ...this.budget, until: Math.max(this.budget.until, now + (refusal.retryAfter ?? 1000)) }
    } else if (failure.category === 'transient') {
      this.breaker = breakerFailed(this.breaker, now)
    } else if (failure.category === 'sign-in') {
      this.options.giveUp(reasonOf(failure))
    } else {
      this.breaker = shutBreaker()
    }
    return refusal
  }

  /** The network knows addresses only; people know the system by its name. */
  private named(failure: Failure): Failure {
    const values = { ...failure.values, system: this.connector.title }
    return new Failure(failure.code, failure.category, values, { details: failure.details, cause: failure })
  }

  private requestOf(template: RequestTemplate, scope: Scope): NetRequest {
    const { connector, access } = this.options
    const headers: Record<string, string> = { accept: 'application/json' }
    if (connector.auth.kind === 'bearer') headers.authorization = `Bearer ${access.token}`
    const url = access.address.replace(/\/+$/, '') + fillPath(template.path, scope)
    const request: NetRequest = { method: template.method, url, headers, timeout: connector.timeout }
    if (template.body !== undefined) {
      headers['content-type'] = 'application/json'
      request.body = JSON.stringify(fillTemplate(template.body, scope))
    }
    return request
  }

  /** Takes a slot of the budget; otherwise the milliseconds to wait before asking again. Throws when the run is being stopped. */
  private wait(signal: AbortSignal): number {
    if (signal.aborted) throw new Failure('run.stopped', 'transient')
    const now = this.options.ports.clock.now()
    const { openSince, until } = this.breaker
    if (openSince !== undefined && now - openSince > this.options.patience) {
      const why = 'no answer for a while'
      this.options.giveUp({
        code: 'call.unavailable',
        category: 'transient',
        values: { system: this.connector.title, why },
      })
      throw new Failure('run.stopped', 'transient')
    }
    if (until > now) return until - now
    const slot = takeSlot(this.budget, now)
    if (!('budget' in slot)) return slot.wait
    this.budget = slot.budget
    return 0
  }

  /** A place among the calls under way: at once, or when it is this one's turn. */
  private enter(): Promise<void> | undefined {
    if (this.busy >= this.connector.concurrency) return new Promise<void>((resolve) => this.queue.push(resolve))
    this.busy++
    return undefined
  }

  /** Hands the place to the next in line. */
  private leave(): void {
    const next = this.queue.shift()
    if (next) next()
    else this.busy--
  }
}
