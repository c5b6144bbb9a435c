/** Walks a journaled path again with the decisions that stand in it. */
import type { Data } from '../model/json.ts'
import { type Advance, advance, beginState, type Effect, type Input } from './advance.ts'
import type { OpenRecord } from './journal.ts'
import type { Plan } from './plan.ts'
import { parseTrace, type TraceEntry } from './tally.ts'

/** A key that the record owns. */
export interface ReplayedClaim {
  scope: string
  key: string
  days: number
}

export function replay(
  plan: Plan,
  data: Data,
  { trace, unreadable }: Pick<OpenRecord, 'trace' | 'unreadable'>,
): Advance & { claims: ReplayedClaim[] } {
  const decided = new Map(parseTrace(trace).map((entry) => [entry.step, entry]))
  const claims: ReplayedClaim[] = []
  let step = advance(
    plan,
    beginState(plan, data),
    unreadable ? { kind: 'begin', reason: unreadable } : { kind: 'begin' },
  )
  while (step.effect) {
    const { effect } = step
    const entry = decided.get(effect.step)
    if (!entry?.port) break
    if (effect.kind === 'claim' && entry.port === 'main')
      claims.push({ scope: effect.scope, key: effect.key, days: effect.days })
    step = advance(plan, step.state, decisionOf(effect, entry))
  }
  return { ...step, claims }
}

function decisionOf(effect: Effect, entry: TraceEntry): Input {
  if (effect.kind === 'claim') {
    return entry.port === 'duplicate' ? { kind: 'claimed', by: { seq: 0, label: '' } } : { kind: 'claimed' }
  }
  if (entry.does) return { kind: 'written', does: entry.does }
  const category = entry.port === 'rejected' ? 'validation' : 'permanent'
  return { kind: 'failed', reason: { code: 'call.refused', category, values: {} } }
}
