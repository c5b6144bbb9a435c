/**
 * The pure heart of a run: `advance(plan, state, input)` takes one record as far as it goes without the world and says what it
 * asks of the world next. A straight stretch of sync steps is one advance. Drivers (journal, stepper) differ only in how they answer.
 */

import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import { type Outcome, type PortName, portKindOf } from '../model/ports.ts'
import type { About } from '../steps/declare.ts'
import { askAt } from './ask.ts'
import type { Beginning, Effect, Written } from './effects.ts'
import type { Plan, PlannedStep } from './plan.ts'

export type { Beginning, Effect, Written } from './effects.ts'

export interface RecordState {
  /** The step it is at: waiting for the answer to its effect, or where it ended. */
  step: string
  data: Data
  about: About
  /** Strongest effect that its writes had so far. */
  did?: Written
  ended?: { outcome: Outcome; reason?: Reason }
}

export type Input =
  | { kind: 'begin'; reason?: Reason }
  /** It does not begin at the start of the flow. */
  | { kind: 'start'; at: Beginning; reason?: Reason }
  /** The exit that the answer sends it to, and the data it has then where that changed. */
  | { kind: 'answered'; port: PortName; data?: Data; reason?: Reason }
  | { kind: 'written'; does: Written }
  | { kind: 'failed'; reason: Reason }
  /** It went on as other records. */
  | { kind: 'absorbed' }

/** One exit taken, or a step entered. */
export interface Pass {
  step: string
  port?: PortName
  /** False when the record stood at the step before this advance. */
  entered: boolean
  /** `made`: the record begins here, made of another. `back`: it came out of the flow that this step goes through. */
  how?: 'made' | 'back'
  data: Data
  reason?: Reason
  does?: Written
}

export interface Advance {
  state: RecordState
  passes: Pass[]
  effect?: Effect
}

