/** One run's way to an account in a system: calls go through the account's gate, which all runs share, with the run's own patience. */
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { NetReply, Ports } from '../ports.ts'
import { type Budget, freshBudget, takeSlots } from '../run/rate.ts'
import type { Connector, Operation, RateWindow, RequestTemplate, TargetObject } from './declare.ts'
import { type DescribedFields, objectIn } from './fields.ts'
import { Gate } from './gate.ts'
import { Refusal, readReply } from './reply.ts'
import { fillRequest, withoutToken } from './request.ts'
import type { Access } from './sign-in.ts'
import type { Scope } from './template.ts'

export type { Access } from './sign-in.ts'

export interface AccountOptions {
  connector: Connector
  access: Access
  ports: Pick<Ports, 'network' | 'clock' | 'random'>
  /** The account's gate; one of its own when nobody else calls the account. */
  gate?: Gate
  /** Milliseconds for which a system that does not answer is waited for; then `giveUp` is called. */
  patience: number
  giveUp(reason: Reason): void
  /** Told when the system stops answering or accepting the sign-in, and (without a reason) when it works again. */
  troubled?(reason: Reason | undefined): void
  /** Calls wait for a sign-in that is renewed, instead of giving up. */
  waitsForSignIn?: boolean
  /** This run takes its time: a window of its own beside those of the account. */
  spread?: RateWindow
  /** Fields that were read from the connected account. */
  described?: DescribedFields
}

export interface CallOptions {
  /** Milliseconds that count as "no answer", instead of the connector's. */
  timeout?: number
  /** The path with its query, as the system itself named it, instead of the template's. */
  path?: string
}

/** What came back of a call that was made in another way: what it brought, or an answer that refuses it. */
export type Through<T> = { value: T; headers: Record<string, string> } | { refused: NetReply }

export class Account {
  readonly connector: Connector
  private readonly options: AccountOptions
  private readonly gate: Gate
  private began: number
  private spread: Budget | undefined
  /** Whether somebody was told that the system does not answer. */
  private told = false

  constructor(options: AccountOptions) {
    this.options = options
    this.connector = options.connector
    this.gate = options.gate ?? new Gate(options.connector)
    this.began = options.ports.clock.now()
    if (options.spread) this.spread = freshBudget(options.spread)
  }

  private readonly objects = new Map<string, TargetObject>()

  /** What the operation writes, with the fields of the connected account. */
  objectOf({ object }: Operation): TargetObject | undefined {
    const known = this.objects.get(object) ?? objectIn(this.connector, object, this.options.described)
    if (known) this.objects.set(object, known)
    return known
  }

  /** When it first had something to ask; a clock that was put back since counts from then. */
  private asked: number | undefined

  /** When it was made; a clock that was put back since counts from then. */
  private get since(): number {
    this.began = Math.min(this.began, this.options.ports.clock.now())
    return this.began
  }

  /** While the breaker is open, failed tries are the system's, not the record's. */
  get open(): boolean {
    return this.gate.openSince !== undefined
  }

  /** Why calls would wait for another sign-in; undefined while the account is usable. */
  get paused(): Reason | undefined {
    return this.gate.signIn.pausedFor(this.since)
  }

  get usage(): ReturnType<Gate['usage']> {
    return this.gate.usage(this.options.ports.clock.now())
  }

  /**
   * Resolves when the account is usable: its sign-in was renewed, or the system, asked now and then, accepts it again. Also when
   * `signal` aborts.
   */
  async whenUsable(signal: AbortSignal): Promise<void> {
    const { clock } = this.options.ports
    const { signIn } = this.gate
    const asks = this.connector.account !== undefined || this.access.renewal !== undefined
    while (this.paused && !signal.aborted) {
      if (asks && signIn.takeProbe(clock.now())) {
        await this.probe()
        continue
      }
      const woken = new AbortController()
      const wake = () => woken.abort()
      const off = signIn.whenResumed(wake)
      signal.addEventListener('abort', wake, { once: true })
      await clock.sleep(asks ? Math.max(1, signIn.untilProbe(clock.now())) : ONE_HOUR, woken.signal)
      signal.removeEventListener('abort', wake)
      off()
    }
    if (!this.paused) this.tell(undefined)
  }

