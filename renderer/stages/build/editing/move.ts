/** Moving cards: the same edit whether the pointer or the arrow keys ask for it. */
import type { Position } from '#engine'
import { GRID, view } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { apply, namesOf, openFlow } from './drawing.ts'

export function moveTo(positions: Record<string, Position>): void {
  const flow = openFlow()
  const steps = Object.keys(positions)
  if (!flow || steps.length === 0) return
  const names = namesOf(flow, steps, (count) => t('did.steps', { count }))
  apply({ kind: 'move', positions }, t('did.move', { steps: names }))
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
