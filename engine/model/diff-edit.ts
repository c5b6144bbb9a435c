/** The edit that leads from one version of a flow to another, so that going back can be undone like any other change. */
import { sameData } from './diff-same.ts'
import type { Edit, FlowPatch, StepPatch } from './edits.ts'
import type { Flow, Step } from './flow.ts'
import { own } from './ids.ts'

const PARTS = ['name', 'description', 'owners', 'alerts', 'fallback', 'settings'] as const

/**
 * Applied to `before`, it gives the definition of `after`, and its places for the steps that it has. Undefined when they
 * differ in what no edit reaches: the id.
 */
export function editTo(before: Flow, after: Flow): Edit | undefined {
  const beyond = ['formatVersion', 'id'] as const
  if (beyond.some((part) => !sameData(before[part], after[part]))) return undefined
  const parts = PARTS.filter((part) => !sameData(before[part], after[part]))
  const patch: FlowPatch = Object.fromEntries(parts.map((part) => [part, after[part]]))
  for (const part of ['subflows', 'frames'] as const)
    if (!sameData(before[part], after[part])) Object.assign(patch, { [part]: after[part] ?? null })
  const places = Object.keys(after.steps).map((id) => [id, own(after.layout, id) ?? null] as const)
  const edits: Edit[] = [
    ...drawing(before, after),
    { kind: 'move', positions: Object.fromEntries(places) },
    ...named(before.contracts, after.contracts, (id, contract) => ({ kind: 'set-contract', id, contract })),
    ...named(before.connections, after.connections, (id, connection) => ({ kind: 'set-connection', id, connection })),
    { kind: 'update-flow', patch },
  ]
  return { kind: 'batch', edits }
}

/** Removing a step takes its wires along, so all of them are drawn anew when a step goes. */
function drawing(before: Flow, after: Flow): Edit[] {
  const kept = (id: string) => own(before.steps, id)?.kind === own(after.steps, id)?.kind
  const gone = Object.keys(before.steps).filter((id) => !kept(id))
  const come = Object.entries(after.steps).filter(([id]) => !kept(id))
  const anew = gone.length > 0 || !sameData(before.wires, after.wires)
  const cut = before.wires.map(({ id }, at): Edit => ({ kind: 'disconnect', wire: id, at })).reverse()
  const drawn = after.wires.map((wire, at): Edit => ({ kind: 'connect', wire, at }))
  return [
    ...(anew ? cut : []),
    ...gone.map((id): Edit => ({ kind: 'remove-step', id })),
    ...come.map(([id, step]): Edit => ({ kind: 'add-step', id, step })),
    ...Object.entries(after.steps).flatMap(([id, step]): Edit[] => {
      const was = own(before.steps, id)
      return was && kept(id) && !sameData(was, step) ? [{ kind: 'update-step', id, patch: patchTo(step) }] : []
    }),
    ...(anew ? drawn : []),
  ]
}

const patchTo = ({ title, settings, note }: Step): StepPatch => ({ title, settings, note: note ?? null })

function named<T>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  set: (id: string, value: T | null) => Edit,
): Edit[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return ids.flatMap((id) => {
    const now = own(after, id) ?? null
    return sameData(own(before, id), now ?? undefined) ? [] : [set(id, now)]
  })
}
