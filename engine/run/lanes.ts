/** One lane per target object and match key, shared by all runs of a process: inside a lane, writes go one after another in the order they came. */

/** Told that it is its turn; answers whether it takes the turn. One that does not is passed over. */
export type Ready = () => boolean

export class Lanes {
  private readonly waiting = new Map<string, Ready[]>()

  /** Calls `ready` when it is this one's turn: at once when the lane is free. */
  take(lane: string, ready: Ready): void {
    const line = this.waiting.get(lane)
    if (line) line.push(ready)
    else if (ready()) this.waiting.set(lane, [])
  }

  /** The one whose turn it was is through; the next one's turn begins. */
  release(lane: string): void {
    const line = this.waiting.get(lane)
    for (let next = line?.shift(); next; next = line?.shift()) if (next()) return
    this.waiting.delete(lane)
  }
}

export const laneOf = (account: string, object: string, key: string): string => `${account}\n${object}\n${key}`
