/** Where stepping pauses, by flow. Kept in this browser or window, never in a flow. */
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Breakpoint } from '#engine'

export interface PauseStore {
  byFlow: Readonly<Record<string, readonly Breakpoint[]>>
  set(flow: string, breakpoints: readonly Breakpoint[]): void
}

/** Flows of which they are kept: those that were set last. */
const FLOWS = 50

export const usePauses = create<PauseStore>()(
  persist(
    (set) => ({
      byFlow: {},
      set: (flow, breakpoints) =>
        set(({ byFlow }) => {
          const { [flow]: _before, ...others } = byFlow
          const kept = Object.entries(others).slice(-FLOWS)
          return { byFlow: Object.fromEntries([...kept, ...(breakpoints.length > 0 ? [[flow, breakpoints]] : [])]) }
        }),
    }),
    { name: 'sluice.pauses', version: 1, partialize: ({ byFlow }) => ({ byFlow }) },
  ),
)

export const NO_PAUSES: readonly Breakpoint[] = []
