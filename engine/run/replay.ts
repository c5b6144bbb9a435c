/** Walks a journaled path again with the decisions that stand in it. */
import { type Advance, advance, beginState, type Input } from './advance.ts'
import { type Effect, type OrderEffect, parseBeginning } from './effects.ts'
import type { Decision, OpenRecord } from './journal.ts'
import type { Plan } from './plan.ts'
import { parseTrace, type TraceEntry } from './trace.ts'

/** A key that the record owns. */
export interface ReplayedClaim {
  scope: string
  key: string
  days: number
}

export type Replayable = Pick<OpenRecord, 'payload' | 'label' | 'receivedAt' | 'trace' | 'unreadable' | 'at'>

/** How a record begins. */
export function beginningOf({ at, unreadable: reason }: Pick<Replayable, 'at' | 'unreadable'>): Input {
  if (at === undefined) return reason ? { kind: 'begin', reason } : { kind: 'begin' }
  const start = { kind: 'start', at: parseBeginning(at) } as const
  return reason ? { ...start, reason } : start
}

/** The first step of a record's way. */
export function beginAgain(plan: Plan, record: Replayable): Advance {
  const { label, receivedAt, payload } = record
  return advance(plan, beginState(plan, JSON.parse(payload), { label, receivedAt }), beginningOf(record))
}

/** As far as the path was journaled, with the keys that it got and the versions that it was let through with. `also` hears of every step on the way. */
export function replay(
  plan: Plan,
  record: Replayable,
  decisions: readonly Decision[],
  also?: (step: Advance) => void,
): Advance & { claims: ReplayedClaim[]; orders: OrderEffect[] } {
  const entries = parseTrace(record.trace).filter(({ how }) => how === undefined)
  const decided = new Map(entries.map((entry) => [entry.step, entry]))
  const remembered = new Map(decisions.map((decision) => [decision.step, decision]))
  const claims: ReplayedClaim[] = []
  const orders: OrderEffect[] = []
  let step = beginAgain(plan, record)
  also?.(step)
  while (step.effect) {
    const { effect } = step
    const entry = decided.get(effect.step)
    if (!entry?.port) break
    if (effect.kind === 'claim' && entry.port === 'main')
      claims.push({ scope: effect.scope, key: effect.key, days: effect.days })
    if (effect.kind === 'order' && entry.port === 'main') orders.push(effect)
    step = advance(plan, step.state, decisionOf(effect, entry, remembered.get(effect.step)))
    also?.(step)
  }
  return { ...step, claims, orders }
}

/** The answer that stands in the journal. */
export function decisionOf({ kind }: Effect, entry: TraceEntry, remembered: Decision | undefined): Input {
  if (entry.does) return { kind: 'written', does: entry.does }
  const { port = 'main' } = entry
  const { data, reason } = remembered ?? { reason: kind === 'write' ? refused(port) : undefined }
  return { kind: 'answered', port, ...(data ? { data } : {}), ...(reason ? { reason } : {}) }
}

const refused = (port: string) =>
  ({ code: 'call.refused', category: port === 'rejected' ? 'validation' : 'permanent', values: {} }) as const
