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

  /** The record owns keys and waits for its write: others may have to wait for it. */
  underWay({ row, claims }: Item): void {
    if (claims.length > 0 && !this.byOwner.has(row.seq)) this.byOwner.set(row.seq, [])
  }

  /** Waits for that record, if it is on its way. */
  follow(owner: number, item: Item, effect: ClaimEffect): boolean {
    const line = this.byOwner.get(owner)
    line?.push({ item, effect })
    return line !== undefined
  }

  /** The record has ended: whoever waited for it, in order. */
  of(owner: number): Follower[] {
    const line = this.byOwner.get(owner) ?? []
    this.byOwner.delete(owner)
    return line
  }

  /** A follower got the key and waits for its write now. */
  ready(item: Item): void {
    this.waiting.push(item)
  }

  /** Takes the followers that are ready for their writes. */
  takeReady(): Item[] {
    if (this.waiting.length === 0) return []
    const { waiting } = this
    this.waiting = []
    return waiting
  }
}
