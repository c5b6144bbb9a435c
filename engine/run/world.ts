/** A record on its way, and what everything that brings it onward works with. */
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { Clock, Hash } from '../ports.ts'
import { beginState, type Effect, type RecordState } from './advance.ts'
import type { OrderEffect, WriteEffect } from './effects.ts'
import type { Families } from './families.ts'
import type { Followers } from './followers.ts'
import type { Gatherings } from './gatherings.ts'
import type { Inverses } from './inverses.ts'
import type { RecordRow, RunJournal, WriteIntent } from './journal.ts'
import type { Plan } from './plan.ts'
import type { ReplayedClaim } from './replay.ts'

export interface Item {
  row: RecordRow
  state: RecordState
  trace: string
  /** What it waits for; undefined when it has ended. */
  waits: Effect | undefined
  /** Keys that it owns. */
  claims: ReplayedClaim[]
  /** Versions that it was let through with. */
  orders: OrderEffect[]
  /** Tries of the current call. */
  tries: number
  /** The current write's intent, once it is journaled. */
  intent: WriteIntent | undefined
  /** Its intent was journaled before a restart: whether it was sent is not known. */
  resumed: boolean
  /** Why its last try failed, when only a last look is left. */
  spent: Reason | undefined
}

export interface Onward {
  plan: Plan
  journal: RunJournal
  clock: Clock
  hash: Hash
  inverses: Inverses
  /** Records that wait for a key whose owner is still on its way. */
  followers: Followers
  gatherings: Gatherings
  families: Families
  /** Whether anything of this flow was on the hold list before, so that settling is worth a look: what this run holds, it does not settle. */
  heldBefore: boolean
  /** Hears of records that go on, or were made, because others did; once for each, after the transaction. */
  onward: { items: Item[]; made: boolean }
}

export function itemOf(world: Onward, row: RecordRow, data: Data, trace: string): Item {
  const state = beginState(world.plan, data, { label: row.label, receivedAt: row.receivedAt })
  return {
    row,
    state,
    trace,
    waits: undefined,
    claims: [],
    orders: [],
    tries: 0,
    intent: undefined,
    resumed: false,
    spent: undefined,
  }
}

export function tellOnward({ onward, inverses }: Onward, item: Item): void {
  onward.items.push(item)
  inverses.push(() => onward.items.pop())
}

export function progressOf({ state: { step, ended }, trace }: Item) {
  return ended ? { step, trace, ended } : { step, trace }
}

export const writeOf = ({ waits, row }: Item): WriteEffect => {
  if (waits?.kind !== 'write') throw new Error(`record ${row.seq} has nothing to write`)
  return waits
}
