/** The history of the open flow: which versions there are, which one is looked at, and what it is compared with. */
import { create } from 'zustand'
import { editTo, type Reason } from '#engine'
import type { FlowDifference, VersionSummary } from '#protocol'
import { asReason, studio } from '../../../client/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'

const PAGE = 50

export type Against = 'before' | 'now'

export interface VersionsState {
  open: boolean
  versions: readonly VersionSummary[]
  total: number
  chosen?: number | undefined
  against: Against
  difference?: FlowDifference | undefined
  busy: boolean
  error?: Reason | undefined
  /** Saves what is drawn, then opens the list with the newest version chosen. */
  show(): Promise<void>
  close(): void
  older(): Promise<void>
  choose(revision: number, against?: Against): Promise<void>
  /** Brings the chosen version back; it can be undone like any other change. */
  restore(): Promise<void>
}

export const useVersions = create<VersionsState>()((set, get) => {
  const attempt = async (work: (flow: string) => Promise<void>) => {
    const flow = useFlow.getState().flow?.id
    if (flow === undefined) return
    set({ busy: true, error: undefined })
    try {
      await work(flow)
    } catch (error) {
      set({ error: asReason(error) })
    } finally {
      set({ busy: false })
    }
  }
  const load = (offset: number) =>
    attempt(async (flow) => {
      const { versions, total } = await studio().versions.list({ flow, offset, limit: PAGE })
      set((state) => ({ total, versions: offset === 0 ? versions : [...state.versions, ...versions] }))
    })
  return {
    open: false,
    versions: [],
    total: 0,
    against: 'before',
    busy: false,
    async show() {
      set({ open: true, versions: [], total: 0, chosen: undefined, difference: undefined, against: 'before' })
      await useFlow.getState().saveNow()
      await load(0)
      const [newest] = get().versions
      if (newest) await get().choose(newest.revision)
    },
    close: () => set({ open: false }),
    older: () => load(get().versions.length),
    async choose(revision, against = get().against) {
      set({ chosen: revision, against })
      await attempt(async (flow) => {
        const asked = against === 'now' ? { from: revision } : { to: revision }
        const difference = await studio().versions.diff({ flow, ...asked })
        // Whoever chose faster than the studio answers sees the last choice.
        if (get().chosen === revision && get().against === against) set({ difference })
      })
    },
    async restore() {
      const { chosen } = get()
      if (chosen === undefined) return
      await attempt(async (flow) => {
        await useFlow.getState().saveNow()
        const { flow: before, revision: onto } = useFlow.getState()
        const saved = await studio().versions.restore({ flow, revision: chosen, onto })
        const edit = before && editTo(before, saved.flow)
        if (edit) {
          useFlow.setState({ revision: saved.revision, hash: saved.hash, savedAt: saved.savedAt })
          useFlow.getState().apply(edit, t('versions.did', { revision: chosen }))
        } else useFlow.getState().load(saved)
        set({ open: false })
      })
    },
  }
})
