/** What changed in the wires, in words, without what an added or removed step says already. */
import { EXIT_LABELS } from '../check/wiring.ts'
import { stepKind } from '../steps/index.ts'
import type { DiffLine } from './diff-shape.ts'
import type { Flow, Wire } from './flow.ts'
import { own } from './ids.ts'

type Drawing = Pick<Flow, 'steps' | 'wires'>

export const nameOfStep = ({ steps }: Pick<Flow, 'steps'>, id: string): string => {
  const step = own(steps, id)
  return step?.title || stepKind(step?.kind ?? '')?.title || id
}

/** `"Check" (Failed check)`: the exit is named unless it is the usual one. */
function exitWords(flow: Drawing, { step, port }: Wire['from']): string {
  const name = `"${nameOfStep(flow, step)}"`
  if (port === 'main') return name
  const there = own(flow.steps, step)
  const told = there && stepKind(there.kind)?.exitName?.(there.settings, port)
  return `${name} (${told ?? EXIT_LABELS[port]})`
}

const identity = ({ id, from, to }: Wire): string => JSON.stringify([id, from.step, from.port, to.step])
const exit = ({ from }: Wire): string => JSON.stringify([from.step, from.port])

/** Those of `wires` that are not in `others`; a doubled one counts as often as it is there. */
function beyond(wires: readonly Wire[], others: readonly Wire[]): Wire[] {
  const left = new Map<string, number>()
  for (const wire of others) left.set(identity(wire), (left.get(identity(wire)) ?? 0) + 1)
  return wires.filter((wire) => {
    const n = left.get(identity(wire)) ?? 0
    left.set(identity(wire), n - 1)
    return n <= 0
  })
}

/** `told`: whether the words of an added or removed step say that this wire came, or went. */
export function diffWires(
  before: Drawing,
  after: Drawing,
  told: { came(wire: Wire): boolean; went(wire: Wire): boolean },
): DiffLine[] {
  if (before.wires === after.wires) return []
  const gone = beyond(before.wires, after.wires)
  const come = beyond(after.wires, before.wires)
  if (gone.length === 0 && come.length === 0)
    return before.wires.some((wire, at) => identity(wire) !== identity(after.wires[at] ?? wire))
      ? [{ words: 'The wires stand in another order' }]
      : []
  const leaving = Map.groupBy(gone, exit)
  const turned = new Set<Wire>()
  const words = come.flatMap((wire) => {
    const was = leaving.get(exit(wire))?.find((one) => !turned.has(one))
    if (was) turned.add(was)
    if (told.came(wire)) return []
    const from = exitWords(after, wire.from)
    const to = `"${nameOfStep(after, wire.to.step)}"`
    if (!was) return [`Wire from ${from} to ${to} was added`]
    if (was.to.step === wire.to.step) return [`Wire from ${from} to ${to} was drawn anew`]
    return [`Wire from ${from} now leads to ${to} (was "${nameOfStep(before, was.to.step)}")`]
  })
  const removed = gone.filter((wire) => !turned.has(wire) && !told.went(wire))
  const lost = removed.map(
    (wire) => `Wire from ${exitWords(before, wire.from)} to "${nameOfStep(before, wire.to.step)}" was removed`,
  )
  return [...words, ...lost].map((text) => ({ words: text }))
}
