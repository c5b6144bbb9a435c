/** What the pointer asks for on the canvas, done by the same functions that the keys use. */
import type { CanvasActions } from '../../canvas/index.ts'
import { useDrawer } from '../../state/drawer-store.ts'
import { t } from '../../text/index.ts'
import { openPicker, setOpen } from './build-store.ts'
import { addStep, spliceStep } from './editing/add-step.ts'
import { connectSteps, removeWire } from './editing/connect.ts'
import { apply } from './editing/drawing.ts'
import { moveTo } from './editing/move.ts'

export const canvasActions: CanvasActions = {
  connect: connectSteps,
  connectToNew: (after) => openPicker({ kind: 'add', where: { after } }),
  move: moveTo,
  splice: spliceStep,
  drop: (kind, at, wire) => void addStep(kind, wire === undefined ? { at } : { wire }),
  insert: (wire) => openPicker({ kind: 'add', where: { wire } }),
  removeWire,
  rename: (id, title) => apply({ kind: 'update-step', id, patch: { title } }, t('change.title', { step: title })),
  openStep: () => setOpen('inspector', true),
  showHeld: () => useDrawer.getState().showRecords({ outcome: 'held' }),
}
