/** A record on its way through a run: takes it onward inside a transaction and journals where it is. */
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { Clock } from '../ports.ts'
import { type Advance, advance, beginState, type Effect, type Input, type RecordState } from './advance.ts'
import type { OpenRecord, Progress, RecordRow, RunJournal, WriteIntent } from './journal.ts'
import type { Plan } from './plan.ts'
import { extendTrace, parseTrace, type Tally } from './tally.ts'

export type WriteEffect = Extract<Effect, { kind: 'write' }>

export interface Item {
  row: RecordRow
  state: RecordState
  trace: string
  /** What it waits for; undefined when it has ended. */
  write: WriteEffect | undefined
  /** Tries of the current write. */
  tries: number
  /** The current write's intent, once it is journaled. */
  intent: WriteIntent | undefined
  /** Why its last try failed, when only a last look is left. */
  spent: Reason | undefined
}

export interface Onward {
  plan: Plan
  journal: RunJournal
  clock: Clock
  /** Whether anything of this flow was on the hold list before, so that settling is worth a look: what this run holds, it does not settle. */
  heldBefore: boolean
}

function itemOf(world: Onward, row: RecordRow, data: Data, trace: string): Item {
  return {
    row,
    state: beginState(world.plan, data),
    trace,
    write: undefined,
    tries: 0,
    intent: undefined,
    spent: undefined,
  }
}

/** A record that just came in: goes on to its first write or its end, and is added to the journal with that. */
export function admit(world: Onward, row: RecordRow, data: Data, tally: Tally): Item {
  const item = itemOf(world, row, data, '')
  tally.receive()
  const input: Input = row.unreadable ? { kind: 'begin', reason: row.unreadable } : { kind: 'begin' }
  // The row is added first, so that claims and holds can refer to it.
  const progress = walk(world, item, input, tally)
  world.journal.addRecord(row, progress)
  finish(world, item, tally)
  return item
}

/** A record whose answer came: goes on to its next write or its end. */
export function proceed(world: Onward, item: Item, input: Input, tally: Tally): void {
  item.write = undefined
  item.intent = undefined
  item.tries = 0
  item.spent = undefined
  const progress = walk(world, item, input, tally)
  world.journal.setProgress(item.row.seq, progress)
  finish(world, item, tally)
}

/** A record that was journaled before a restart, put back to where it waited. Its earlier decisions are read, not made again. */
export function restore(world: Onward, open: OpenRecord, data: Data, tally: Tally): Item {
  const item = itemOf(world, open, data, open.trace)
  if (open.trace === '') {
    const progress = walk(
      world,
      item,
      open.unreadable ? { kind: 'begin', reason: open.unreadable } : { kind: 'begin' },
      tally,
    )
    world.journal.setProgress(open.seq, progress)
    finish(world, item, tally)
    return item
  }
  const again = replay(world.plan, data, open)
  item.state = again.state
  if (again.effect?.kind !== 'write') {
    holdInstead(world, item, tally)
    return item
  }
  item.intent = world.journal.intentOf(open.seq, again.effect.step)
  // What may have been sent already is repeated as it was, whatever would be made of the record now.
  item.write = item.intent ? { ...again.effect, key: item.intent.key, body: item.intent.body } : again.effect
  return item
}

/** A record whose journaled path cannot be walked again: a person decides, and the others go on. */
function holdInstead(world: Onward, item: Item, tally: Tally): void {
  const step = parseTrace(item.trace).at(-1)?.step ?? item.state.step
  const why = 'it began with an earlier version of Sluice, which decided otherwise'
  const reason: Reason = { code: 'record.unreadable', category: 'permanent', values: { why } }
  item.state = { ...item.state, step, ended: { outcome: 'held', reason } }
  world.journal.setProgress(item.row.seq, { step, trace: item.trace, ended: { outcome: 'held', reason } })
  finish(world, item, tally)
}

/** Walks a journaled path again with the decisions that stand in it. */
export function replay(plan: Plan, data: Data, open: Pick<OpenRecord, 'trace' | 'unreadable'>): Advance {
  const decided = new Map(parseTrace(open.trace).map((entry) => [entry.step, entry]))
  let step = advance(
    plan,
    beginState(plan, data),
    open.unreadable ? { kind: 'begin', reason: open.unreadable } : { kind: 'begin' },
  )
  while (step.effect) {
    const entry = decided.get(step.effect.step)
    if (!entry?.port) return step
    step = advance(plan, step.state, decisionOf(step.effect, entry))
  }
  return step
}

function decisionOf(effect: Effect, entry: ReturnType<typeof parseTrace>[number]): Input {
  if (effect.kind === 'claim') {
    return entry.port === 'duplicate' ? { kind: 'claimed', by: { seq: 0, label: '' } } : { kind: 'claimed' }
  }
  if (entry.does) return { kind: 'written', does: entry.does }
  const category = entry.port === 'rejected' ? 'validation' : 'permanent'
  return { kind: 'failed', reason: { code: 'call.refused', category, values: {} } }
}

/** Advances until a write or the end, answering claims from the journal. */
function walk(world: Onward, item: Item, first: Input, tally: Tally): Progress {
  let input = first
  for (;;) {
    const { state, passes, effect } = advance(world.plan, item.state, input)
    tally.passes(passes)
    item.trace = extendTrace(item.trace, passes)
    item.state = state
    if (effect?.kind === 'claim') {
      const by = world.journal.claim(effect.scope, effect.key, effect.days, item.row, world.clock.now())
      input = by ? { kind: 'claimed', by } : { kind: 'claimed' }
      continue
    }
    if (effect) item.write = effect
    const progress: Progress = { step: state.step, trace: item.trace }
    if (state.ended) progress.ended = state.ended
    return progress
  }
}

/** Books a record that has ended: its outcome, the hold list, and keys that are given back. */
function finish(world: Onward, item: Item, tally: Tally): void {
  const { ended, step } = item.state
  if (!ended) return
  tally.end(ended.outcome)
  const { journal, clock } = world
  if (ended.outcome === 'held') {
    const reason = ended.reason ?? { code: 'step.main-unrouted', category: 'permanent', values: { step } }
    if (journal.hold(item.row, step, reason, clock.now())) tally.newHold()
  } else if (world.heldBefore) {
    journal.settleHold(item.row.identity, clock.now())
  }
  // Keys belong to what was delivered: whatever ends without a write gives its keys back.
  if (!item.state.did && ended.outcome !== 'duplicate') journal.releaseClaims(item.row.seq)
}

export const writeOf = (item: Item): WriteEffect => {
  if (!item.write) throw new Error(`record ${item.row.seq} has nothing to write`)
  return item.write
}
