/** Whether the open flow starts by itself in practice, and what came of it. The studio does the work; this only shows it. */
import { create } from 'zustand'
import type { Reason } from '#engine'
import type { TriggerState } from '#protocol'
import { asReason, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'

export interface TriggerStore {
  flowId?: string
  state?: TriggerState
  busy: boolean
  error?: Reason
  /** Asks how it stands; without an answer what is shown stays. */
  look(flowId: string): Promise<void>
  /** Saves what is drawn, and lets that start by itself. */
  start(flowId: string): Promise<void>
  stop(flowId: string): Promise<void>
  dismiss(): void
}

export const useTriggers = create<TriggerStore>()((set, get) => {
  const attempt = async (flowId: string, ask: () => Promise<TriggerState>) => {
    if (get().busy) return
    set({ busy: true })
    try {
      const state = await ask()
      set(({ error: _error, ...rest }) => ({ ...rest, flowId, state }), true)
    } catch (thrown) {
      set({ error: asReason(thrown) })
    } finally {
      set({ busy: false })
    }
  }
  return {
    busy: false,
    async look(flowId) {
      if (get().flowId !== flowId) set(({ state: _state, error: _error, ...rest }) => ({ ...rest, flowId }), true)
      const state = await studio()
        .triggers.state({ flow: flowId })
        .catch(() => undefined)
      if (state && get().flowId === flowId) set({ state })
    },
    start: (flowId) =>
      attempt(flowId, async () => {
        await useFlow.getState().saveNow()
        return studio().triggers.start({ flow: flowId })
      }),
    stop: (flowId) => attempt(flowId, () => studio().triggers.stop({ flow: flowId })),
    dismiss: () => set(({ error: _error, ...rest }) => rest, true),
  }
})