export const beginState = (plan: Plan, data: Data, about: About): RecordState => ({ step: plan.source, data, about })

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
  private readonly about: About
  private step: string
  private data: Data
  private did: Written | undefined
  private cameFrom: PortName = 'main'
  /** The wire it came by: the step and the exit at its other end. */
  private wire = ''
  private cause: Reason | undefined
  private ended: RecordState['ended']
  private effect: Effect | undefined
  private readonly passes: Pass[] = []
  private entered = true

  constructor(plan: Plan, state: RecordState) {
    this.plan = plan
    this.about = state.about
    this.step = state.step
    this.data = state.data
    this.did = state.did
  }

  result(): Advance {
    const state: RecordState = { step: this.step, data: this.data, about: this.about }
    if (this.did) state.did = this.did
    if (this.ended) state.ended = this.ended
    return this.effect ? { state, passes: this.passes, effect: this.effect } : { state, passes: this.passes }
  }

  /** Takes the world's answer for the step the record stands at. True when it moves on from there. */
  answer(input: Input): boolean {
    if (input.kind === 'start') return this.start(input.at, input.reason)
    const planned = this.here()
    this.entered = input.kind === 'begin'
    switch (input.kind) {
      case 'begin':
        return input.reason ? this.leave(planned, 'error', input.reason) : this.leave(planned, 'main')
      case 'answered':
        if (input.data) this.data = input.data
        return this.leave(planned, input.port, input.reason)
      case 'written':
        this.did = stronger(this.did, input.does)
        return this.leave(planned, 'main', undefined, input.does)
      case 'failed': {
        const port = input.reason.category === 'validation' && planned.ports.includes('rejected') ? 'rejected' : 'error'
        return this.leave(planned, port, input.reason)
      }
      case 'absorbed':
        this.end('absorbed', undefined)
        return false
    }
  }

  /** Goes through steps until one asks something of the world, or the record ends. */
  onward(): void {
    while (this.pass());
  }

  private start({ step, made, port }: Beginning, reason: Reason | undefined): boolean {
    this.step = step
    if (!made) return true
    const planned = this.here()
    if (port) return this.leave(planned, port, reason, undefined, 'made')
    this.passes.push({ step, entered: false, how: 'made', data: this.data })
    return this.goInside(planned)
  }

  /** Goes through one step. True when the record stands at the next one then. */
  private pass(): boolean {
    this.entered = true
    const planned = this.here()
    const { behaviour } = planned
    if (behaviour.role === 'source') {
      if (planned.out === undefined) throw new Error(`a wire leads into the start "${planned.id}"`)
      return this.leave(planned, 'main')
    }
    if (behaviour.role === 'sync') {
      const passed = behaviour.apply(this.data, this.about)
      this.data = passed.data
      return this.leave(planned, passed.port, passed.reason)
    }
    if (behaviour.role === 'compute') {
      const plain = behaviour.native?.(this.data) ?? 'ask'
      if (plain !== 'ask') {
        const passed = behaviour.take(this.data, plain.value)
        this.data = passed.data
        return this.leave(planned, passed.port, passed.reason)
      }
    }
    if (behaviour.role === 'end') {
      this.passes.push({ step: planned.id, entered: true, data: this.data })
      // What was written stays written, wherever the record goes afterwards.
      const wrote = portKindOf(this.cameFrom) === 'main' ? this.did : undefined
      this.end(wrote ?? behaviour.outcome(this.cameFrom), this.cause)
      return false
    }
    if (behaviour.role === 'call') {
      this.passes.push({ step: planned.id, entered: true, data: this.data })
      return this.goInside(planned)
    }
    const asked = askAt(planned, behaviour, this.data, this.wire)
    if ('port' in asked) return this.leave(planned, asked.port, asked.reason)
    this.passes.push({ step: planned.id, entered: true, data: this.data })
    this.effect = asked
    return false
  }

  private here(): PlannedStep {
    return this.stepAt(this.step)
  }

  private stepAt(id: string): PlannedStep {
    const planned = this.plan.steps[id]
    if (!planned) throw new Error(`the plan has no step "${id}"`)
    return planned
  }

  private goInside({ id, inside }: PlannedStep): true {
    if (inside === undefined) throw new Error(`nothing is inside "${id}"`)
    this.step = inside
    return true
  }

  /** Takes an exit. True when a step follows; otherwise the record has ended. */
  private leave(planned: PlannedStep, port: PortName, reason?: Reason, does?: Written, how?: Pass['how']): boolean {
    const pass: Pass = { step: planned.id, port, entered: how ? false : this.entered, data: this.data }
    if (how) pass.how = how
    if (reason) pass.reason = reason
    if (does) pass.does = does
    this.passes.push(pass)
    const next = planned.next[port]
    if (reason) this.cause = reason
    if (next) {
      this.cameFrom = port
      this.wire = `${planned.id}:${port}`
      this.step = next
      return true
    }
    return planned.out === undefined ? this.endAt(port, reason) : this.leaveInside(planned.out, port, reason)
  }

  /** The end of a flow inside another one: out by the step that went through it. */
  private leaveInside(out: string, port: PortName, reason: Reason | undefined): boolean {
    const outer = this.stepAt(out)
    const through = portKindOf(port) === 'main' && port !== 'otherwise' ? 'main' : port
    if (outer.behaviour.role === 'call') {
      this.step = out
      return this.leave(outer, through, reason, undefined, 'back')
    }
    // A part that came through goes back into the record that it is a part of.
    if (through !== 'main') return this.endAt(port, reason)
    this.end('absorbed', undefined)
    return false
  }

  private endAt(port: PortName, reason: Reason | undefined): false {
    this.end(this.outcomeAt(port), reason ?? this.cause)
    return false
  }

  /** Where an exit is not wired: those that mean no harm end, failures are held, and what came through ends as what its writes did. */
  private outcomeAt(port: PortName): Outcome {
    if (port === 'duplicate' || port === 'stale' || port === 'filtered') return port
    if (port === 'otherwise' || portKindOf(port) !== 'main') return 'held'
    return this.did ?? 'discarded'
  }

  private end(outcome: Outcome, reason: Reason | undefined): void {
    this.ended = reason ? { outcome, reason } : { outcome }
  }
}
