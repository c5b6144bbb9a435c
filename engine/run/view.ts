/** What a run looks like from outside: numbered events, and the reducer that turns them into counts. Used by studio, screen and terminal alike. */
import type { Reason } from '../model/failure.ts'
import { own } from '../model/ids.ts'
import { OUTCOMES, type Outcome, type PortName } from '../model/ports.ts'

/** `interrupted`: it cannot go on by itself now (system away, sign-in, crash); records wait and it resumes where it stopped. */
export type RunState =
  | 'running'
  | 'finished'
  | 'interrupted'
  | 'stopped'
  /** All that is left waits for a person or a time; it goes on by itself when that comes. */
  | 'waiting'

export interface StepCounts {
  /** Records that arrived at the step. For a start: records it handed over. */
  in: number
  /** Records that left by each exit. in + made - absorbed = sum of the exits + those still waiting or ended here. */
  ports: Partial<Record<PortName, number>>
  /** For a write: what became of the records at the target. */
  writes?: { created: number; updated: number; unchanged: number }
  /** Records that were made here of others, and records that went on as others. */
  made?: number
  absorbed?: number
}

/** What a step asked models in a run. */
export interface ModelUse {
  /** Records that were answered by asking, and those whose question had been answered before. */
  asked: number
  reused: number
  tokens: { in: number; out: number }
  /** In the currency of the step's prices; absent: they are unknown. */
  cost?: number
}

export interface RunCounts {
  received: number
  /** Records that steps made of others: parts, copies, groups. */
  made: number
  /** Every outcome by name; `waiting` are records that have not ended yet. */
  outcomes: Record<Outcome, number>
  /** Held records that were not on the hold list before this run. */
  newlyHeld: number
  steps: Record<string, StepCounts>
  /** By step; absent: none asked a model. */
  models?: Record<string, ModelUse>
}

export interface RunView extends RunCounts {
  run: string
  flow: string
  /** Hash of the definition that runs, and the revision it was saved as. */
  hash: string
  revision: number
  mode: 'practice' | 'live'
  input: string
  state: RunState
  /** Why it does not go on, when interrupted. */
  reason?: Reason
  /** What it waits for while it runs: a system that does not answer just now. */
  trouble?: Reason
  /** Milliseconds since 1970; the run's time at work is `finishedAt - startedAt` unless it was interrupted. */
  startedAt: number
  finishedAt?: number
  /** How often it was taken up again. */
  resumed: number
  /** Number of the last event that is included. */
  seq: number
}

/** Changes since the event before, already committed when it is published. */
export interface CountsDelta {
  received?: number
  made?: number
  outcomes?: Partial<Record<Outcome, number>>
  newlyHeld?: number
  steps?: Record<string, StepCounts>
  models?: Record<string, ModelUse>
}

export type RunEvent = { seq: number; run: string; at: number } & (
  | { kind: 'run.started'; view: Omit<RunView, keyof RunCounts | 'seq'> }
  | { kind: 'run.progressed'; delta: CountsDelta }
  | { kind: 'run.resumed' }
  /** A system does not answer and is tried again; without a reason: it answers again. */
  | { kind: 'run.troubled'; reason?: Reason }
  | { kind: 'run.ended'; state: RunState; reason?: Reason }
)

export function emptyCounts(): RunCounts {
  const outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  return { received: 0, made: 0, outcomes, newlyHeld: 0, steps: {} }
}

/** Counts as an earlier version may have stored them: what it did not count is 0. */
export function parseCounts(stored: Partial<RunCounts>): RunCounts {
  const none = emptyCounts()
  return { ...none, ...stored, outcomes: { ...none.outcomes, ...stored.outcomes } }
}

/** Adds a delta to counts, returning new objects only where something changed. */
export function addCounts<T extends RunCounts>(counts: T, delta: CountsDelta): T {
  const outcomes = { ...counts.outcomes }
  for (const [name, n] of Object.entries(delta.outcomes ?? {})) outcomes[name as Outcome] += n
  const steps = { ...counts.steps }
  for (const [id, change] of Object.entries(delta.steps ?? {})) steps[id] = addStep(own(steps, id), change)
  return {
    ...counts,
    received: counts.received + (delta.received ?? 0),
    made: counts.made + (delta.made ?? 0),
    newlyHeld: counts.newlyHeld + (delta.newlyHeld ?? 0),
    outcomes,
    steps,
    ...(delta.models ? { models: addUses(counts.models, delta.models) } : {}),
  }
}

function addUses(before: RunCounts['models'], more: Record<string, ModelUse>): Record<string, ModelUse> {
  const uses = { ...before }
  for (const [step, use] of Object.entries(more)) uses[step] = addUse(own(uses, step), use)
  return uses
}

/** A cost that is unknown for a part is unknown for the whole. */
export function addUse(before: ModelUse | undefined, more: ModelUse): ModelUse {
  if (!before) return more
  const tokens = { in: before.tokens.in + more.tokens.in, out: before.tokens.out + more.tokens.out }
  const sum: ModelUse = { asked: before.asked + more.asked, reused: before.reused + more.reused, tokens }
  return before.cost === undefined || more.cost === undefined ? sum : { ...sum, cost: before.cost + more.cost }
}

function addStep(before: StepCounts | undefined, change: StepCounts): StepCounts {
  const ports = { ...before?.ports }
  for (const [port, n] of Object.entries(change.ports)) ports[port as PortName] = (ports[port as PortName] ?? 0) + n
  const after: StepCounts = { in: (before?.in ?? 0) + change.in, ports }
  for (const what of ['made', 'absorbed'] as const) {
    const n = (before?.[what] ?? 0) + (change[what] ?? 0)
    if (n > 0) after[what] = n
  }
  if (before?.writes || change.writes) {
    after.writes = {
      created: (before?.writes?.created ?? 0) + (change.writes?.created ?? 0),
      updated: (before?.writes?.updated ?? 0) + (change.writes?.updated ?? 0),
      unchanged: (before?.writes?.unchanged ?? 0) + (change.writes?.unchanged ?? 0),
    }
  }
  return after
}

/** Applies one event; an event that is already included, or of another run, changes nothing. A start replaces the view. */
export function applyRunEvent(view: RunView | undefined, event: RunEvent): RunView | undefined {
  if (event.kind === 'run.started') {
    return view?.run === event.run && view.seq >= event.seq ? view : { ...event.view, ...emptyCounts(), seq: event.seq }
  }
  if (!view || view.run !== event.run || event.seq <= view.seq) return view
  switch (event.kind) {
    case 'run.progressed':
      return { ...addCounts(view, event.delta), seq: event.seq }
    case 'run.troubled': {
      const { trouble: _trouble, ...rest } = view
      return event.reason ? { ...rest, trouble: event.reason, seq: event.seq } : { ...rest, seq: event.seq }
    }
    case 'run.resumed': {
      const { reason: _reason, finishedAt: _finishedAt, ...rest } = view
      return { ...rest, state: 'running', resumed: view.resumed + 1, seq: event.seq }
    }
    case 'run.ended': {
      const { trouble: _trouble, ...rest } = view
      const ended: RunView = { ...rest, state: event.state, finishedAt: event.at, seq: event.seq }
      return event.reason ? { ...ended, reason: event.reason } : ended
    }
  }
}

/** Records that no outcome accounts for. Anything but 0 is a defect of ours. */
export function unaccounted(counts: RunCounts): number {
  return counts.received + counts.made - Object.values(counts.outcomes).reduce((sum, n) => sum + n, 0)
}
