import { randomUUID } from 'node:crypto'
import type { Reply } from '../http/exchange.ts'

/** Requests allowed; null switches a limit off. */
export interface Limits {
  /** Requests in any ten seconds. Private apps on Professional and Enterprise: 190. */
  readonly tenSeconds: number | null
  /** Searches in any second: 4 in HubSpot's changelog; 5 is reported and unconfirmed. */
  readonly searchPerSecond: number | null
}

export const usualLimits: Limits = { tenSeconds: 190, searchPerSecond: 4 }

interface Window {
  readonly max: number
  readonly lengthMs: number
  remaining(now: number): number
  /** Counts a request; answers the milliseconds to wait when there is no room for it. */
  take(now: number): number
}

/** A limit over the last `lengthMs` at every moment. Unconfirmed: that refused requests are not counted. */
export function createWindow(max: number, lengthMs: number): Window {
  const times: number[] = []
  let first = 0
  const prune = (now: number) => {
    while (first < times.length && (times[first] ?? 0) <= now - lengthMs) first += 1
    if (first > 1_024 && first * 2 > times.length) {
      times.splice(0, first)
      first = 0
    }
  }
  return {
    max,
    lengthMs,
    remaining: (now) => {
      prune(now)
      return Math.max(0, max - (times.length - first))
    },
    take: (now) => {
      prune(now)
      if (times.length - first >= max) return (times[first] ?? now) + lengthMs - now
      times.push(now)
      return 0
    },
  }
}

export interface RateGuard {
  /** Counts a request; the 429 to answer when it is one too many. */
  take(isSearch: boolean, now: number): Reply | undefined
  /** The `X-HubSpot-RateLimit-*` headers of every answer. Unconfirmed: whether the real search answers carry them. */
  headers(now: number): Record<string, string>
}

export function createRateGuard(limits: Limits): RateGuard {
  const general = limits.tenSeconds === null ? undefined : createWindow(limits.tenSeconds, 10_000)
  const search = limits.searchPerSecond === null ? undefined : createWindow(limits.searchPerSecond, 1_000)
  return {
    take: (isSearch, now) => {
      const searchWait = isSearch ? (search?.take(now) ?? 0) : 0
      if (searchWait > 0) return tooMany('SECONDLY', Math.ceil(searchWait / 1_000))
      const wait = general?.take(now) ?? 0
      return wait > 0 ? tooMany('TEN_SECONDLY_ROLLING', Math.ceil(wait / 1_000)) : undefined
    },
    headers: (now) =>
      general === undefined
        ? {}
        : {
            'X-HubSpot-RateLimit-Max': String(general.max),
            'X-HubSpot-RateLimit-Remaining': String(general.remaining(now)),
            'X-HubSpot-RateLimit-Interval-Milliseconds': String(general.lengthMs),
          },
  }
}

/**
 * 429 as HubSpot writes it (HubSpot/hubspot-api-python#117; `SECONDLY` for searches). Unconfirmed: `Retry-After`, which
 * the real system is said to send in whole seconds, not in every case.
 */
export function tooMany(policy: 'SECONDLY' | 'TEN_SECONDLY_ROLLING', retryAfterSeconds: number): Reply {
  return {
    status: 429,
    body: {
      status: 'error',
      message: `You have reached your ${policy.toLowerCase()} limit.`,
      errorType: 'RATE_LIMIT',
      correlationId: randomUUID(),
      policyName: policy,
    },
    headers: { 'Retry-After': String(retryAfterSeconds) },
  }
}
