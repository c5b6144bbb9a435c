/** The record of a finished or going run that was chosen, with its story. */
import { create } from 'zustand'
import type { Reason, RecordStory } from '#engine'
import { asReason, studio } from '../client/index.ts'

export interface RecordStore {
  run?: string | undefined
  seq?: number | undefined
  story?: RecordStory | undefined
  error?: Reason | undefined
  choose(run: string, seq: number): Promise<void>
  clear(): void
}

const NOTHING = { run: undefined, seq: undefined, story: undefined, error: undefined }

export const useRecord = create<RecordStore>()((set, get) => ({
  async choose(run, seq) {
    set({ ...NOTHING, run, seq })
    const isStill = () => get().run === run && get().seq === seq
    try {
      const story = await studio().runs.story({ run, seq })
      if (isStill()) set({ story })
    } catch (error) {
      if (isStill()) set({ error: asReason(error) })
    }
  },
  clear() {
    set(NOTHING)
  },
}))
