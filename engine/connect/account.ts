/** One run's way to an account in a system: calls go through the account's gate, which all runs share, with the run's own patience. */
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { Json } from '../model/json.ts'
import type { NetRequest, Ports } from '../ports.ts'
import type { Connector, RequestTemplate } from './declare.ts'
import { Gate } from './gate.ts'
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
  /** The account's gate; one of its own when nobody else calls the account. */
  gate?: Gate
  /** Milliseconds for which a system that does not answer is waited for; then `giveUp` is called. */
  patience: number
  giveUp(reason: Reason): void
  /** Told when the system stops answering, and (without a reason) when it answers again. */
  troubled?(reason: Reason | undefined): void
}

export class Account {
  readonly connector: Connector
  private readonly options: AccountOptions
  private readonly gate: Gate
  private readonly since: number
  /** Whether somebody was told that the system does not answer. */
  private told = false

  constructor(options: AccountOptions) {
    this.options = options
    this.connector = options.connector
    this.gate = options.gate ?? new Gate(options.connector)
    this.since = options.ports.clock.now()
  }

  /** While the breaker is open, failed tries are the system's, not the record's. */
  get open(): boolean {
    return this.gate.openSince !== undefined
  }

  /**
   * Makes one call; resolves with the answer's JSON, throws a Refusal, or the Failure `run.stopped` when aborted before it was sent.
   * A call that was sent is never cut off: its answer says whether something was written.
   */
  async call(request: RequestTemplate, scope: Scope, signal: AbortSignal): Promise<unknown> {
    const turn = this.gate.enter()
    if (turn) await turn
    try {
      for (let wait = this.wait(signal); wait > 0; wait = this.wait(signal)) {
        await this.options.ports.clock.sleep(wait, signal)
      }
      return await this.send(request, scope)
    } finally {
      this.gate.leave()
    }
  }

  private async send(template: RequestTemplate, scope: Scope): Promise<unknown> {
    const { connector, ports } = this.options
    try {
      const reply = await ports.network.request(this.requestOf(template, scope))
      this.gate.answered(reply.headers, ports.clock.now())
      const json = readReply(connector, reply, ports.clock.now())
      this.gate.worked()
      this.tell(undefined)
      return json
    } catch (error) {
      throw this.noteFailure(error)
    }
  }

  private noteFailure(error: unknown): unknown {
    const now = this.options.ports.clock.now()
    const refusal = this.cleared(error)
    if (!refusal) return error
    const { failure, rule, retryAfter } = refusal
    if (rule?.rateLimit) this.gate.pause(now + (retryAfter ?? 1000))
    else if (failure.category === 'transient') {
      this.gate.failed(now)
      if (this.open) this.tell(reasonOf(failure))
    } else if (failure.category === 'sign-in') this.options.giveUp(reasonOf(failure))
    else this.gate.worked()
    return refusal
  }

  private tell(reason: Reason | undefined): void {
    const trouble = reason !== undefined
    if (trouble === this.told) return
    this.told = trouble
    this.options.troubled?.(reason)
  }

  /** The failure with the system's name, and without the token, which some systems repeat in their answers. */
  private cleared(error: unknown): Refusal | undefined {
    if (!(error instanceof Failure || error instanceof Refusal)) return undefined
    const failure = error instanceof Failure ? error : error.failure
    const { code, category } = failure
    const values = this.withoutToken({ ...failure.values, system: this.connector.title })
    const cleared = new Failure(code, category, values, { details: this.withoutToken(failure.details), cause: failure })
    return error instanceof Failure
      ? new Refusal(cleared, undefined, undefined)
      : new Refusal(cleared, error.rule, error.retryAfter)
  }

  private withoutToken(texts: Record<string, Json>): Record<string, Json> {
    const { token } = this.options.access
    if (token === '') return texts
    const clear = (value: Json): Json => (typeof value === 'string' ? value.replaceAll(token, '[token]') : value)
    return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, clear(value)]))
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

  /** Milliseconds to wait before asking again, 0 with a slot in hand. Throws when the run is being stopped or its patience is at an end. */
  private wait(signal: AbortSignal): number {
    if (signal.aborted) throw new Failure('run.stopped', 'transient')
    const now = this.options.ports.clock.now()
    const { openSince } = this.gate
    // A run that began while the system was away gives it its full time.
    if (openSince !== undefined && now - Math.max(openSince, this.since) > this.options.patience) {
      const values = { system: this.connector.title, why: 'no answer for a while' }
      this.options.giveUp({ code: 'call.unavailable', category: 'transient', values })
      throw new Failure('run.stopped', 'transient')
    }
    return this.gate.wait(now, this.since)
  }
}