  /** Waits; for whoever must give the system time before looking again. */
  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return this.options.ports.clock.sleep(ms, signal)
  }

  /**
   * Makes one call; resolves with the answer's JSON, throws a Refusal, or the Failure `run.stopped` when aborted before it was sent.
   * A call that was sent is never cut off: its answer says whether something was written.
   */
  call(request: RequestTemplate, scope: Scope, signal: AbortSignal, options: CallOptions = {}): Promise<unknown> {
    return this.inTurn((used) => this.request(used, request, scope, options), signal, request.limit)
  }

  /** The same for a call that `make` makes in its own way, and whose refusals, as they came, are read as the connector declares. */
  callThrough<T>(make: (used: Access) => Promise<Through<T>>, signal: AbortSignal): Promise<T> {
    return this.inTurn(async (used) => {
      const made = await make(used)
      this.gate.answered('refused' in made ? made.refused.headers : made.headers, this.options.ports.clock.now())
      return 'refused' in made ? refusedBy(this.connector, made.refused, this.options.ports.clock.now()) : made.value
    }, signal)
  }

  private async inTurn<T>(
    work: (used: Access) => Promise<T>,
    signal: AbortSignal,
    limit?: RequestTemplate['limit'],
  ): Promise<T> {
    for (let renewed = false; ; ) {
      if (this.paused) await this.awaitSignIn(signal)
      const turn = this.gate.enter()
      if (turn) await turn
      try {
        for (let wait = this.wait(signal, limit); wait > 0 && !this.paused; wait = this.wait(signal, limit)) {
          await this.options.ports.clock.sleep(wait, signal)
        }
        // Refused while this one stood in line: it waits outside, where it keeps nobody from trying.
        if (!this.paused) {
          const sent = await this.send(work, renewed)
          if (sent !== RENEWED) return sent.answer
          renewed = true
        }
      } finally {
        this.gate.leave()
      }
    }
  }

  private async awaitSignIn(signal: AbortSignal): Promise<void> {
    const reason = this.paused
    if (!reason) return
    if (this.options.waitsForSignIn) await this.whenUsable(signal)
    else this.options.giveUp(reason)
    if (this.paused) throw new Failure('run.stopped', 'transient')
  }

  /** What the connection knows beside its sign-in. */
  get values(): Readonly<Record<string, string>> {
    return this.access.values ?? {}
  }

  /** The sign-in of the gate. Others may come through it with the same token and mean something else, such as another table. */
  private get access(): Access {
    const signIn = this.gate.signIn.access ?? this.options.access
    const { values } = this.options.access
    return signIn.renewal || values === undefined ? signIn : { ...signIn, values }
  }

  /** RENEWED: the sign-in was refused and is another one now. The call did nothing, so that it may be made again, once. */
  private async send<T>(work: (used: Access) => Promise<T>, renewed: boolean): Promise<{ answer: T } | typeof RENEWED> {
    const { signIn } = this.gate
    await this.freshen()
    const { version } = signIn
    const used = this.access
    try {
      const answer = await work(used)
      this.gate.worked()
      signIn.worked(version)
      this.tell(undefined)
      return { answer }
    } catch (error) {
      if (!renewed && (await this.renewAfter(error, used, version))) return RENEWED
      throw this.noteFailure(error, used.token, version)
    }
  }

  /** Renews the sign-in ahead of its end. While the one in hand is good, it is no matter that nobody could be asked. */
  private async freshen(): Promise<void> {
    const { access } = this
    const { renewal } = access
    const { clock } = this.options.ports
    if (!renewal?.due(access, clock.now())) return
    const { version } = this.gate.signIn
    try {
      this.take(await renewal.freshAccess(), version)
    } catch (error) {
      if (renewal.over(access, clock.now())) throw this.noteFailure(error, access.token, version)
      if (!(error instanceof Failure)) throw error
    }
  }

  /** Whether the sign-in that was refused is another one now. Throws what keeps it from being renewed. */
  private async renewAfter(error: unknown, used: Access, version: number): Promise<boolean> {
    if (!used.renewal || !(error instanceof Refusal) || error.failure.category !== 'sign-in') return false
    if (version !== this.gate.signIn.version) return true
    try {
      return this.take(await used.renewal.freshAccess(used.token), version)
    } catch (failure) {
      throw this.noteFailure(failure, used.token, version)
    }
  }

  /** Goes on with the sign-in, unless it is the one in hand or somebody else brought another meanwhile. */
  private take(fresh: Access, version: number): boolean {
    const { signIn } = this.gate
    if (version === signIn.version && fresh.token !== this.access.token) signIn.renew(fresh)
    return version !== signIn.version
  }

  private async request(used: Access, template: RequestTemplate, scope: Scope, options: CallOptions): Promise<unknown> {
    const { connector, ports } = this.options
    const reply = await ports.network.request(fillRequest(connector, used, template, scope, options))
    this.gate.answered(reply.headers, ports.clock.now())
    return readReply(connector, reply, ports.clock.now(), template.answers === 'anything')
  }

  /** Asks which account it is, to learn whether the sign-in is accepted again; one that another process renewed is taken over. */
  private async probe(): Promise<void> {
    const { connector } = this
    const kept = this.access.renewal?.current()
    if (kept && this.take(kept, this.gate.signIn.version)) return
    if (!connector.account) return
    const { clock } = this.options.ports
    if (this.gate.wait(clock.now(), this.since) > 0) return
    try {
      const { request } = connector.account
      await this.send((used) => this.request(used, request, {}, {}), true)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  private noteFailure(error: unknown, token: string, version: number): unknown {
    const now = this.options.ports.clock.now()
    const refusal = this.cleared(error, token)
    if (!refusal) return error
    const { failure, rule, retryAfter } = refusal
    if (rule?.rateLimit) this.gate.pause(now + (retryAfter ?? 1000))
    else if (failure.category === 'transient') {
      this.gate.failed(now)
      if (this.open) this.tell(reasonOf(failure))
    } else if (failure.category === 'sign-in') {
      this.gate.signIn.refused({ ...reasonOf(failure), code: 'connection.paused' }, now, version)
      if (!this.options.waitsForSignIn) this.options.giveUp(reasonOf(failure))
      else this.tell(this.paused)
    } else this.gate.worked()
    return refusal
  }

  private tell(reason: Reason | undefined): void {
    const trouble = reason !== undefined
    if (trouble === this.told) return
    this.told = trouble
    this.options.troubled?.(reason)
  }

  /** The failure with the system's name, and without the token, which some systems repeat in their answers. */
  private cleared(error: unknown, token: string): Refusal | undefined {
    if (!(error instanceof Failure || error instanceof Refusal)) return undefined
    const failure = error instanceof Failure ? error : error.failure
    const { code, category } = failure
    const values = withoutToken({ ...failure.values, system: this.connector.title }, token)
    const cleared = new Failure(code, category, values, {
      details: withoutToken(failure.details, token),
      cause: failure,
    })
    return error instanceof Failure
      ? new Refusal(cleared, undefined, undefined)
      : new Refusal(cleared, error.rule, error.retryAfter)
  }

  /** Milliseconds to wait before asking again, 0 with a slot in hand. Throws when the run is being stopped or its patience is at an end. */
  private wait(signal: AbortSignal, limit: RequestTemplate['limit']): number {
    if (signal.aborted) throw new Failure('run.stopped', 'transient')
    const now = this.options.ports.clock.now()
    const { openSince } = this.gate
    // A run that began while the system was away gives it its full time, from when it first has something to ask.
    this.asked = Math.min(this.asked ?? now, now)
    if (openSince !== undefined && now - Math.max(openSince, this.asked) > this.options.patience) {
      const values = { system: this.connector.title, why: 'no answer for a while' }
      this.options.giveUp({ code: 'call.unavailable', category: 'transient', values })
      throw new Failure('run.stopped', 'transient')
    }
    const own = this.spread && takeSlots(this.spread, now)
    if (own && 'wait' in own) return own.wait
    const wait = this.gate.wait(now, this.since, limit)
    if (wait === 0 && own) this.spread = own.budget
    return wait
  }
}

const ONE_HOUR = 3_600_000
/** Stands for an answer: the sign-in is another one now. */
const RENEWED: unique symbol = Symbol('renewed')

/** Throws the Refusal that such an answer is. */
function refusedBy(connector: Connector, reply: NetReply, now: number): never {
  readReply(connector, reply, now)
  const values = { system: connector.title, status: reply.status }
  throw new Refusal(new Failure('call.unrecognised', 'permanent', values), undefined, undefined)
}
