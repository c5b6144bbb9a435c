/** How the systems of the open flow compare with what was learned of them. */
import { create } from 'zustand'
import type { Reason } from '#engine'
import type { ConnectionDrift } from '#protocol'
import { asReason, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'

export interface DriftStore {
  flowId?: string | undefined
  /** By connection; those that were never looked at are absent. */
  found: ReadonlyMap<string, ConnectionDrift>
  /** A look is under way. */
  busy: boolean
  error?: Reason | undefined
  /** What the last look found. */
  load(flowId: string): Promise<void>
  /** Looks at every system of the flow now. */
  check(): Promise<void>
  /** From now on, what is there counts as learned. */
  accept(connection: string): Promise<void>
  dismiss(): void
}

export const useDrift = create<DriftStore>()((set, get) => {
  const put = (flow: string, found: readonly ConnectionDrift[]) => {
    if (get().flowId === flow) set({ found: new Map(found.map((one) => [one.connection, one])) })
  }
  const attempt = async (work: (flow: string) => Promise<void>) => {
    const flow = get().flowId
    if (flow === undefined || get().busy) return
    set({ busy: true, error: undefined })
    try {
      await work(flow)
    } catch (thrown) {
      set({ error: asReason(thrown) })
    }
    set({ busy: false })
  }
  return {
    found: new Map(),
    busy: false,
    async load(flowId) {
      if (get().flowId !== flowId) set({ flowId, found: new Map(), error: undefined })
      try {
        put(flowId, await studio().drift.state({ flow: flowId }))
      } catch (thrown) {
        set({ error: asReason(thrown) })
      }
    },
    check: () =>
      attempt(async (flow) => {
        await useFlow.getState().saveNow()
        put(flow, await studio().drift.check({ flow }))
      }),
    accept: (connection) =>
      attempt(async (flow) => {
        await studio().drift.accept({ flow, connection })
        put(flow, await studio().drift.state({ flow }))
      }),
    dismiss: () => set({ error: undefined }),
  }
})

/** Findings that concern a step of the flow: what changed without touching any step is told, but is no problem. */
export const useDriftCount = (): number =>
  useDrift((state) => [...state.found.values()].reduce((sum, one) => sum + troubling(one).length, 0))

export const troubling = ({ findings }: ConnectionDrift) => findings.filter(({ steps }) => steps.length > 0)
