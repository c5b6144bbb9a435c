/** Group commit: many small pieces of work share one durable transaction, so that each can be waited for at little cost. */

import { Tally } from './tally.ts'
import { settle } from './unite.ts'
import type { RunEvent } from './view.ts'
import type { Onward } from './world.ts'

type Work = (tally: Tally) => void

export interface CommitNeeds {
  world: Onward
  publish(event: RunEvent): void
  /** Called after every transaction. */
  committed(): void
}

export class Committer {
  private readonly needs: CommitNeeds
  private queue: { work: Work; done(): void; failed(error: unknown): void }[] = []
  private scheduled = false
  /** Milliseconds that the last group took to be durable. */
  private took = 0
  /** Calls under way: each brings something to be committed soon. */
  private calls = 0

  constructor(needs: CommitNeeds) {
    this.needs = needs
  }

  /** Resolves when the work is durable; rejects when it could not be committed, and then none of its group was. */
  commit(work: Work): Promise<void> {
    return new Promise((done, failed) => {
      this.queue.push({ work, done, failed })
      if (this.scheduled) return
      this.scheduled = true
      void this.flushAfter(this.calls > 0 ? lingerAfter(this.took) : 0)
    })
  }

  /** While the call is under way a group gathers; when none is, nothing more will join it, and it is committed at once. */
  async calling<T>(call: Promise<T>): Promise<T> {
    this.calls++
    try {
      return await call
    } finally {
      this.calls--
      if (this.calls === 0 && this.scheduled) void this.flushAfter(0)
    }
  }

  private async flushAfter(ms: number): Promise<void> {
    await this.needs.world.clock.sleep(ms)
    this.flush()
  }

  /** Commits at once what waits, and this. */
  now(work: Work): void {
    const group = this.take()
    try {
      this.run([...group.map((entry) => entry.work), work])
    } catch (error) {
      for (const entry of group) entry.failed(error)
      throw error
    }
    for (const entry of group) entry.done()
    this.needs.committed()
  }

  private flush(): void {
    this.scheduled = false
    const group = this.take()
    if (group.length === 0) return
    try {
      this.run(group.map((entry) => entry.work))
    } catch (error) {
      for (const entry of group) entry.failed(error)
      return
    }
    for (const entry of group) entry.done()
    this.needs.committed()
  }

  private take() {
    const group = this.queue
    this.queue = []
    return group
  }

  private run(works: readonly Work[]): void {
    const { world, publish } = this.needs
    const { journal, clock, inverses } = world
    const began = clock.now()
    const transaction = () => {
      const tally = new Tally()
      for (const work of works) work(tally)
      settle(world, tally)
      return tally.empty ? undefined : journal.progressed(tally.delta(), clock.now())
    }
    const event = inverses.during(() => journal.transact(transaction))
    this.took = clock.now() - began
    if (event) publish(event)
  }
}

/** Milliseconds for which a group gathers: long enough that a slow disk is busy for at most a fifth of the time, and never long. */
const lingerAfter = (took: number): number => Math.min(40, Math.max(4, took * 4))
