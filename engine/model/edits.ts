/** Every change to a flow is one of these edits. Applying one gives the new flow and the edit that takes it back exactly. */
import type { Connection, Contract, Flow, Position, Step, Wire } from './flow.ts'
import { own, without } from './ids.ts'

export interface StepPatch {
  title?: string
  /** Replaces the settings as a whole. */
  settings?: Step['settings']
  /** Null removes the note. */
  note?: string | null
}

export type FlowPatch = Partial<Pick<Flow, 'name' | 'description' | 'owners' | 'alerts' | 'fallback' | 'settings'>> & {
  /** Null: none. */
  subflows?: NonNullable<Flow['subflows']> | null
  frames?: NonNullable<Flow['frames']> | null
}

export type Edit =
  | { kind: 'add-step'; id: string; step: Step; position?: Position }
  /** Its wires go too. `only` is what adding is taken back with: wires stay, and the layout gets back what it had for that id. */
  | { kind: 'remove-step'; id: string; only?: { position?: Position } }
  | { kind: 'update-step'; id: string; patch: StepPatch }
  /** Both steps must be there. With `at` the wire goes back to that place in the list as it was, whatever its ends are. */
  | { kind: 'connect'; wire: Wire; at?: number }
  /** With `at` only the wire at that place in the list, if it has that id. */
  | { kind: 'disconnect'; wire: string; at?: number }
  /** Null: the step has no position. */
  | { kind: 'move'; positions: Record<string, Position | null> }
  | { kind: 'set-contract'; id: string; contract: Contract | null }
  | { kind: 'set-connection'; id: string; connection: Connection | null }
  /** Each part that is named is replaced as a whole. */
  | { kind: 'update-flow'; patch: FlowPatch }
  | { kind: 'batch'; edits: Edit[] }

export interface Applied {
  flow: Flow
  /** Applied to `flow`, it gives the flow from before. An empty batch when nothing changed. */
  inverse: Edit
}

/**
 * Pure; what did not change is shared with the flow from before. An edit that names something that is not there (or adds
 * what is there already) changes nothing: it returns the same flow and an empty batch.
 */
export function applyEdit(flow: Flow, edit: Edit): Applied {
  switch (edit.kind) {
    case 'add-step':
      return addStep(flow, edit)
    case 'remove-step':
      return removeStep(flow, edit)
    case 'update-step':
      return updateStep(flow, edit)
    case 'connect':
      return connect(flow, edit)
    case 'disconnect':
      return disconnect(flow, edit)
    case 'move':
      return move(flow, edit.positions)
    case 'set-contract':
      return setContract(flow, edit.id, edit.contract)
    case 'set-connection':
      return setConnection(flow, edit.id, edit.connection)
    case 'update-flow':
      return updateFlow(flow, edit.patch)
    case 'batch':
      return batch(flow, edit.edits)
  }
}

/** True for an edit that changes nothing. */
export const isEmptyEdit = (edit: Edit): boolean => edit.kind === 'batch' && edit.edits.every(isEmptyEdit)

const unchanged = (flow: Flow): Applied => ({ flow, inverse: { kind: 'batch', edits: [] } })

function addStep(flow: Flow, edit: Extract<Edit, { kind: 'add-step' }>): Applied {
  const { id, step, position } = edit
  if (own(flow.steps, id)) return unchanged(flow)
  const before = own(flow.layout, id)
  return {
    flow: {
      ...flow,
      steps: { ...flow.steps, [id]: step },
      layout: position ? { ...flow.layout, [id]: position } : flow.layout,
    },
    inverse: { kind: 'remove-step', id, only: before ? { position: before } : {} },
  }
}

function removeStep(flow: Flow, edit: Extract<Edit, { kind: 'remove-step' }>): Applied {
  const { id, only } = edit
  const step = own(flow.steps, id)
  if (!step) return unchanged(flow)
  const position = own(flow.layout, id)
  const rest = position ? without(flow.layout, id) : flow.layout
  const layout = only?.position ? { ...rest, [id]: only.position } : rest
  const add: Edit = { kind: 'add-step', id, step, ...(position ? { position } : {}) }
  const bare: Flow = { ...flow, steps: without(flow.steps, id), layout }
  if (only) return { flow: bare, inverse: add }
  const cut = cutWires(flow.wires, (wire) => wire.from.step === id || wire.to.step === id)
  return {
    flow: cut.back.length > 0 ? { ...bare, wires: cut.wires } : bare,
    inverse: { kind: 'batch', edits: [add, ...cut.back] },
  }
}

