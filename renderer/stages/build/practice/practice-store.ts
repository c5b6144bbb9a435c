/** The window into the practice systems: which of them is looked at, and what goes wrong there on purpose. */
import { create } from 'zustand'
import type { Json, Reason } from '#engine'
import type { PracticeSystemView } from '#protocol'
import { asReason, studio } from '../../../client/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { brokenCount } from './faults.ts'

export interface PracticeState {
  open: boolean
  /** Undefined until they were read. */
  systems?: readonly PracticeSystemView[] | undefined
  chosen?: string | undefined
  busy: boolean
  error?: Reason | undefined
  /** Grows when what the systems hold may have changed. */
  version: number
  /** Opens the window at this system, or at the first that the flow uses. */
  show(system?: string): void
  close(): void
  choose(system: string): void
  read(): Promise<void>
  setFaults(system: string, faults: Record<string, Json>): Promise<void>
  /** Makes every system healthy. */
  mendAll(): Promise<void>
  reset(system: string): Promise<void>
  dismiss(): void
}

export const usePractice = create<PracticeState>()((set, get) => {
  const attempt = async (work: () => Promise<void>) => {
    set({ busy: true, error: undefined })
    try {
      await work()
    } catch (error) {
      set({ error: asReason(error) })
    }
    set({ busy: false })
  }
  const put = (name: string, faults: Record<string, Json>) =>
    set(({ systems }) => ({ systems: systems?.map((one) => (one.name === name ? { ...one, faults } : one)) }))
  const read = async () => {
    const systems = await studio().practice.systems()
    set(({ chosen, version }) => ({
      systems,
      version: version + 1,
      chosen: systems.some(({ name }) => name === chosen) ? chosen : inOrder(systems, systemsOfFlow())[0]?.name,
    }))
  }
  return {
    open: false,
    busy: false,
    version: 0,
    show(system) {
      set((state) => ({ open: true, chosen: system ?? state.chosen ?? systemsOfFlow()[0] }))
      void get().read()
    },
    close: () => set({ open: false, error: undefined }),
    choose: (chosen) => set({ chosen, error: undefined }),
    read: () => attempt(read),
    setFaults: (system, faults) =>
      attempt(async () => put(system, await studio().practice.setFaults({ system, faults }))),
    mendAll: () =>
      attempt(async () => {
        for (const { name, faults } of get().systems ?? [])
          if (brokenCount(faults) > 0) put(name, await studio().practice.setFaults({ system: name, faults: {} }))
      }),
    reset: (system) =>
      attempt(async () => {
        await studio().practice.reset({ system })
        await read()
      }),
    dismiss: () => set({ error: undefined }),
  }
})

/** The systems that the open flow connects to, each once. */
export const systemsOfFlow = (): string[] => {
  const { flow } = useFlow.getState()
  return [...new Set(Object.values(flow?.connections ?? {}).map(({ connector }) => connector))]
}

/** Those of the flow first, in its order; then the others as they come. */
export function inOrder(systems: readonly PracticeSystemView[], first: readonly string[]): PracticeSystemView[] {
  const rank = ({ name }: PracticeSystemView) => (first.includes(name) ? first.indexOf(name) : first.length)
  return systems.toSorted((a, b) => rank(a) - rank(b))
}

/** How many systems are broken on purpose. */
export const useBroken = (): number =>
  usePractice((state) => state.systems?.filter(({ faults }) => brokenCount(faults) > 0).length ?? 0)
