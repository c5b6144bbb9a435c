/** Records that wait until all their parts have ended. Counted by the number of the record that they are parts of. */
import type { Inverses } from './inverses.ts'

export class Families {
  private readonly open = new Map<number, number>()
  private done: number[] = []
  private readonly inverses: Inverses

  constructor(inverses: Inverses) {
    this.inverses = inverses
  }

  /** So many of its parts are on their way, as the journal has it. */
  known(family: number, parts: number): void {
    const before = this.open.get(family)
    this.open.set(family, parts)
    this.inverses.push(() => (before === undefined ? this.open.delete(family) : this.open.set(family, before)))
    if (parts === 0) this.complete(family)
  }

  added(family: number): void {
    this.change(family, 1)
  }

  ended(family: number): void {
    if (this.change(family, -1) === 0) this.complete(family)
  }

  /** One whose parts have all ended, if there is any. */
  takeDone(): number | undefined {
    const family = this.done.shift()
    if (family !== undefined) this.inverses.push(() => this.done.unshift(family))
    return family
  }

  private change(family: number, by: number): number | undefined {
    const before = this.open.get(family)
    // Not taken up yet: when it is, the journal tells how many there are.
    if (before === undefined) return undefined
    this.open.set(family, before + by)
    this.inverses.push(() => this.open.set(family, before))
    return before + by
  }

  private complete(family: number): void {
    this.open.delete(family)
    this.done.push(family)
    this.inverses.push(() => {
      this.done = this.done.filter((one) => one !== family)
    })
  }
}
