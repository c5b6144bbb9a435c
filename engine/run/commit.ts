/** Group commit: many small pieces of work share one durable transaction, so that each can be waited for at little cost. */
import type { Clock } from '../ports.ts'
import type { Followers } from './followers.ts'
import type { RunJournal } from './journal.ts'
import { Tally } from './tally.ts'
import type { RunEvent } from './view.ts'

type Work = (tally: Tally) => void

export class Committer {
  private readonly journal: RunJournal
  private readonly clock: Clock
  private readonly publish: (event: RunEvent) => void
  private readonly followers: Followers
  private queue: { work: Work; done(): void; failed(error: unknown): void }[] = []
  private scheduled = false
  /** Milliseconds that the last group took to be durable. */
  private took = 0

  constructor(journal: RunJournal, clock: Clock, followers: Followers, publish: (event: RunEvent) => void) {
    this.journal = journal
    this.followers = followers
    this.clock = clock
    this.publish = publish
  }

  /** Resolves when the work is durable; rejects when it could not be committed, and then none of its group was. */
  commit(work: Work): Promise<void> {
    return new Promise((done, failed) => {
      this.queue.push({ work, done, failed })
      if (this.scheduled) return
      this.scheduled = true
      void this.clock.sleep(lingerAfter(this.took)).then(() => this.flush())
    })
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
  }

  private take() {
    const group = this.queue
    this.queue = []
    return group
  }

  private run(works: readonly Work[]): void {
    const began = this.clock.now()
    const transaction = () => {
      const tally = new Tally()
      for (const work of works) work(tally)
      return tally.empty ? undefined : this.journal.progressed(tally.delta(), this.clock.now())
    }
    const event = this.followers.during(() => this.journal.transact(transaction))
    this.took = this.clock.now() - began
    if (event) this.publish(event)
  }
}

/** Milliseconds for which a group gathers: long enough that a slow disk is busy for at most a fifth of the time, and never long. */
const lingerAfter = (took: number): number => Math.min(40, Math.max(4, took * 4))
