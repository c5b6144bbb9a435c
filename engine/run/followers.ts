/**
 * Records that wait for a key whose owner is still on its way: only when the owner was delivered are they duplicates. If it was
 * refused, the first of them gets the key, so that no good record is dropped as the duplicate of one that was never written.
 */
import type { ClaimEffect, Item } from './item.ts'

interface Follower {
  item: Item
  effect: ClaimEffect
}

export class Followers {
  private readonly byOwner = new Map<number, Follower[]>()
  private waiting: Item[] = []
  /** What takes back the changes of the transaction that is under way, newest last. */
  private inverses: (() => void)[] = []

  /** The record owns keys and waits for its write: others may have to wait for it. */
  underWay({ row, claims }: Item): void {
    if (claims.length === 0 || this.byOwner.has(row.seq)) return
    this.byOwner.set(row.seq, [])
    this.inverses.push(() => this.byOwner.delete(row.seq))
  }

  /** Waits for that record, if it is on its way. */
  follow(owner: number, item: Item, effect: ClaimEffect): boolean {
    const line = this.byOwner.get(owner)
    if (!line) return false
    line.push({ item, effect })
    this.inverses.push(() => line.pop())
    return true
  }

  /** The record has ended: whoever waited for it, in order. */
  of(owner: number): Follower[] {
    const line = this.byOwner.get(owner)
    if (!line) return []
    this.byOwner.delete(owner)
    this.inverses.push(() => this.byOwner.set(owner, line))
    return [...line]
  }

  /** A follower got the key and waits for its write now. */
  ready(item: Item): void {
    this.waiting.push(item)
    this.inverses.push(() => this.waiting.pop())
  }

  /** Runs a transaction: what it changed here is taken back when it fails, since none of it happened. */
  during<T>(transaction: () => T): T {
    this.inverses = []
    try {
      return transaction()
    } catch (error) {
      for (const inverse of this.inverses.reverse()) inverse()
      throw error
    }
  }

  /** Takes the followers that are ready for their writes. */
  takeReady(): Item[] {
    if (this.waiting.length === 0) return []
    const { waiting } = this
    this.waiting = []
    return waiting
  }
}
