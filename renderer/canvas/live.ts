/** What a card or wire shows of a run and of stepping: each asks only for its own numbers. */
import { createContext, useContext } from 'react'
import type { PortName, RunState, StepCounts } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import type { LitPath } from '../state/lit-path.ts'
import { useRun } from '../state/run-store.ts'

export const useStepCounts = (step: string): StepCounts | undefined => useRun((s) => s.view?.steps[step])

export const useExitCount = (step: string, port: PortName): number | undefined =>
  useRun((s) => (s.view ? (s.view.steps[step]?.ports[port] ?? 0) : undefined))

export const useRunState = (): RunState | undefined => useRun((s) => s.view?.state)

/** True when the numbers belong to an earlier version of the drawing. */
export function useStale(): boolean {
  const hash = useRun((s) => s.view?.hash)
  const current = useFlow((s) => s.hash)
  return hash !== undefined && current !== '' && hash !== current
}

/** The path of the record that is lit, read once by the canvas. */
export const LitContext = createContext<LitPath | undefined>(undefined)

export type Lighting = 'none' | 'at' | 'lit' | 'dim'

export function useStepLight(step: string): Lighting {
  const path = useContext(LitContext)
  if (!path) return 'none'
  if (path.at === step) return 'at'
  return path.steps.includes(step) ? 'lit' : 'dim'
}

export function useWireLight(wire: string): Lighting {
  const path = useContext(LitContext)
  if (!path) return 'none'
  return path.wires.includes(wire) ? 'lit' : 'dim'
}
