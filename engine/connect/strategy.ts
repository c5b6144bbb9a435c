/** What each strategy for a safe write allows after an answer was lost, and the key that a record's write keeps through all its tries. */
import { canonicalJson } from '../model/canonical.ts'
import type { Hash } from '../ports.ts'
import type { Operation } from './declare.ts'

/**
 * `repeat`: the same key and body may simply be sent again. `look`: first see whether it arrived. `hold`: nobody can know, so a
 * person decides.
 */
export type AfterLost = 'repeat' | 'look' | 'hold'

/** What to do with a write that may have arrived. `sentAt`: when it was sent first with this key, in milliseconds since 1970. */
export function afterLost(operation: Operation, sentAt: number, now: number): AfterLost {
  const { strategy, look, keyLasts } = operation
  if (strategy === 'own-ledger') return 'hold'
  // What was created by mere looking and sending can come twice; a key or a unique field keeps that from happening.
  if (strategy === 'native-key' && (keyLasts === undefined || now - sentAt < keyLasts - CLOCKS)) return 'repeat'
  if (look) return 'look'
  return strategy === 'upsert-by-unique-field' ? 'repeat' : 'hold'
}

/** The clocks of two machines may differ by a minute. */
const CLOCKS = 60_000

/** Milliseconds to wait before a look can be believed when it finds nothing; never longer than that, wherever the clock was put. */
export function settleWait({ strategy, settle = 0 }: Operation, sentAt: number, now: number): number {
  return strategy === 'find-then-create' ? Math.min(settle, Math.max(0, sentAt + settle - now)) : 0
}

/** What makes one write of one record different from all others, whichever version of the flow sends it. */
export interface WriteIdentity {
  flow: string
  step: string
  /** The match key. */
  key: string
  /** The record's own identity at its source, revision included. */
  record: string
  /** Counts up only when an edited body is sent after a definite refusal. */
  attempt: number
}

/** 64 hexadecimal digits, the same at every try. The definition's version is left out on purpose: a replay must not double. */
export function idempotencyKeyOf({ flow, step, key, record, attempt }: WriteIdentity, hash: Hash): string {
  return hash.sha256(canonicalJson([flow, step, key, record, attempt]))
}
