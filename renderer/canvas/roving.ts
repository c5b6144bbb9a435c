/** The one tab stop of the canvas. When what it stands on disappears, it goes to the nearest step, and the keyboard with it. */
import { type RefObject, useEffect, useRef } from 'react'
import type { Flow } from '#engine'
import { useFlow } from '../state/flow-store.ts'
import { type Spot, useCanvas } from './canvas-store.ts'
import { indexOf } from './flow-index.ts'
import { view } from './viewport.ts'

export function useRoving(element: RefObject<HTMLElement | null>): void {
  const flow = useFlow((s) => s.flow)
  const before = useRef<Flow>(undefined)
  const inside = useFocusInside(element)
  useEffect(() => {
    if (!flow) return
    const { spot } = useCanvas.getState()
    if (!isThere(flow, spot)) {
      const next = nearest(before.current, flow, spot)
      useCanvas.setState({ spot: next })
      if (inside.current) view.focus(next)
    }
    before.current = flow
  }, [flow, inside])
}

/** Stays true when the focused element is removed, because then nothing else took the focus. */
function useFocusInside(element: RefObject<HTMLElement | null>): RefObject<boolean> {
  const inside = useRef(false)
  useEffect(() => {
    const note = (event: FocusEvent) => {
      inside.current = event.target instanceof Node && (element.current?.contains(event.target) ?? false)
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [element])
  return inside
}

function isThere(flow: Flow, spot: Spot | undefined): boolean {
  if (spot?.step !== undefined) return Object.hasOwn(flow.steps, spot.step)
  return spot !== undefined && flow.wires.some((wire) => wire.id === spot.wire)
}

/** The step that came before what is gone; for a wire, the step it left. */
function nearest(before: Flow | undefined, flow: Flow, spot: Spot | undefined): Spot | undefined {
  const { order } = indexOf(flow)
  const [selected] = useFlow.getState().selection.steps
  if (selected !== undefined) return { step: selected }
  const wire = before?.wires.find((one) => one.id === spot?.wire)
  const gone = spot?.step ?? wire?.from.step
  const old = before ? indexOf(before).order : []
  const at = gone === undefined ? 0 : Math.max(0, old.indexOf(gone))
  const stays = (step: string) => Object.hasOwn(flow.steps, step)
  const step = old.slice(0, at + 1).findLast(stays) ?? old.slice(at).find(stays) ?? order[0]
  return step === undefined ? undefined : { step }
}
