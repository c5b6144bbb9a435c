/** Tells watchers what was committed, in batches of at most ten a second. */
import type { RunEvent } from '#engine'

export type RunListener = (events: RunEvent[]) => void

const EVERY = 100

export class RunWatch {
  private readonly listeners = new Map<string, Set<RunListener>>()
  private waiting: { flow: string; event: RunEvent }[] = []
  private timer: NodeJS.Timeout | undefined

  /** Listens to the runs of a flow until the returned function is called. */
  listen(flow: string, listener: RunListener): () => void {
    const set = this.listeners.get(flow) ?? new Set()
    this.listeners.set(flow, set)
    set.add(listener)
    return () => set.delete(listener)
  }

  publish(flow: string, event: RunEvent): void {
    if (!this.listeners.get(flow)?.size) return
    this.waiting.push({ flow, event })
    this.timer ??= setTimeout(() => this.flush(), EVERY)
  }

  /** Delivers at once what waits. */
  flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const waiting = this.waiting
    this.waiting = []
    for (const [flow, listeners] of this.listeners) {
      const events = waiting.filter((entry) => entry.flow === flow).map((entry) => entry.event)
      if (events.length > 0) for (const listener of [...listeners]) listener(events)
    }
  }
}
