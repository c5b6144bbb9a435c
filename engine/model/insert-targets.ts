import { stepKind } from '../steps/index.ts'
import type { Flow, Wire } from './flow.ts'

/** Why a wire may not lead to a step. */
export type TargetRefusal = 'own-step' | 'source' | 'already-wired' | 'cycle'

export interface Target {
  legal: boolean
  why?: TargetRefusal
}

/** For each step of the flow: whether a wire from that exit may lead to it, and why not. */
export function legalTargets(flow: Flow, from: Wire['from']): Record<string, Target> {
  const before = leadingTo(flow, from.step)
  const wired = new Set(
    flow.wires
      .filter((wire) => wire.from.step === from.step && wire.from.port === from.port)
      .map((wire) => wire.to.step),
  )
  const judge = (id: string, kind: string): Target => {
    if (id === from.step) return { legal: false, why: 'own-step' }
    if (stepKind(kind)?.group === 'start') return { legal: false, why: 'source' }
    if (wired.has(id)) return { legal: false, why: 'already-wired' }
    return before.has(id) ? { legal: false, why: 'cycle' } : { legal: true }
  }
  return Object.fromEntries(Object.entries(flow.steps).map(([id, step]) => [id, judge(id, step.kind)]))
}

/** Every step from which wires lead to this one. */
function leadingTo(flow: Flow, stepId: string): Set<string> {
  const into = Map.groupBy(flow.wires, (wire) => wire.to.step)
  const found = new Set<string>()
  const open = [stepId]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const wire of into.get(id) ?? []) {
      if (found.has(wire.from.step)) continue
      found.add(wire.from.step)
      open.push(wire.from.step)
    }
  }
  return found
}
