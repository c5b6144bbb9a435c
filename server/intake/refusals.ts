/** How many events were refused since the server started, by flow and reason. They stand in no journal: anybody may cause them. */
export interface Refusals {
  count(flow: string, code: string): void
  of(flow: string): Record<string, number>
}

/** Flows that are counted, at most. */
const MOST = 10_000

export function createRefusals(): Refusals {
  const counts = new Map<string, Map<string, number>>()
  return {
    count(flow, code) {
      const known = counts.get(flow) ?? new Map<string, number>()
      known.set(code, (known.get(code) ?? 0) + 1)
      if (counts.has(flow) || counts.size < MOST) counts.set(flow, known)
    },
    of: (flow) => Object.fromEntries(counts.get(flow) ?? []),
  }
}
