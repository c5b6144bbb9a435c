/** What delivering a chunk works with, shared by its parts. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import type { Found } from '../connect/look.ts'
import { Failure, type Reason, reasonOf } from '../model/failure.ts'
import type { Committer } from './commit.ts'
import type { Item, Onward } from './world.ts'

export interface Delivery {
  world: Onward
  committer: Committer
  account: Account
  operation: Operation
  signal: AbortSignal
  /** Hears of each item once, as soon as it is known what became of it. */
  through(one: Delivered): void
}

/** What became of an item: it went on (or ended), or it must be tried again after a while. */
export type Delivered = { item: Item; again?: { after: number; attempt: number } }

/** A record to be sent, with what the target has: null for nothing, undefined where nobody can look. */
export interface Changed {
  item: Item
  before: Found | null | undefined
}

/** Waits for all, even when one fails: what was sent must be journaled before anybody gives up. */
export async function allThrough(parts: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(parts)) if (result.status === 'rejected') throw result.reason
}

/** Neither success nor failure, and nobody can look: a person decides. */
export function unknownOutcome({ values, details }: Failure): Reason {
  return reasonOf(new Failure('call.outcome-unknown', 'permanent', values, { details }))
}
