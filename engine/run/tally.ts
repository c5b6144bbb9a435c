/** Counts what passes did, for one transaction; and the same once more from journaled paths. */
import type { Outcome } from '../model/ports.ts'
import type { Pass } from './advance.ts'
import type { PathCount } from './journal.ts'
import { parseTrace } from './trace.ts'
import { addUse, type CountsDelta, type ModelUse, type StepCounts } from './view.ts'

export class Tally {
  private received = 0
  private made = 0
  private newlyHeld = 0
  private models: Record<string, ModelUse> | undefined
  private readonly outcomes: Partial<Record<Outcome, number>> = {}
  /** Without a prototype: a step may be called `constructor`. */
  private readonly steps: Record<string, StepCounts> = Object.create(null)

  /** A record came in; it waits until it ends. */
  receive(): void {
    this.received++
    this.add('waiting', 1)
  }

  /** A record was made of others; it waits until it ends. */
  make(): void {
    this.made++
    this.add('waiting', 1)
  }

  /** `at`: the step that it ended at without leaving it. */
  end(outcome: Outcome, at?: string): void {
    this.add('waiting', -1)
    this.add(outcome, 1)
    if (outcome === 'absorbed' && at !== undefined) count(this.step(at), 'absorbed', 1)
  }

  newHold(): void {
    this.newlyHeld++
  }

  /** A step's question to a model was answered. */
  used(step: string, use: ModelUse): void {
    this.models ??= Object.create(null) as Record<string, ModelUse>
    this.models[step] = addUse(this.models[step], use)
  }

  passes(passes: readonly Pass[]): void {
    for (const { step: id, port, entered, how, does } of passes) {
      const step = this.step(id)
      if (entered) step.in++
      if (how === 'made' && port) count(step, 'made', 1)
      if (port) step.ports[port] = (step.ports[port] ?? 0) + 1
      if (does) {
        step.writes ??= { created: 0, updated: 0, unchanged: 0 }
        step.writes[does]++
      }
    }
  }

  delta(): CountsDelta {
    const { received, made, newlyHeld, outcomes, steps, models } = this
    return { received, newlyHeld, outcomes, steps, ...(made > 0 ? { made } : {}), ...(models ? { models } : {}) }
  }

  get empty(): boolean {
    return (
      this.received === 0 &&
      this.made === 0 &&
      this.models === undefined &&
      Object.keys(this.outcomes).length === 0 &&
      Object.keys(this.steps).length === 0
    )
  }

  private step(id: string): StepCounts {
    let step = this.steps[id]
    if (!step) {
      step = { in: 0, ports: {} }
      this.steps[id] = step
    }
    return step
  }

  private add(outcome: Outcome, n: number): void {
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + n
  }
}

const count = (step: StepCounts, what: 'made' | 'absorbed', n: number): void => {
  step[what] = (step[what] ?? 0) + n
}

/** Counts again from journaled paths: what the running counts must agree with. */
export function recount(groups: readonly PathCount[]): CountsDelta {
  const outcomes: Partial<Record<Outcome, number>> = {}
  const steps: Record<string, StepCounts> = Object.create(null)
  let [received, made] = [0, 0]
  for (const group of groups) {
    if (group.made) made += group.n
    else received += group.n
    outcomes[group.outcome] = (outcomes[group.outcome] ?? 0) + group.n
    recountPath(steps, group)
  }
  return { received, made, outcomes, steps }
}

function recountPath(steps: Record<string, StepCounts>, { trace, outcome, n }: PathCount): void {
  const entries = parseTrace(trace)
  for (const { step: id, port, how, does } of entries) {
    const step = steps[id] ?? { in: 0, ports: {} }
    steps[id] = step
    if (!how) step.in += n
    if (how === 'made' && port) count(step, 'made', n)
    if (port) step.ports[port] = (step.ports[port] ?? 0) + n
    if (does) {
      step.writes ??= { created: 0, updated: 0, unchanged: 0 }
      step.writes[does] += n
    }
  }
  const last = entries.at(-1)
  const at = last && !last.port ? steps[last.step] : undefined
  if (outcome === 'absorbed' && at) count(at, 'absorbed', n)
}
