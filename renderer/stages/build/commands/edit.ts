import { indexOf, useCanvas, view, wireAt } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { openPicker } from '../build-store.ts'
import { copySelection, cutSelection, duplicateSelection, paste } from '../editing/clipboard.ts'
import { moveBy } from '../editing/move.ts'
import { heal, openGap, removeSelection } from '../editing/remove.ts'
import type { Command } from './command.ts'

const state = () => useFlow.getState()

const needSteps = (): string | undefined => (state().selection.steps.length === 0 ? t('why.choose-step') : undefined)

const needAny = (): string | undefined =>
  state().selection.wire === undefined && state().selection.steps.length === 0 ? t('why.choose-any') : undefined

/** Selects what the keyboard is on, so that a key acts on it without a click first. */
export function selectSpot(): void {
  const { spot } = useCanvas.getState()
  const { selection, select } = state()
  if (spot?.step !== undefined && !selection.steps.includes(spot.step)) select({ steps: [spot.step] })
  if (spot?.wire !== undefined && selection.wire !== spot.wire) select({ steps: [], wire: spot.wire })
}

export const editCommands = (): Command[] => [
  {
    id: 'undo',
    title: state().undoName ? t('build.undo-what', { what: state().undoName ?? '' }) : t('build.undo'),
    group: 'edit',
    icon: 'undo',
    keys: ['mod+z'],
    synonyms: ['back', 'revert', 'take back'],
    why: () => (state().undoName ? undefined : t('why.nothing-to-undo')),
    run: () => state().undo(),
  },
  {
    id: 'redo',
    title: state().redoName ? t('build.redo-what', { what: state().redoName ?? '' }) : t('build.redo'),
    group: 'edit',
    icon: 'redo',
    keys: ['mod+shift+z', 'mod+y'],
    why: () => (state().redoName ? undefined : t('why.nothing-to-redo')),
    run: () => state().redo(),
  },
  {
    id: 'cut',
    title: t('build.cut'),
    group: 'edit',
    keys: ['mod+x'],
    canvas: true,
    why: needSteps,
    run: () => void cutSelection(),
  },
  {
    id: 'copy',
    title: t('build.copy'),
    group: 'edit',
    icon: 'copy',
    keys: ['mod+c'],
    canvas: true,
    why: needSteps,
    run: () => void copySelection(),
  },
  { id: 'paste', title: t('build.paste'), group: 'edit', keys: ['mod+v'], canvas: true, run: () => void paste() },
  {
    id: 'duplicate',
    title: t('build.duplicate'),
    group: 'edit',
    icon: 'copy',
    keys: ['mod+d'],
    canvas: true,
    why: needSteps,
    run: duplicateSelection,
  },
  {
    id: 'all',
    title: t('build.select-all'),
    group: 'edit',
    keys: ['mod+a'],
    canvas: true,
    run: () => state().select({ steps: Object.keys(state().flow?.steps ?? {}) }),
  },
  {
    id: 'remove',
    title: t('build.remove'),
    group: 'edit',
    icon: 'remove',
    keys: ['delete', 'backspace'],
    canvas: true,
    synonyms: ['delete', 'clear'],
    why: needAny,
    run: removeSelection,
  },
  {
    id: 'heal',
    title: t('heal.title'),
    group: 'edit',
    icon: 'plugs',
    keys: ['h'],
    canvas: true,
    synonyms: ['join', 'close the gap', 'reconnect'],
    why: () => (openGap() ? undefined : t('why.no-gap')),
    run: heal,
  },
  {
    id: 'connect',
    title: t('build.connect'),
    group: 'edit',
    icon: 'plugs',
    keys: ['c'],
    canvas: true,
    synonyms: ['wire', 'link', 'route', 'join', 'lead to'],
    why: needSteps,
    run() {
      const step = state().selection.steps.at(-1)
      if (step !== undefined) openPicker({ kind: 'connect', step })
    },
  },
  {
    id: 'rename',
    title: t('build.rename'),
    group: 'edit',
    icon: 'pencil',
    keys: ['f2'],
    canvas: true,
    why: needSteps,
    run: () => useCanvas.setState({ renaming: state().selection.steps.at(-1) }),
  },
  ...moves(),
  ...walks(),
]

const ARROWS = [
  ['left', -1, 0],
  ['right', 1, 0],
  ['up', 0, -1],
  ['down', 0, 1],
] as const

function moves(): Command[] {
  return ARROWS.map(([name, across, down]) => ({
    id: `move-${name}`,
    title: t('build.move', { where: t(`arrow.${name}`) }),
    group: 'edit' as const,
    keys: [name],
    canvas: true,
    hidden: true,
    run: () => moveBy(across, down),
  }))
}

/** Alt and an arrow: along the wires, and up and down between the ways out of a step. */
function walks(): Command[] {
  return ARROWS.map(([name, across, down]) => ({
    id: `walk-${name}`,
    title: t('build.walk', { where: t(`arrow.${name}`) }),
    group: 'go' as const,
    keys: [`alt+${name}`],
    canvas: true,
    hidden: true,
    run: () => walk(across, down),
  }))
}

function walk(across: number, down: number): void {
  const { flow } = state()
  const { spot } = useCanvas.getState()
  if (!flow || !spot) return
  const index = indexOf(flow)
  if (spot.step !== undefined) {
    const wires = across < 0 ? index.entering.get(spot.step) : index.leaving.get(spot.step)
    const main = across > 0 ? wireAt(flow, spot.step, 'main') : undefined
    const wire = down > 0 ? wires?.find((one) => one.from.port !== 'main') : (main ?? wires?.[0])
    if (wire && down >= 0) go({ wire: wire.id })
    return
  }
  const wire = flow.wires.find((one) => one.id === spot.wire)
  if (!wire) return
  if (across !== 0) {
    go({ step: across > 0 ? wire.to.step : wire.from.step })
    return
  }
  const siblings = index.leaving.get(wire.from.step) ?? []
  const next = siblings[(siblings.indexOf(wire) + down + siblings.length) % siblings.length]
  if (next) go({ wire: next.id })
}

export function go(spot: { step: string } | { wire: string }): void {
  state().select('step' in spot ? { steps: [spot.step] } : { steps: [], wire: spot.wire })
  view.focus(spot)
}

/** To the next or previous step in flow order, or to an end of it. */
export function goInOrder(to: 'next' | 'previous' | 'first' | 'last'): void {
  const { flow } = state()
  if (!flow) return
  const { order, place } = indexOf(flow)
  const { spot } = useCanvas.getState()
  const here = spot?.step === undefined ? 0 : (place.get(spot.step) ?? 0)
  const at = { next: here + 1, previous: here - 1, first: 0, last: order.length - 1 }[to]
  const step = order[Math.min(Math.max(at, 0), order.length - 1)]
  if (step !== undefined) go({ step })
}
