/** Wakes whoever waits for records of a flow. */
export interface Arrivals {
  tell(flow: string): void
  /** Resolves when something was told for the flow since the last wait for it, or when `signal` aborts. */
  wait(flow: string, signal: AbortSignal): Promise<void>
}

export function createArrivals(): Arrivals {
  const told = new Set<string>()
  const waiting = new Map<string, () => void>()
  return {
    tell(flow) {
      told.add(flow)
      waiting.get(flow)?.()
    },
    wait: (flow, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          told.delete(flow)
          waiting.delete(flow)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        if (signal.aborted || told.has(flow)) return wake()
        waiting.set(flow, wake)
        signal.addEventListener('abort', wake, { once: true })
      }),
  }
}
