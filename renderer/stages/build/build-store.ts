/** What is open in Build besides the flow: pickers, palette, and which panels stand at the sides. */
import { create } from 'zustand'
import type { Exit } from '../../canvas/index.ts'
import { useApp } from '../../state/app-store.ts'
import type { Where } from './editing/add-step.ts'

/** A searchable list over the canvas: of steps to add, or of steps to lead a wire to. */
export type Picker = { kind: 'add'; where?: Where } | { kind: 'connect'; step: string; exit?: Exit['port'] }

export interface BuildState {
  picker?: Picker | undefined
  palette: boolean
  shortcuts: boolean
  leftTab: 'steps' | 'outline'
}

export const useBuild = create<BuildState>()(() => ({ palette: false, shortcuts: false, leftTab: 'steps' }))

export const openPicker = (picker: Picker): void => useBuild.setState({ picker, palette: false })
export const closePicker = (): void => useBuild.setState({ picker: undefined })

export type SidePanel = 'library' | 'inspector' | 'drawer'

const WIDE = 1600

/** The library begins folded on narrow windows; what the person chose is remembered. */
export const isOpen = (panels: Record<string, number | boolean>, side: SidePanel): boolean => {
  const chosen = panels[`build.${side}.open`]
  if (typeof chosen === 'boolean') return chosen
  return side === 'library' ? window.innerWidth >= WIDE : true
}

export const useOpen = (side: SidePanel): boolean => useApp((s) => isOpen(s.panels, side))

export function setOpen(side: SidePanel, open: boolean): void {
  useApp.getState().setPanel(`build.${side}.open`, open)
}

export function toggle(side: SidePanel): void {
  setOpen(side, !isOpen(useApp.getState().panels, side))
}
