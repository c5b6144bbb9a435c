/** The run of the open flow: its counts as the events arrive, and the two buttons that start and stop it. */
import { create } from 'zustand'
import type { Reason, RunView } from '#engine'
import { asReason, studio } from '../client/index.ts'
import { useFlow } from './flow-store.ts'
import { followRuns } from './run-follow.ts'

export interface RunStore {
  flowId?: string | undefined
  /** The latest run of the flow; absent when it never ran. */
  view?: RunView | undefined
  /** A run is being asked for or is going. */
  busy: boolean
  /** Why the last start or stop was refused. */
  error?: Reason | undefined
  /** Saves what is drawn and runs it in practice; an unfinished run of the same definition goes on where it stopped. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Shows the runs of a flow from now on; another flow's are let go. */
  attach(flowId: string): void
  detach(): void
}

let following: AbortController | undefined

export const useRun = create<RunStore>()((set, get) => ({
  busy: false,

  attach(flowId) {
    if (get().flowId === flowId && following) return
    following?.abort()
    const mine = new AbortController()
    following = mine
    set({ flowId, view: undefined, busy: false, error: undefined })
    void followRuns(flowId, mine.signal, {
      now: () => get().view,
      show: (view) => {
        if (!mine.signal.aborted) set({ view, busy: view?.state === 'running' })
      },
    })
  },

  detach() {
    following?.abort()
    following = undefined
    set({ flowId: undefined, view: undefined, busy: false, error: undefined })
  },

  async start() {
    if (get().busy) return
    set({ busy: true, error: undefined })
    try {
      const saved = await saveForRun()
      if (!saved) return set({ busy: false })
      await studio().runs.start(saved)
      const latest = await studio().runs.latest({ flow: saved.flow })
      if (latest && get().flowId === saved.flow) showNewer(latest)
    } catch (error) {
      set({ busy: get().view?.state === 'running', error: asReason(error) })
    }
  },

  async stop() {
    const run = get().view?.run
    if (!run) return
    try {
      await studio().runs.stop({ run })
    } catch (error) {
      set({ error: asReason(error) })
    }
  },
}))

/** What is drawn becomes a saved revision first, because only a saved revision runs. Undefined when it cannot be saved. */
async function saveForRun(): Promise<{ flow: string; revision: number } | undefined> {
  await useFlow.getState().saveNow()
  const { flow, revision, saveState } = useFlow.getState()
  return flow && saveState === 'saved' ? { flow: flow.id, revision } : undefined
}

/** The answer to `latest` may be older than the events that arrived meanwhile. */
function showNewer(latest: RunView): void {
  const view = useRun.getState().view
  const newer = view?.run === latest.run && view.seq >= latest.seq ? view : latest
  useRun.setState({ view: newer, busy: newer.state === 'running' })
}
