/** Steps dragged from the library are dropped on the canvas, or into a wire. */
import { type DragEvent, useMemo } from 'react'
import { useFlow } from '../state/flow-store.ts'
import type { CanvasActions } from './actions.ts'
import { useCanvas } from './canvas-store.ts'
import { cardSize, snap } from './geometry.ts'
import { view } from './viewport.ts'
import { wireUnder } from './wire-hit.ts'

/** What a drag from the library carries. */
export const STEP_DRAG = 'application/x-sluice-step'

export function useDropTarget(actions: CanvasActions) {
  return useMemo(() => {
    const placeOf = (event: DragEvent) => {
      const at = view.at({ x: event.clientX, y: event.clientY })
      const { width, height } = cardSize(undefined)
      return snap({ x: at.x - width / 2, y: at.y - height / 2 })
    }
    const wireAt = (event: DragEvent) => {
      const { flow } = useFlow.getState()
      return flow ? wireUnder(flow, undefined, placeOf(event)) : undefined
    }
    return {
      onDragOver(event: DragEvent) {
        if (!event.dataTransfer.types.includes(STEP_DRAG)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        useCanvas.setState({ splice: wireAt(event) })
      },
      onDragLeave: () => useCanvas.setState({ splice: undefined }),
      onDrop(event: DragEvent) {
        const kind = event.dataTransfer.getData(STEP_DRAG)
        if (kind === '') return
        event.preventDefault()
        const wire = wireAt(event)
        useCanvas.setState({ splice: undefined })
        actions.drop(kind, placeOf(event), wire)
      },
    }
  }, [actions])
}
