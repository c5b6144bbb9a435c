/** Tidy: all cards into order, in one undo; and keeping a tidy drawing tidy. */
import { applyEdit, type Edit, type Flow, type Position } from '#engine'
import { freePlace, rectAt, type Size, sizeOf, tidy, view, viewSize } from '../../../canvas/index.ts'
import { t } from '../../../text/index.ts'
import { apply, openFlow } from './drawing.ts'

/** Tidy places, laid where the first card of the flow is now, so that the view does not jump. */
function placesOf(flow: Flow, size: Size): Record<string, Position> {
  const places = tidy({ flow, view: size, sizeOf: (step) => sizeOf(flow, step) })
  const first = Object.keys(places).find((step) => flow.layout[step])
  const [from, to] = first === undefined ? [] : [flow.layout[first], places[first]]
  if (!from || !to) return places
  const by = { x: from.x - to.x, y: from.y - to.y }
  return Object.fromEntries(Object.entries(places).map(([step, at]) => [step, { x: at.x + by.x, y: at.y + by.y }]))
}

export function tidyUp(): void {
  const flow = openFlow()
  if (!flow) return
  apply({ kind: 'move', positions: placesOf(flow, viewSize()) }, t('did.tidy'))
  requestAnimationFrame(() => view.fit())
}

/** True when every card stands where Tidy would put it in this view. */
export const isTidy = (flow: Flow, size: Size): boolean =>
  Object.entries(placesOf(flow, size)).every(([step, at]) => {
    const is = flow.layout[step]
    return is !== undefined && is.x === at.x && is.y === at.y
  })

/** The edit that tidies after another edit. */
export const tidyPlaces = (flow: Flow, edit: Edit, size: Size): Edit => ({
  kind: 'move',
  positions: placesOf(applyEdit(flow, edit).flow, size),
})

const lostIn = (flow: Flow): string[] => Object.keys(flow.steps).filter((step) => !flow.layout[step])

/** True when every step has a place. */
export const hasPlaces = (flow: Flow): boolean => lostIn(flow).length === 0

/** A flow that was written elsewhere may have steps without a place: they get one, so that no card lies on another. */
export function withPlaces(flow: Flow, size: Size): Flow {
  const lost = lostIn(flow)
  if (lost.length === 0) return flow
  if (lost.length === Object.keys(flow.steps).length) return { ...flow, layout: placesOf(flow, size) }
  const layout = { ...flow.layout }
  for (const step of lost) {
    const taken = Object.entries(layout).map(([id, at]) => rectAt(at, sizeOf(flow, id)))
    layout[step] = freePlace({ x: 0, y: 0 }, sizeOf(flow, step), taken)
  }
  return { ...flow, layout }
}
