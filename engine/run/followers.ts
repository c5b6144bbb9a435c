/**
 * Records that wait for a key whose owner is still on its way: only when the owner was delivered are they duplicates. If it was
 * refused, the first of them gets the key, so that no good record is dropped as the duplicate of one that was never written.
 */
import type { ClaimEffect } from './effects.ts'
import type { Inverses } from './inverses.ts'
import type { Item } from './world.ts'

interface Follower {
  item: Item
  effect: ClaimEffect
}

export class Followers {
  private readonly byOwner = new Map<number, Follower[]>()
  private readonly inverses: Inverses
  private n = 0

  constructor(inverses: Inverses) {
    this.inverses = inverses
  }

  /** How many wait. */
  get waiting(): number {
    return this.n
  }

  /** Waits for that record, which is on its way. */
  follow(owner: number, item: Item, effect: ClaimEffect): void {
    const line = this.byOwner.get(owner) ?? []
    this.byOwner.set(owner, line)
    line.push({ item, effect })
    this.n++
    this.inverses.push(() => {
      line.pop()
      this.n--
    })
  }

  /** The record has ended: whoever waited for it, in order. */
  of(owner: number): Follower[] {
    const line = this.byOwner.get(owner)
    if (!line) return []
    this.byOwner.delete(owner)
    this.n -= line.length
    this.inverses.push(() => {
      this.byOwner.set(owner, line)
      this.n += line.length
    })
    return [...line]
  }
}
