/** What Home shows, and the ways to begin. A store, because palette and menu can begin a flow from anywhere. */
import { create } from 'zustand'
import type { Reason } from '#engine'
import type { ExampleSummary, FlowSummary } from '#protocol'
import { asReason, studio } from '../../client/index.ts'
import { useApp } from '../../state/app-store.ts'
import { chooseFile, saveAsFile } from '../files-of-the-person.ts'

export interface HomeStore {
  examples: ExampleSummary[]
  /** Newest first; absent until read. */
  flows?: FlowSummary[]
  version?: string
  /** Why the last action failed. */
  error?: Reason
  /** The action that is under way: an example's or flow's id, `blank` or `file`. */
  busy?: string
  refresh(): Promise<void>
  openExample(id: string): Promise<void>
  openBlank(): Promise<void>
  /** Lets the person choose a flow file and opens it as a flow of its own. */
  openFile(): Promise<void>
  importFile(file: File): Promise<void>
  remove(id: string): Promise<void>
  saveCopy(id: string): Promise<void>
  dismiss(): void
}

export const useHome = create<HomeStore>()((set, get) => {
  const clear = (...keys: ('error' | 'busy')[]) =>
    set((state) => {
      const next = { ...state }
      for (const key of keys) delete next[key]
      return next
    }, true)

  const attempt = async (busy: string, act: () => Promise<void>) => {
    clear('error')
    set({ busy })
    try {
      await act()
    } catch (thrown) {
      set({ error: asReason(thrown) })
    }
    clear('busy')
  }

  const open = (id: string) => useApp.getState().openFlow(id)

  return {
    examples: [],
    async refresh() {
      try {
        const [examples, flows, { version }] = await Promise.all([
          studio().flows.examples(),
          studio().flows.list(),
          studio().app.info(),
        ])
        set({ examples, flows, version })
      } catch (thrown) {
        set({ error: asReason(thrown) })
      }
    },
    openExample: (example) => attempt(example, async () => open((await studio().flows.create({ example })).flow.id)),
    openBlank: () => attempt('blank', async () => open((await studio().flows.create({})).flow.id)),
    async openFile() {
      const file = await chooseFile('.json,application/json')
      if (file) await get().importFile(file)
    },
    importFile: (file) =>
      attempt('file', async () => {
        useApp.getState().goTo('home')
        open((await studio().flows.import({ name: file.name, text: await file.text() })).flow.id)
      }),
    remove: (flow) =>
      attempt(flow, async () => {
        await studio().flows.remove({ flow })
        const { forgetFlow } = await import('../../state/forget-flow.ts')
        forgetFlow(flow)
        await get().refresh()
      }),
    saveCopy: (flow) =>
      attempt(flow, async () => {
        const { name, text } = await studio().flows.export({ flow })
        saveAsFile(name, text)
      }),
    dismiss: () => clear('error'),
  }
})
