/** The sign-in of an account. One that is refused pauses the account, not the records: they wait until it is renewed or works again. */
import type { Reason } from '../model/failure.ts'
import type { Renewal } from './renewal.ts'

export interface Access {
  address: string
  token: string
  /** What else the connection knows, such as a tenant; in requests `{account.name}`. */
  values?: Readonly<Record<string, string>>
  /** It is kept, and made fresh when its token ends. Absent: the token is good until it is refused. */
  renewal?: Renewal
}

interface Pause {
  reason: Reason
  /** When it was refused last. */
  at: number
  /** When the account is asked again whether it accepts the sign-in. */
  probeAt: number
  probes: number
}

/** Milliseconds before the first probe; each further one takes twice as long, up to five minutes. */
const FIRST_PROBE = 5_000
const LONGEST_PROBE = 300_000

export class SignIn {
  /** Counts renewals: an answer to an older sign-in says nothing about this one. */
  version = 0
  access: Access | undefined
  private readonly told: ((reason: Reason) => void) | undefined
  private pause: Pause | undefined
  private waiting: (() => void)[] = []

  constructor(access: Access | undefined, told: ((reason: Reason) => void) | undefined) {
    this.access = access
    this.told = told
  }

  /** Why the account is paused, for somebody who began at `since`; whoever began after the last refusal may try once. */
  pausedFor(since: number): Reason | undefined {
    return this.pause && since <= this.pause.at ? this.pause.reason : undefined
  }

  refused(reason: Reason, now: number, version: number): void {
    if (version !== this.version) return
    if (this.pause) {
      this.pause = { ...this.pause, reason, at: now }
      return
    }
    this.pause = { reason, at: now, probeAt: now + FIRST_PROBE, probes: 0 }
    this.told?.(reason)
  }

  worked(version: number): void {
    if (this.pause && version === this.version) this.resume()
  }

  renew(access: Access): void {
    this.access = access
    this.version++
    this.resume()
  }

  /** True for one caller at a time at which the account is to be asked again. */
  takeProbe(now: number): boolean {
    if (!this.pause || this.untilProbe(now) > 0) return false
    const probes = this.pause.probes + 1
    this.pause = { ...this.pause, probes, probeAt: now + Math.min(LONGEST_PROBE, FIRST_PROBE * 2 ** probes) }
    return true
  }

  /** Milliseconds until the next probe; 0 when it is due or nothing is paused. */
  untilProbe(now: number): number {
    const wait = (this.pause?.probeAt ?? 0) - now
    // A moment that lies further ahead than any may was set before the clock was put back.
    return wait > LONGEST_PROBE ? 0 : Math.max(0, wait)
  }

  /** Calls `listener` once, at the end of the pause; returns what takes it back. */
  whenResumed(listener: () => void): () => void {
    this.waiting.push(listener)
    return () => {
      this.waiting = this.waiting.filter((one) => one !== listener)
    }
  }

  private resume(): void {
    this.pause = undefined
    const waiting = this.waiting
    this.waiting = []
    for (const wake of waiting) wake()
  }
}
