/** Edits that need to know the kinds of steps: new steps, steps on wires, healing gaps. Each is one edit, so one undo. */
import { exitsOf, stepKind } from '../steps/index.ts'
import type { Edit } from './edits.ts'
import type { Flow, Position, Step, Wire } from './flow.ts'
import { freshId, own, slug } from './ids.ts'
import { roomAfter, roomBetween } from './insert-room.ts'
import { type PortName, portKindOf } from './ports.ts'

export interface Inserted {
  edit: Edit
  /** Id of the new step. */
  id: string
}

/** A step of that kind as it is before anybody fills it in. Its title is the kind's, numbered when the flow has that title. */
export function newStep(kind: string, flow: Flow): { id: string; step: Step } {
  const known = stepKind(kind)
  const base = known?.title ?? kind
  const titles = new Set(Object.values(flow.steps).map((step) => step.title))
  let title = base
  for (let n = 2; titles.has(title); n++) title = `${base} ${n}`
  return { id: freshId(flow, kind), step: { kind, title, settings: known?.defaults(flow) ?? {} } }
}

/** A new step that nothing is connected to. */
export function addStep(flow: Flow, kind: string, position?: Position): Inserted {
  const { id, step } = newStep(kind, flow)
  return { id, edit: { kind: 'add-step', id, step, position: position ?? roomAfter(flow, undefined) } }
}

/** Whether a step of that kind has an entrance and a way on, so that it can stand on a wire. */
export function fitsOnWire(kind: string): boolean {
  const known = stepKind(kind)
  return known !== undefined && known.group !== 'start' && known.ports.some(goesOn)
}

const goesOn = (port: PortName): boolean => portKindOf(port) === 'main'

/** Splits a wire with a new step and makes room for it. Undefined when the wire is gone or the kind cannot stand on one. */
export function insertOnWire(flow: Flow, wireId: string, kind: string): Inserted | undefined {
  const wire = flow.wires.find((one) => one.id === wireId)
  if (!wire || !fitsOnWire(kind)) return undefined
  const { id, step } = newStep(kind, flow)
  const { position, moved } = roomBetween(flow, wire.from.step, wire.to.step)
  const known = stepKind(kind)
  const port = (known && exitsOf(known, step.settings).find(goesOn)) ?? 'main'
  const onward = wireBetween(flow, { step: id, port }, wire.to.step, [id])
  const edits: Edit[] = [
    { kind: 'move', positions: moved },
    { kind: 'add-step', id, step, position },
    { kind: 'disconnect', wire: wire.id },
    { kind: 'connect', wire: { ...wire, to: { step: id } } },
    { kind: 'connect', wire: onward },
  ]
  return { id, edit: { kind: 'batch', edits } }
}

/**
 * A new step to the right of another one, connected to its exit; when that exit is wired already, the step goes onto the wire.
 * Undefined when the step is gone, has no such exit, or the kind has no entrance.
 */
export function addAfter(flow: Flow, stepId: string, kind: string, port: PortName = 'main'): Inserted | undefined {
  const from = own(flow.steps, stepId)
  const known = stepKind(kind)
  if (!from || known === undefined || known.group === 'start') return undefined
  if (stepKind(from.kind)?.ports.includes(port) === false) return undefined
  const wired = flow.wires.find((wire) => wire.from.step === stepId && wire.from.port === port)
  if (wired) return insertOnWire(flow, wired.id, kind)
  const { id, step } = newStep(kind, flow)
  const wire = wireBetween(flow, { step: stepId, port }, id, [id])
  const edits: Edit[] = [
    { kind: 'add-step', id, step, position: roomAfter(flow, stepId) },
    { kind: 'connect', wire },
  ]
  return { id, edit: { kind: 'batch', edits } }
}

/** Connects an exit with a step; a wire that leaves that exit already is replaced. */
export function connectTo(flow: Flow, from: Wire['from'], to: string): Edit {
  const old = flow.wires.filter((wire) => wire.from.step === from.step && wire.from.port === from.port)
  const edits = old.map((wire): Edit => ({ kind: 'disconnect', wire: wire.id }))
  return { kind: 'batch', edits: [...edits, { kind: 'connect', wire: wireBetween(flow, from, to) }] }
}

/** Removes steps, and leads the wires that came in to where their records would have gone by `main`. */
export function removeAndHeal(flow: Flow, ids: readonly string[]): Edit {
  const gone = new Set(ids)
  const healed: Wire[] = []
  const taken: string[] = []
  for (const wire of flow.wires) {
    if (gone.has(wire.from.step) || !gone.has(wire.to.step)) continue
    const to = beyond(flow, wire.to.step, gone)
    if (to === undefined || to === wire.from.step) continue
    const next = wireBetween(flow, wire.from, to, taken)
    taken.push(next.id)
    healed.push(next)
  }
  const remove = [...gone].map((id): Edit => ({ kind: 'remove-step', id }))
  return { kind: 'batch', edits: [...remove, ...healed.map((wire): Edit => ({ kind: 'connect', wire }))] }
}

/** The first step that stays, along the `main` wires from one that goes. */
function beyond(flow: Flow, start: string, gone: ReadonlySet<string>): string | undefined {
  let id: string | undefined = start
  const seen = new Set<string>()
  while (id !== undefined && gone.has(id)) {
    if (seen.has(id)) return undefined
    seen.add(id)
    id = flow.wires.find((wire) => wire.from.step === id && wire.from.port === 'main')?.to.step
  }
  return id
}

const wireBetween = (flow: Flow, from: Wire['from'], to: string, taken: readonly string[] = []): Wire => ({
  id: freshId(flow, slug(`${from.step} ${from.port === 'main' ? '' : from.port} ${to}`), taken),
  from,
  to: { step: to },
})
