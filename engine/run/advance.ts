/**
 * The pure heart of a run: `advance(plan, state, input)` takes one record as far as it goes without the world and says what it
 * asks of the world next. A straight stretch of sync steps is one advance. Drivers (journal, stepper) differ only in how they answer.
 */

import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Outcome, PortName } from '../model/ports.ts'
import type { WritePlan } from '../steps/declare.ts'
import type { Plan, PlannedStep } from './plan.ts'

export type Written = 'created' | 'updated' | 'unchanged'

/** What a record asks of the world. */
export type Effect =
  | { kind: 'claim'; step: string; scope: string; days: number; key: string }
  | { kind: 'write'; step: string; write: WritePlan; key: string; body: Record<string, Json> }

export interface RecordState {
  /** The step it is at: waiting for the answer to its effect, or where it ended. */
  step: string
  data: Data
  /** Strongest effect that its writes had so far. */
  did?: Written
  ended?: { outcome: Outcome; reason?: Reason }
}

export type Input =
  | { kind: 'begin'; reason?: Reason }
  /** `by`: the record that owns the key already; absent when this record owns it now. */
  | { kind: 'claimed'; by?: { seq: number; label: string } }
  | { kind: 'written'; does: Written }
  | { kind: 'failed'; reason: Reason }

/** One exit taken. `entered` is false when the record stood at the step before this advance. */
export interface Pass {
  step: string
  port?: PortName
  entered: boolean
  data: Data
  reason?: Reason
  does?: Written
}

export interface Advance {
  state: RecordState
  passes: Pass[]
  effect?: Effect
}

export const beginState = (plan: Plan, data: Data): RecordState => ({ step: plan.source, data })

export function advance(plan: Plan, state: RecordState, input: Input): Advance {
  const walk = new Walk(plan, state)
  if (walk.answer(input)) walk.onward()
  return walk.result()
}

/** Strength of what writes did: a record that created anything counts as created. */
const STRENGTH: Record<Written, number> = { unchanged: 0, updated: 1, created: 2 }
const stronger = (a: Written | undefined, b: Written): Written => (a && STRENGTH[a] >= STRENGTH[b] ? a : b)

class Walk {
  private readonly plan: Plan
  private step: string
  private data: Data
  private did: Written | undefined
  private cameFrom: PortName = 'main'
  private cause: Reason | undefined
  private ended: RecordState['ended']
  private effect: Effect | undefined
  private readonly passes: Pass[] = []
  private entered = true

  constructor(plan: Plan, state: RecordState) {
    this.plan = plan
    this.step = state.step
    this.data = state.data
    this.did = state.did
  }

  result(): Advance {
    const state: RecordState = { step: this.step, data: this.data }
    if (this.did) state.did = this.did
    if (this.ended) state.ended = this.ended
    return this.effect ? { state, passes: this.passes, effect: this.effect } : { state, passes: this.passes }
  }

  /** Takes the world's answer for the step the record stands at. True when it moves on from there. */
  answer(input: Input): boolean {
    const planned = this.here()
    this.entered = input.kind === 'begin'
    switch (input.kind) {
      case 'begin':
        return input.reason ? this.leave(planned, 'error', input.reason) : this.leave(planned, 'main')
      case 'claimed':
        if (!input.by) return this.leave(planned, 'main')
        return this.leave(planned, 'duplicate', {
          code: 'record.duplicate',
          category: 'permanent',
          values: { other: input.by.label, seq: input.by.seq },
        })
      case 'written':
        this.did = stronger(this.did, input.does)
        return this.leave(planned, 'main', undefined, input.does)
      case 'failed': {
        const port = input.reason.category === 'validation' && planned.ports.includes('rejected') ? 'rejected' : 'error'
        return this.leave(planned, port, input.reason)
      }
    }
  }

  /** Goes through steps until one asks something of the world, or the record ends. */
  onward(): void {
    while (this.pass());
  }

  /** Goes through one step. True when the record stands at the next one then. */
  private pass(): boolean {
    this.entered = true
    const planned = this.here()
    const { behaviour } = planned
    if (behaviour.role === 'sync') {
      const passed = behaviour.apply(this.data)
      this.data = passed.data
      return this.leave(planned, passed.port, passed.reason)
    }
    if (behaviour.role === 'claim') {
      const found = behaviour.key(this.data)
      if (!('key' in found)) return this.leave(planned, 'error', noKey(found.missing))
      return this.ask({ kind: 'claim', step: planned.id, scope: behaviour.scope, days: behaviour.days, key: found.key })
    }
    if (behaviour.role === 'write') {
      const { write } = behaviour
      const found = write.key(this.data)
      if (!('key' in found)) return this.leave(planned, 'error', noKey(found.missing))
      return this.ask({ kind: 'write', step: planned.id, write, key: found.key, body: write.body(this.data) })
    }
    if (behaviour.role === 'source') throw new Error(`a wire leads into the start "${planned.id}"`)
    this.passes.push({ step: planned.id, entered: true, data: this.data })
    // What was written stays written, wherever the record goes afterwards.
    const wrote = this.cameFrom === 'main' ? this.did : undefined
    this.end(wrote ?? behaviour.outcome(this.cameFrom), this.cause)
    return false
  }

  private here(): PlannedStep {
    const planned = this.plan.steps[this.step]
    if (!planned) throw new Error(`the plan has no step "${this.step}"`)
    return planned
  }

  private ask(effect: Effect): false {
    this.passes.push({ step: effect.step, entered: true, data: this.data })
    this.effect = effect
    return false
  }

  /** Takes an exit. True when a step follows; otherwise the record has ended. */
  private leave(planned: PlannedStep, port: PortName, reason?: Reason, does?: Written): boolean {
    const pass: Pass = { step: planned.id, port, entered: this.entered, data: this.data }
    if (reason) pass.reason = reason
    if (does) pass.does = does
    this.passes.push(pass)
    const next = planned.next[port]
    if (reason) this.cause = reason
    if (next) {
      this.cameFrom = port
      this.step = next
      return true
    }
    this.end(this.outcomeAt(port), reason ?? this.cause)
    return false
  }

  /** Where an exit is not wired: duplicates end, failures are held, and what came through everything ends as what its writes did. */
  private outcomeAt(port: PortName): Outcome {
    if (port === 'main') return this.did ?? 'discarded'
    return port === 'duplicate' ? 'duplicate' : 'held'
  }

  private end(outcome: Outcome, reason: Reason | undefined): void {
    this.ended = reason ? { outcome, reason } : { outcome }
  }
}

const noKey = (missing: string[]): Reason => ({
  code: 'record.no-key',
  category: 'validation',
  values: { fields: missing },
})
