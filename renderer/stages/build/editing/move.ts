/** Moving cards: the same edit whether the pointer or the arrow keys ask for it. */
import type { Flow, Position } from '#engine'
import { freePlace, GRID, overlaps, rectAt, sizeOf, view } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { apply, namesOf, openFlow } from './drawing.ts'

export function moveTo(positions: Record<string, Position>): void {
  const flow = openFlow()
  const steps = Object.keys(positions)
  if (!flow || steps.length === 0) return
  const names = namesOf(flow, steps, (count) => t('did.steps', { count }))
  apply({ kind: 'move', positions: beside(flow, positions) }, t('did.move', { steps: names }))
}

/** A card that was let go on another one comes to lie beside it. Several keep their places to each other. */
function beside(flow: Flow, positions: Record<string, Position>): Record<string, Position> {
  const [step, more] = Object.keys(positions)
  const at = step === undefined ? undefined : positions[step]
  if (step === undefined || !at || more !== undefined) return positions
  const size = sizeOf(flow, step)
  const others = Object.keys(flow.layout).filter((id) => id !== step && Object.hasOwn(flow.steps, id))
  const taken = others.map((id) => rectAt(flow.layout[id]!, sizeOf(flow, id)))
  const covers = taken.some((rect) => overlaps(rect, rectAt(at, size)))
  return covers ? { [step]: freePlace(at, size, taken) } : positions
}

/** Moves the selected steps by grid fields; presses in a row are one undo. */
export function moveBy(across: number, down: number): void {
  const flow = openFlow()
  const { steps } = useFlow.getState().selection
  if (!flow || steps.length === 0) return
  const positions = Object.fromEntries(
    steps.map((step) => {
      const at = flow.layout[step] ?? { x: 0, y: 0 }
      return [step, { x: at.x + across * GRID, y: at.y + down * GRID }]
    }),
  )
  const names = namesOf(flow, steps, (count) => t('did.steps', { count }))
  apply({ kind: 'move', positions }, t('did.move', { steps: names }), `move ${steps.join(' ')}`)
  const last = steps.at(-1)
  if (last !== undefined) view.reveal(last)
}
