/** What the launch checklist of the open flow says now, and the run-twice proof while it is being made. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { Reason } from '#engine'
import type { LaunchState } from '#protocol'
import { asReason, studio, useOpenings } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { useRun } from './run-store.ts'

export interface LaunchStore {
  flowId?: string
  state?: LaunchState
  error?: Reason
  /** The flow is being run twice. The run that the flow had before says which of the two runs goes on. */
  proving?: { flowId: string; before?: string; first?: string }
  proofError?: Reason
  load(flowId: string): Promise<void>
  prove(flowId: string): Promise<void>
}

export const useLaunch = create<LaunchStore>()((set, get) => ({
  async load(flowId) {
    if (get().flowId !== flowId)
      set(({ load, prove, proving }) => ({ flowId, load, prove, ...(proving ? { proving } : {}) }), true)
    try {
      const state = await studio().launch.state({ flow: flowId })
      if (get().flowId === flowId) set(({ error: _error, ...rest }) => ({ ...rest, state }), true)
    } catch (thrown) {
      if (get().flowId === flowId) set({ error: asReason(thrown) })
    }
  },

  async prove(flowId) {
    if (get().proving) return
    const before = useRun.getState().view?.run
    set(
      ({ proofError: _proofError, ...rest }) => ({ ...rest, proving: { flowId, ...(before ? { before } : {}) } }),
      true,
    )
    try {
      await useFlow.getState().saveNow()
      await studio().launch.prove({ flow: flowId })
      const { view } = useRun.getState()
      if (view?.state === 'interrupted' && view.reason) set({ proofError: view.reason })
    } catch (thrown) {
      if (get().flowId === flowId) set({ proofError: asReason(thrown) })
    }
    set(({ proving: _proving, ...rest }) => rest, true)
    await get().load(flowId)
  },
}))

useRun.subscribe(({ view }) => {
  const { proving } = useLaunch.getState()
  if (!proving || proving.first || !view || view.run === proving.before) return
  useLaunch.setState({ proving: { ...proving, first: view.run } })
})

/** Reads the checklist when a stage that shows it appears, after every save, and after a lost connection. Returns how to read it again. */
export function useLaunchState(): () => void {
  const flowId = useFlow((state) => state.flow?.id)
  const version = useFlow((state) => state.revision)
  const opening = useOpenings()
  const load = useLaunch((launch) => launch.load)
  const occasion = `${version} ${opening}`
  useEffect(() => {
    if (flowId && occasion) void load(flowId)
  }, [flowId, occasion, load])
  return () => {
    if (flowId) void load(flowId)
  }
}
