/** One lane per target object and match key, shared by all runs of a process: inside a lane, writes go one after another in the order they came. */
export class Lanes {
  private readonly waiting = new Map<string, (() => void)[]>()

  /** Calls `ready` when it is this one's turn: at once when the lane is free. */
  take(lane: string, ready: () => void): void {
    const line = this.waiting.get(lane)
    if (line) line.push(ready)
    else {
      this.waiting.set(lane, [])
      ready()
    }
  }

  /** The one whose turn it was is through; the next one's turn begins. */
  release(lane: string): void {
    const next = this.waiting.get(lane)?.shift()
    if (next) next()
    else this.waiting.delete(lane)
  }
}

export const laneOf = (account: string, object: string, key: string): string => `${account}\n${object}\n${key}`
