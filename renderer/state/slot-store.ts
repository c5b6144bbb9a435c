/** The practice sign-ins of the open flow's connections. Tokens go out and never come back. */
import { create } from 'zustand'
import type { PracticeSlot } from '#protocol'
import { studio } from '../client/index.ts'

export interface SlotStore {
  flowId?: string | undefined
  slots: ReadonlyMap<string, PracticeSlot>
  load(flowId: string): Promise<void>
}

export const useSlots = create<SlotStore>()((set, get) => ({
  slots: new Map(),
  async load(flowId) {
    if (get().flowId !== flowId) set({ flowId, slots: new Map() })
    try {
      const slots = await studio().practice.slots({ flow: flowId })
      if (get().flowId === flowId) set({ slots: new Map(slots.map((slot) => [slot.connection, slot])) })
    } catch {
      // Without an answer the forms show no sign-in; asking again happens with the next opening.
    }
  },
}))

/** Connections that write to a system outside this computer: the user's own sandbox accounts. */
export const ownSandboxes = (slots: ReadonlyMap<string, PracticeSlot>): PracticeSlot[] =>
  [...slots.values()].filter((slot) => slot.kind === 'own-sandbox')
