/** Sends waiting records on in chunks: one lane per match key, as many chunks at once as the account takes. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import { Failure } from '../model/failure.ts'
import type { Ports } from '../ports.ts'
import type { Committer } from './commit.ts'
import { type Delivered, deliver, writeOf } from './deliver.ts'
import type { Item, Onward } from './item.ts'
import { type Lanes, laneOf } from './lanes.ts'
import { backoff } from './pace.ts'

export interface DispatchNeeds {
  world: Onward
  committer: Committer
  lanes: Lanes
  ports: Pick<Ports, 'clock' | 'random'>
  signal: AbortSignal
  /** The account and operation that a write goes to. */
  target(connection: string, operation: string): { account: Account; accountId: string; operation: Operation }
  /** Something broke that is not a record's fault: the run cannot go on. */
  broke(error: unknown): void
}

/** Records ready for one operation. */
interface Queue {
  account: Account
  operation: Operation
  ready: Item[]
  active: number
}

export class Dispatcher {
  private readonly needs: DispatchNeeds
  private readonly queues = new Map<string, Queue>()
  private readonly held = new Map<Item, string>()
  private pending = 0
  private watchers: (() => void)[] = []

  constructor(needs: DispatchNeeds) {
    this.needs = needs
  }

  /** Takes over a record that waits for its write. */
  add(item: Item): void {
    const { write, key } = writeOf(item)
    const { accountId, operation } = this.needs.target(write.connection, write.operation)
    const lane = laneOf(accountId, operation.object, key)
    this.pending++
    this.needs.lanes.take(lane, () => {
      // A run that is being stopped must not keep others waiting.
      if (this.needs.signal.aborted) return this.needs.lanes.release(lane)
      this.held.set(item, lane)
      this.enqueue(item)
    })
  }

  /** Resolves when at most `most` records are under way, or the run is being stopped. */
  async atMost(most: number): Promise<void> {
    while (this.pending > most && !this.needs.signal.aborted)
      await new Promise<void>((resolve) => this.watchers.push(resolve))
  }

  /** Resolves when nothing is being sent any more; what waits, waits. */
  async quiet(): Promise<void> {
    while ([...this.queues.values()].some((queue) => queue.active > 0)) {
      await new Promise<void>((resolve) => this.watchers.push(resolve))
    }
    for (const lane of this.held.values()) this.needs.lanes.release(lane)
    this.held.clear()
  }

  /** Wakes whoever waits; called when the run is being stopped. */
  wake(): void {
    const watchers = this.watchers
    this.watchers = []
    for (const watcher of watchers) watcher()
  }

  private enqueue(item: Item): void {
    const { write } = writeOf(item)
    const id = `${write.connection}\n${write.operation}\n${write.matchField}`
    let queue = this.queues.get(id)
    if (!queue) {
      const { account, operation } = this.needs.target(write.connection, write.operation)
      queue = { account, operation, ready: [], active: 0 }
      this.queues.set(id, queue)
    }
    queue.ready.push(item)
    const waiting = queue
    // Gathers what becomes ready in the same turn into one chunk.
    queueMicrotask(() => this.pump(waiting))
  }

  private pump(queue: Queue): void {
    const { operation, account } = queue
    const size = Math.max(operation.bulk, operation.look?.bulk ?? 1)
    const most = Math.max(2, Math.ceil((account.connector.concurrency * operation.bulk) / size) + 1)
    while (queue.ready.length > 0 && queue.active < most && !this.needs.signal.aborted) {
      const chunk = queue.ready.splice(0, size)
      queue.active++
      void this.run(queue, chunk)
    }
  }

  private async run(queue: Queue, chunk: Item[]): Promise<void> {
    const { world, committer, signal } = this.needs
    try {
      const delivered = await deliver(
        { world, committer, account: queue.account, operation: queue.operation, signal },
        chunk,
      )
      for (const one of delivered) this.after(one)
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'run.stopped')) this.needs.broke(error)
    } finally {
      queue.active--
      this.pump(queue)
      this.wake()
    }
  }

  private after({ item, again }: Delivered): void {
    if (again) {
      const { clock, random } = this.needs.ports
      const wait = backoff(again.attempt, random.next(), again.after)
      void clock.sleep(wait, this.needs.signal).then(() => this.enqueue(item))
      return
    }
    const lane = this.held.get(item)
    this.held.delete(item)
    this.pending--
    if (lane !== undefined) this.needs.lanes.release(lane)
    if (item.write) this.add(item)
  }
}
