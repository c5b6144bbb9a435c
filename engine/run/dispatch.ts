/** Sends waiting records on in chunks: one lane per match key, as many chunks at once as the account takes. */
import type { Account } from '../connect/account.ts'
import type { Operation } from '../connect/declare.ts'
import type { Access } from '../connect/sign-in.ts'
import { Failure, type Reason } from '../model/failure.ts'
import type { Ports } from '../ports.ts'
import { type Answered, Answerer } from './answer.ts'
import type { Committer } from './commit.ts'
import { deliver } from './deliver.ts'
import type { Delivered } from './delivery.ts'
import type { Effect } from './effects.ts'
import { type Lanes, laneOf } from './lanes.ts'
import { backoff } from './pace.ts'
import { type Item, type Onward, writeOf } from './world.ts'

export interface DispatchNeeds {
  world: Onward
  committer: Committer
  lanes: Lanes
  ports: Pick<Ports, 'clock' | 'random' | 'formula' | 'model'>
  signal: AbortSignal
  /** The account and operation that a write goes to. */
  target(connection: string, operation: string): { account: Account; accountId: string; operation: Operation }
  /** The account that a connection leads to, for steps that ask a model. */
  reach(connection: string): { account: Account; access: Access }
  /** Records wait because the ceiling of a step that asks a model is reached. */
  overCeiling(reason: Reason): void
  /** Something broke that is not a record's fault: the run cannot go on. */
  broke(error: unknown): void
}

/** Records ready for one operation. */
interface Queue {
  account: Account
  accountId: string
  operation: Operation
  /** In order; those before `next` were taken. */
  ready: Item[]
  next: number
  active: number
  /** A pump is on its way already. */
  called: boolean
}

/** Records whose intents are journaled together where nothing is looked up before. */
const TOGETHER = 32
/** Groups that may be on their way to a call or from it, for each that is at the system: commits take time, calls should not wait for them. */
const AHEAD = 4

export class Dispatcher {
  private readonly needs: DispatchNeeds
  private readonly queues = new Map<string, Queue>()
  private readonly held = new Map<Item, string>()
  private readonly answerer: Answerer
  /** Each once, however many tell of it: its owner ended in the very transaction that brought it there. */
  private readonly items = new Set<Item>()
  private watchers: (() => void)[] = []

  constructor(needs: DispatchNeeds) {
    this.needs = needs
    this.answerer = new Answerer({ ...needs, through: (item) => this.through(item), over: () => this.wake() })
  }

  /** Records under way. */
  get underWay(): number {
    return this.items.size
  }

  /** Takes over a record that waits for a call, a formula, a model, or its turn; what waits for anything else is not under way. */
  add(item: Item): void {
    const { waits } = item
    if (this.items.has(item)) return
    if (waits?.kind === 'write') this.addWrite(item)
    else if (waits && isAnswered(waits)) {
      this.items.add(item)
      this.answerer.add(item, waits)
    }
  }

  private addWrite(item: Item): void {
    const queue = this.queueOf(item)
    const lane = laneOf(queue.accountId, queue.operation.object, writeOf(item).key)
    this.items.add(item)
    this.needs.lanes.take(lane, () => {
      // A run that is being stopped must not keep others waiting.
      if (this.needs.signal.aborted) return false
      this.held.set(item, lane)
      this.enqueue(item, queue)
      return true
    })
  }

  /** Resolves when at most `most` records are under way, or the run is being stopped. */
  async atMost(most: number): Promise<void> {
    while (this.items.size > most && !this.needs.signal.aborted)
      await new Promise<void>((resolve) => this.watchers.push(resolve))
  }

  /** Resolves when nothing is being sent any more; what waits, waits. */
  async quiet(): Promise<void> {
    while (this.answerer.active > 0 || [...this.queues.values()].some((queue) => queue.active > 0)) {
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

  private queueOf(item: Item): Queue {
    const { write } = writeOf(item)
    const id = `${write.connection}\n${write.operation}\n${write.matchField}`
    let queue = this.queues.get(id)
    if (!queue) {
      const target = this.needs.target(write.connection, write.operation)
      queue = { ...target, ready: [], next: 0, active: 0, called: false }
      this.queues.set(id, queue)
    }
    return queue
  }

  private enqueue(item: Item, queue: Queue): void {
    queue.ready.push(item)
    if (queue.called) return
    queue.called = true
    // Gathers what becomes ready in the same turn into one chunk.
    queueMicrotask(() => {
      queue.called = false
      this.pump(queue)
    })
  }

  private pump(queue: Queue): void {
    const { operation, account } = queue
    const { size, most } = chunking(operation, account.connector.concurrency)
    while (queue.next < queue.ready.length && queue.active < most && !this.needs.signal.aborted) {
      const chunk = queue.ready.slice(queue.next, queue.next + size)
      queue.next += chunk.length
      queue.active++
      void this.run(queue, chunk)
    }
    if (queue.next < KEPT && queue.next < queue.ready.length) return
    queue.ready = queue.ready.slice(queue.next)
    queue.next = 0
  }

  private async run(queue: Queue, chunk: Item[]): Promise<void> {
    const { world, committer, signal } = this.needs
    const { account, operation } = queue
    const through = (one: Delivered) => this.after(one, queue)
    try {
      await deliver({ world, committer, account, operation, signal, through }, chunk)
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'run.stopped')) this.needs.broke(error)
    } finally {
      queue.active--
      this.pump(queue)
      this.wake()
    }
  }

  private after({ item, again }: Delivered, queue: Queue): void {
    if (again) {
      const { clock, random } = this.needs.ports
      const wait = backoff(again.attempt, random.next(), again.after, writeOf(item).write.waits)
      void clock.sleep(wait, this.needs.signal).then(() => this.enqueue(item, queue))
      return
    }
    const lane = this.held.get(item)
    this.held.delete(item)
    if (lane !== undefined) this.needs.lanes.release(lane)
    this.through(item)
  }

  /** A record is through with what it waited for; it may wait for something else now. */
  private through(item: Item): void {
    this.items.delete(item)
    this.add(item)
    this.wake()
  }
}

const isAnswered = (effect: Effect): effect is Answered => ANSWERED.has(effect.kind)
const ANSWERED: ReadonlySet<Effect['kind']> = new Set(['compute', 'find', 'model', 'pace'])

/** Records that were taken from a queue and may still stand in it. */
const KEPT = 1000

/** How many records go together, and how many such chunks at once. What was looked up, or cannot be looked up at all, is not kept waiting. */
function chunking({ bulk, look, strategy }: Operation, concurrency: number): { size: number; most: number } {
  const size = look ? Math.max(bulk, look.bulk) : Math.max(bulk, TOGETHER)
  const ahead = look || strategy === 'own-ledger' ? 1 : AHEAD
  return { size, most: Math.max(2, Math.ceil((concurrency * bulk * ahead) / size) + 1) }
}
