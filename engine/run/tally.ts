/** Counts what passes did, for one transaction, and the short text in which a record's path is journaled. */
import type { Outcome, PortName } from '../model/ports.ts'
import type { Pass, Written } from './advance.ts'
import type { CountsDelta, StepCounts } from './view.ts'

export class Tally {
  private received = 0
  private newlyHeld = 0
  private readonly outcomes: Partial<Record<Outcome, number>> = {}
  /** Without a prototype: a step may be called `constructor`. */
  private readonly steps: Record<string, StepCounts> = Object.create(null)

  /** A record came in; it waits until it ends. */
  receive(): void {
    this.received++
    this.add('waiting', 1)
  }

  end(outcome: Outcome): void {
    this.add('waiting', -1)
    this.add(outcome, 1)
  }

  newHold(): void {
    this.newlyHeld++
  }

  passes(passes: readonly Pass[]): void {
    for (const pass of passes) {
      let step = this.steps[pass.step]
      if (!step) {
        step = { in: 0, ports: {} }
        this.steps[pass.step] = step
      }
      if (pass.entered) step.in++
      if (pass.port) step.ports[pass.port] = (step.ports[pass.port] ?? 0) + 1
      if (pass.does) {
        step.writes ??= { created: 0, updated: 0, unchanged: 0 }
        step.writes[pass.does]++
      }
    }
  }

  delta(): CountsDelta {
    return { received: this.received, newlyHeld: this.newlyHeld, outcomes: this.outcomes, steps: this.steps }
  }

  get empty(): boolean {
    return this.received === 0 && Object.keys(this.outcomes).length === 0 && Object.keys(this.steps).length === 0
  }

  private add(outcome: Outcome, n: number): void {
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + n
  }
}

/** A record's path as text: `read:main check:rejected`, `write:main=created`, and a step alone where it waits or ended. */
export function extendTrace(trace: string, passes: readonly Pass[]): string {
  let text = trace
  for (const pass of passes) {
    // A step that was entered before stands at the end of the trace already; its exit completes that entry.
    if (pass.entered) text += text === '' ? pass.step : ` ${pass.step}`
    if (pass.port) text += `:${pass.port}`
    if (pass.does) text += `=${pass.does}`
  }
  return text
}

export interface TraceEntry {
  step: string
  port?: PortName
  does?: Written
}

export function parseTrace(trace: string): TraceEntry[] {
  if (trace === '') return []
  return trace.split(' ').map((part) => {
    const [step = '', exit] = part.split(':')
    if (!exit) return { step }
    const [port, does] = exit.split('=')
    return does ? { step, port: port as PortName, does: does as Written } : { step, port: port as PortName }
  })
}

/** Counts again from journaled traces: what the running counts must agree with. */
export function recount(groups: readonly { trace: string; outcome: Outcome; n: number }[]): CountsDelta {
  const outcomes: Partial<Record<Outcome, number>> = {}
  const steps: Record<string, StepCounts> = Object.create(null)
  let received = 0
  for (const { trace, outcome, n } of groups) {
    received += n
    outcomes[outcome] = (outcomes[outcome] ?? 0) + n
    for (const entry of parseTrace(trace)) {
      const step = steps[entry.step] ?? { in: 0, ports: {} }
      steps[entry.step] = step
      step.in += n
      if (entry.port) step.ports[entry.port] = (step.ports[entry.port] ?? 0) + n
      if (entry.does) {
        step.writes ??= { created: 0, updated: 0, unchanged: 0 }
        step.writes[entry.does] += n
      }
    }
  }
  return { received, outcomes, steps }
}
