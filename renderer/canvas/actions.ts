/** What the canvas asks of the stage around it. The canvas draws and points; every change of the flow is the stage's. */
import { createContext, useContext } from 'react'
import type { Position } from '#engine'
import type { Exit } from './connect-rules.ts'

export interface CanvasActions {
  connect(from: Exit, to: string): void
  /** A wire was let go over empty canvas. */
  connectToNew(from: Exit, at: Position): void
  move(positions: Record<string, Position>): void
  /** A step was dropped on a wire; its new place comes with it. */
  splice(step: string, wire: string, at: Position): void
  /** A kind was dropped from the library, perhaps on a wire. */
  drop(kind: string, at: Position, wire: string | undefined): void
  /** Asks for a step to put into a wire. */
  insert(wire: string): void
  removeWire(wire: string): void
  rename(step: string, title: string): void
  openStep(step: string): void
  /** Shows the records that wait. */
  showHeld(): void
}

export const ActionsContext = createContext<CanvasActions | undefined>(undefined)

export function useActions(): CanvasActions {
  const actions = useContext(ActionsContext)
  if (!actions) throw new Error('The canvas has no actions')
  return actions
}
