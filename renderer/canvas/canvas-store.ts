/** What the canvas shows for the moment and nothing saves: zoom level, where the keyboard is, a wire being drawn. */
import { create } from 'zustand'
import type { Exit } from './connect-rules.ts'

/** How much of a card is drawn: `full` from 80%, `compact` and `small` from 45%, `block` below. */
export type Level = 'full' | 'compact' | 'small' | 'block'

export type Spot = { step: string; wire?: undefined } | { wire: string; step?: undefined }

export interface CanvasState {
  level: Level
  /** Whole per cent. */
  zoom: number
  /** The one tab stop of the canvas. */
  spot?: Spot | undefined
  /** The exit from which a wire is being drawn. */
  connecting?: Exit | undefined
  /** The wire into which what is being dragged would be spliced. */
  splice?: string | undefined
  /** The step whose name is being edited on its card. */
  renaming?: string | undefined
}

export const useCanvas = create<CanvasState>()(() => ({ level: 'full', zoom: 100 }))

export const levelOf = (zoom: number): Level =>
  zoom >= 0.795 ? 'full' : zoom >= 0.6 ? 'compact' : zoom >= 0.45 ? 'small' : 'block'

/** Called on every movement of the view; changes state only when a step is crossed. */
export function showZoom(zoom: number): void {
  const level = levelOf(zoom)
  const percent = Math.round(zoom * 100)
  const before = useCanvas.getState()
  if (before.level !== level || before.zoom !== percent) useCanvas.setState({ level, zoom: percent })
}
