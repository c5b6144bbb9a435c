/** Removing steps and wires. The keyboard goes to a neighbour, and where a gap is left it can be healed. */
import { create } from 'zustand'
import { type Edit, type Flow, removeAndHeal } from '#engine'
import { indexOf, titleOf, view } from '../../../canvas/index.ts'
import { useFlow } from '../../../state/flow-store.ts'
import { t } from '../../../text/index.ts'
import { announce } from '../announcer.tsx'
import { removeWire } from './connect.ts'
import { apply, namesOf, openFlow } from './drawing.ts'

export interface Gap {
  /** The flow right after the removal: once it changed, the gap is no longer offered. */
  flow: Flow
  removed: string
  /** Closes it. */
  edit: Edit
  from: string
  to: string
}

/** The gap that the last removal left. */
const useLastGap = create<{ gap?: Gap | undefined }>()(() => ({}))

/** The gap that can still be healed: the drawing did not change since. */
export function useGap(): Gap | undefined {
  const gap = useLastGap((s) => s.gap)
  const flow = useFlow((s) => s.flow)
  return gap?.flow === flow ? gap : undefined
}

export const openGap = (): Gap | undefined => {
  const { gap } = useLastGap.getState()
  return gap?.flow === openFlow() ? gap : undefined
}

export const dismissGap = (): void => useLastGap.setState({ gap: undefined })

export function removeSelection(): void {
  const flow = openFlow()
  const { selection } = useFlow.getState()
  if (!flow) return
  if (selection.wire === undefined) {
    removeSteps(selection.steps)
    return
  }
  const wire = flow.wires.find((one) => one.id === selection.wire)
  removeWire(selection.wire)
  if (wire) focusStep(wire.from.step)
}

export function removeSteps(steps: readonly string[]): void {
  const flow = openFlow()
  if (!flow || steps.length === 0) return
  const next = neighbourOf(flow, steps)
  const edit: Edit = { kind: 'batch', edits: steps.map((id) => ({ kind: 'remove-step', id })) }
  const removed = namesOf(flow, steps, (count) => t('did.steps', { count }))
  const healing = gapOf(flow, steps)
  apply(edit, t('did.remove', { steps: removed }))
  const after = openFlow()
  const gap = healing && after ? { ...healing, flow: after, removed } : undefined
  useLastGap.setState({ gap })
  announce(gap ? t('heal.said', { steps: removed, from: gap.from, to: gap.to }) : t('heal.removed', { steps: removed }))
  focusStep(next)
}

export function heal(): void {
  const gap = openGap()
  if (!gap) return
  apply(gap.edit, t('did.connect', { from: gap.from, to: gap.to }))
  announce(t('did.connect', { from: gap.from, to: gap.to }))
  const { selection } = useFlow.getState()
  view.focus(selection.steps[0] === undefined ? undefined : { step: selection.steps[0] })
}

function focusStep(step: string | undefined): void {
  useFlow.getState().select({ steps: step === undefined ? [] : [step] })
  view.focus(step === undefined ? undefined : { step })
}

/** The step before what is removed, or the one after it, or any other. */
function neighbourOf(flow: Flow, steps: readonly string[]): string | undefined {
  const { order, place } = indexOf(flow)
  const first = Math.min(...steps.map((step) => place.get(step) ?? 0))
  const stays = (step: string) => !steps.includes(step)
  return order.slice(0, first).findLast(stays) ?? order.slice(first).find(stays)
}

/** What would join the wires on both sides; undefined when nothing leads on. */
export function gapOf(flow: Flow, steps: readonly string[]): Pick<Gap, 'edit' | 'from' | 'to'> | undefined {
  const edit = removeAndHeal(flow, steps)
  const joins = edit.kind === 'batch' ? edit.edits.filter((one) => one.kind === 'connect') : []
  const first = joins[0]
  if (first?.kind !== 'connect') return undefined
  const { from, to } = first.wire
  return { edit: { kind: 'batch', edits: joins }, from: titleOf(flow, from.step), to: titleOf(flow, to.step) }
}
