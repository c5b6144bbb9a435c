import { amount, FaultsRefused, flag, group, listOf, oneOf, type Reader, readFaults, share, text } from './read.ts'

/** What should go wrong. Kept in memory: a restarted practice system is healthy again. */
export interface Faults {
  /** Waiting time in milliseconds before anything happens, and between the effect and its answer. */
  readonly latency?: { readonly beforeMs?: number; readonly afterMs?: number; readonly writesOnly?: boolean }
  /** `refuse` answers 503 to everything; `hang-up` cuts every connection. */
  readonly outage?: 'refuse' | 'hang-up'
  /** So many writes are answered 503 and not carried out. */
  readonly unavailable?: number
  /** So many writes have their connection cut before they are carried out. */
  readonly cutBefore?: number
  /** So many writes are carried out and their connection is then cut. */
  readonly lostAnswers?: number
  /** So many requests are answered 429. */
  readonly rateLimitStorm?: { readonly answers: number; readonly retryAfterSeconds?: number }
  readonly rejectToken?: 'unknown' | 'expired' | 'revoked'
  /** Scopes that the token has lost. */
  readonly withoutPermissions?: readonly string[]
  /** Properties that have another name from now on, in answers and in what is taken. */
  readonly renamed?: readonly { readonly kind: string; readonly from: string; readonly to: string }[]
  /** Properties without which nothing is created any more. */
  readonly required?: readonly { readonly kind: string; readonly field: string }[]
  /** So many records of traced batches are refused by themselves, the rest is carried out. */
  readonly partial?: number
  /** 500 with this probability, decided by a seed; `after` carries the request out first. */
  readonly serverErrors?: {
    readonly probability: number
    readonly seed?: number
    readonly when?: 'before' | 'after'
  }
  /** Objects younger than this many milliseconds are not found by search. */
  readonly searchLagMs?: number
}

/** Reads faults from JSON. @throws FaultsRefused */
export function parseFaults(input: unknown): Faults {
  return readFaults(input, readers)
}

const readers: Readonly<Record<string, Reader>> = {
  latency: group([], { beforeMs: amount, afterMs: amount, writesOnly: flag }),
  outage: oneOf('refuse', 'hang-up'),
  unavailable: amount,
  cutBefore: amount,
  lostAnswers: amount,
  rateLimitStorm: group(['answers'], { answers: amount, retryAfterSeconds: amount }),
  rejectToken: oneOf('unknown', 'expired', 'revoked'),
  withoutPermissions: listOf(text),
  renamed: listOf(group(['kind', 'from', 'to'], { kind: text, from: text, to: text })),
  required: listOf(group(['kind', 'field'], { kind: text, field: text })),
  partial: amount,
  serverErrors: group(['probability'], { probability: share, seed: amount, when: oneOf('before', 'after') }),
  searchLagMs: amount,
}

export { FaultsRefused }
