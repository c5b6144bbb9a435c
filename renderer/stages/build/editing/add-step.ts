/** New steps: on their own, behind another one, or into a wire. Each is one entry of undo, and ends with the keyboard on it. */
import {
  addAfter,
  addStep as addAlone,
  applyEdit,
  type Edit,
  type Flow,
  fitsOnWire,
  freshId,
  type Inserted,
  insertOnWire,
  type Position,
  stepKind,
} from '#engine'
import {
  cardSize,
  type Exit,
  endShift,
  exitsOf,
  freePlace,
  GAP,
  isOnward,
  portOffset,
  rectAt,
  sizeOf,
  snap,
  titleOf,
  view,
  viewSize,
  wireAt,
} from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { freeOnward } from './connect.ts'
import { apply, openFlow } from './drawing.ts'
import { isTidy, tidyPlaces } from './tidy-up.ts'

/** Behind an exit, into a wire, or at a place of its own. */
export type Where = { after: Exit } | { wire: string } | { at: Position }

/** Adds a step of that kind and returns its id; undefined when it cannot stand there or nothing is open. */
export function addStep(kind: string, where: Where): string | undefined {
  const flow = openFlow()
  const inserted = flow && (insertedAt(flow, kind, where) ?? insertedAt(flow, kind, { at: view.centre() }))
  if (!flow || !inserted) return undefined
  const { id, edit } = inserted
  const tidied = 'at' in where || !isTidy(flow, viewSize()) ? [] : [tidyPlaces(flow, edit, viewSize())]
  apply([edit, ...tidied], t('did.add', { step: stepKind(kind)?.title ?? kind }))
  useFlow.getState().select({ steps: [id] })
  if (tidied.length > 0) requestAnimationFrame(() => view.fit())
  view.focus({ step: id })
  return id
}

/** After the selected step, or into the selected wire, or in the middle of the view. */
export function addHere(kind: string): string | undefined {
  const flow = openFlow()
  if (!flow) return undefined
  return addStep(kind, hereFor(flow, kind))
}

/** Where a step goes that is added without pointing. */
export function hereFor(flow: Flow, kind: string): Where {
  const { selection } = useFlow.getState()
  const { width, height } = cardSize(stepKind(kind)?.group)
  const centre = view.centre()
  const alone = { at: { x: centre.x - width / 2, y: centre.y - height / 2 } }
  if (stepKind(kind)?.group === 'start') return alone
  if (selection.wire !== undefined) return { wire: selection.wire }
  const last = selection.steps.at(-1)
  return last !== undefined && flow.steps[last] ? { after: { step: last, port: freeOnward(flow, last) } } : alone
}

function insertedAt(flow: Flow, kind: string, where: Where): Inserted | undefined {
  if ('wire' in where) return insertOnWire(flow, where.wire, kind)
  if ('after' in where) return addBehind(flow, kind, where.after)
  const size = cardSize(stepKind(kind)?.group)
  return addAlone(flow, kind, freeFor(flow, where.at, size))
}

/** What falls out of a step is dealt with under it, not beside it. */
function addBehind(flow: Flow, kind: string, { step, port }: Exit): Inserted | undefined {
  const inserted = addAfter(flow, step, kind, port)
  const at = flow.layout[step]
  if (!inserted || !at || (isOnward(port) && wireAt(flow, step, port))) return inserted
  const { width, height } = sizeOf(flow, step)
  const small = cardSize(stepKind(kind)?.group)
  if (isOnward(port)) return placed(inserted, freeFor(flow, { x: at.x + width + GAP, y: at.y }, small))
  const exit = portOffset(port, exitsOf(flow, step), { width, height }).x
  const shift = small.width < width ? endShift(exit, width) : 24
  return placed(inserted, freeFor(flow, { x: at.x + shift, y: at.y + height + 56 }, small))
}

function placed(inserted: Inserted, position: Position): Inserted {
  const move: Edit = { kind: 'move', positions: { [inserted.id]: position } }
  return { ...inserted, edit: { kind: 'batch', edits: [inserted.edit, move] } }
}

const freeFor = (flow: Flow, wanted: Position, size: { width: number; height: number }): Position =>
  freePlace(
    snap(wanted),
    size,
    Object.entries(flow.layout).map(([step, at]) => rectAt(at, sizeOf(flow, step))),
  )

/** Leads a wire through a step that is there already and was dropped on it; a tidy drawing stays tidy, any other stays as it is. */
export function spliceStep(id: string, wireId: string, at: Position): void {
  const flow = openFlow()
  const wire = flow?.wires.find((one) => one.id === wireId)
  const step = flow?.steps[id]
  if (!flow || !wire || !step || !fitsOnWire(step.kind)) return
  const rest = applyEdit(flow, { kind: 'remove-step', id }).flow
  const onward = freshId(flow, `${id} ${wire.to.step}`)
  const edit: Edit = {
    kind: 'batch',
    edits: [
      { kind: 'move', positions: { [id]: freeFor(rest, at, sizeOf(flow, id)) } },
      { kind: 'disconnect', wire: wire.id },
      { kind: 'connect', wire: { ...wire, to: { step: id } } },
      { kind: 'connect', wire: { id: onward, from: { step: id, port: freeOnward(flow, id) }, to: wire.to } },
    ],
  }
  const tidied = isTidy(rest, viewSize()) ? [tidyPlaces(flow, edit, viewSize())] : []
  apply([edit, ...tidied], t('did.splice', { step: titleOf(flow, id) }))
  if (tidied.length > 0) requestAnimationFrame(() => view.fit())
}
