/** Remembers where the window was, so that it comes back there, unless that place is no longer on any display. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app, type BrowserWindow, type Rectangle, screen } from 'electron'

export interface WindowState {
  bounds: Partial<Rectangle> & { width: number; height: number }
  maximized: boolean
}

const FIRST: WindowState = { bounds: { width: 1280, height: 800 }, maximized: false }
const SMALLEST = { width: 800, height: 560 }

const file = () => join(app.getPath('userData'), 'window.json')

export function readWindowState(): WindowState {
  try {
    const state: unknown = JSON.parse(readFileSync(file(), 'utf8'))
    return isState(state) && isVisible(state.bounds) ? state : FIRST
  } catch {
    return FIRST
  }
}

/** Keeps the place of the window when it closes. */
export function rememberWindow(window: BrowserWindow): void {
  window.on('close', () => {
    const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() }
    try {
      writeFileSync(file(), JSON.stringify(state))
    } catch {
      // Only the place of the window is lost.
    }
  })
}

function isState(value: unknown): value is WindowState & { bounds: Rectangle } {
  if (typeof value !== 'object' || value === null || !('bounds' in value) || !('maximized' in value)) return false
  const { bounds } = value
  if (typeof bounds !== 'object' || bounds === null) return false
  const { x, y, width, height } = bounds as Record<string, unknown>
  const sides = [x, y, width, height]
  return (
    sides.every((side) => Number.isFinite(side)) && Number(width) >= SMALLEST.width && Number(height) >= SMALLEST.height
  )
}

/** Enough of the title bar must lie on a display to be grasped. */
function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x)
    return across >= 100 && bounds.y >= workArea.y - 10 && bounds.y < workArea.y + workArea.height - 40
  })
}