function updateStep(flow: Flow, edit: Extract<Edit, { kind: 'update-step' }>): Applied {
  const { id, patch } = edit
  const step = own(flow.steps, id)
  if (!step) return unchanged(flow)
  const next: Step = { ...step }
  const back: StepPatch = {}
  if (patch.title !== undefined && patch.title !== step.title) {
    next.title = patch.title
    back.title = step.title
  }
  if (patch.settings !== undefined && patch.settings !== step.settings) {
    next.settings = patch.settings
    back.settings = step.settings
  }
  if (patch.note !== undefined && patch.note !== (step.note ?? null)) {
    if (patch.note === null) delete next.note
    else next.note = patch.note
    back.note = step.note ?? null
  }
  if (Object.keys(back).length === 0) return unchanged(flow)
  return {
    flow: { ...flow, steps: { ...flow.steps, [id]: next } },
    inverse: { kind: 'update-step', id, patch: back },
  }
}

function connect(flow: Flow, edit: Extract<Edit, { kind: 'connect' }>): Applied {
  const { wire } = edit
  if (edit.at === undefined) {
    const known = own(flow.steps, wire.from.step) && own(flow.steps, wire.to.step)
    if (!known || flow.wires.some((other) => other.id === wire.id)) return unchanged(flow)
  }
  const at = Math.max(0, Math.min(edit.at ?? flow.wires.length, flow.wires.length))
  return {
    flow: { ...flow, wires: flow.wires.toSpliced(at, 0, wire) },
    inverse: { kind: 'disconnect', wire: wire.id, at },
  }
}

function disconnect(flow: Flow, edit: Extract<Edit, { kind: 'disconnect' }>): Applied {
  const cut = cutWires(flow.wires, (wire, at) => wire.id === edit.wire && (edit.at ?? at) === at)
  if (cut.back.length === 0) return unchanged(flow)
  return { flow: { ...flow, wires: cut.wires }, inverse: { kind: 'batch', edits: cut.back } }
}

/** Takes wires out, with the edits that put each one back in its place when applied in order. */
function cutWires(wires: readonly Wire[], goes: (wire: Wire, at: number) => boolean): { wires: Wire[]; back: Edit[] } {
  const back: Edit[] = []
  const stay: Wire[] = []
  wires.forEach((wire, at) => {
    if (goes(wire, at)) back.push({ kind: 'connect', wire, at })
    else stay.push(wire)
  })
  return { wires: stay, back }
}

function move(flow: Flow, positions: Record<string, Position | null>): Applied {
  const layout = { ...flow.layout }
  const back: Record<string, Position | null> = {}
  for (const [id, position] of Object.entries(positions)) {
    if (!own(flow.steps, id)) continue
    const before = own(flow.layout, id) ?? null
    if (before === position || (before && position && before.x === position.x && before.y === position.y)) continue
    back[id] = before
    if (position) layout[id] = position
    else delete layout[id]
  }
  if (Object.keys(back).length === 0) return unchanged(flow)
  return { flow: { ...flow, layout }, inverse: { kind: 'move', positions: back } }
}

function setContract(flow: Flow, id: string, contract: Contract | null): Applied {
  const before = own(flow.contracts, id) ?? null
  if (before === contract) return unchanged(flow)
  const contracts = contract ? { ...flow.contracts, [id]: contract } : without(flow.contracts, id)
  return { flow: { ...flow, contracts }, inverse: { kind: 'set-contract', id, contract: before } }
}

function setConnection(flow: Flow, id: string, connection: Connection | null): Applied {
  const before = own(flow.connections, id) ?? null
  if (before === connection) return unchanged(flow)
  const connections = connection ? { ...flow.connections, [id]: connection } : without(flow.connections, id)
  return { flow: { ...flow, connections }, inverse: { kind: 'set-connection', id, connection: before } }
}

function updateFlow(flow: Flow, patch: FlowPatch): Applied {
  const { name, description, owners, alerts, fallback, settings, subflows = null, frames = null } = flow
  const before: FlowPatch = { name, description, owners, alerts, fallback, settings, subflows, frames }
  const keys = (Object.keys(patch) as (keyof FlowPatch)[]).filter(
    (key) => Object.hasOwn(before, key) && patch[key] !== undefined && patch[key] !== before[key],
  )
  if (keys.length === 0) return unchanged(flow)
  const pick = (from: FlowPatch): FlowPatch => Object.fromEntries(keys.map((key) => [key, from[key]]))
  const { subflows: inside, frames: around, ...rest } = pick(patch)
  const next: Flow = { ...flow, ...rest }
  // A flow without any has no such part at all.
  if (inside === null) delete next.subflows
  else if (inside) next.subflows = inside
  if (around === null) delete next.frames
  else if (around) next.frames = around
  return { flow: next, inverse: { kind: 'update-flow', patch: pick(before) } }
}

function batch(flow: Flow, edits: readonly Edit[]): Applied {
  let next = flow
  const back: Edit[] = []
  for (const edit of edits) {
    const applied = applyEdit(next, edit)
    next = applied.flow
    if (!isEmptyEdit(applied.inverse)) back.unshift(applied.inverse)
  }
  return { flow: next, inverse: { kind: 'batch', edits: back } }
}
