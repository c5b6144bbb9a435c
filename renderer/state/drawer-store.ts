/** Which tab of the drawer is open, and what its list of records is narrowed to. Anything on screen that counts records can open it. */
import { create } from 'zustand'
import type { Outcome, PortName } from '#engine'

export type DrawerTab = 'samples' | 'records' | 'writes' | 'problems'

export interface RecordFilter {
  outcome?: Outcome
  step?: string
  port?: PortName
  search?: string
}

export interface DrawerStore {
  tab: DrawerTab
  folded: boolean
  filter: RecordFilter
  show(tab: DrawerTab): void
  /** Opens the records that fit; the filter replaces the one before. */
  showRecords(filter: RecordFilter): void
  narrow(part: { [Key in keyof RecordFilter]?: RecordFilter[Key] | undefined }): void
  fold(folded: boolean): void
}

export const useDrawer = create<DrawerStore>()((set) => ({
  tab: 'samples',
  folded: false,
  filter: {},
  show: (tab) => set({ tab, folded: false }),
  showRecords: (filter) => set({ tab: 'records', folded: false, filter }),
  narrow: (part) => set(({ filter }) => ({ filter: narrowed(filter, part) })),
  fold: (folded) => set({ folded }),
}))

/** A part that is undefined is taken out of the filter; an exit goes with its step. */
export function narrowed(
  filter: RecordFilter,
  part: { [Key in keyof RecordFilter]?: RecordFilter[Key] | undefined },
): RecordFilter {
  const all = { ...filter, ...('step' in part ? { port: undefined } : {}), ...part }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''))
}
