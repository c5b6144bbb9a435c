/** A record on its way through a run: takes it onward inside a transaction and journals where it is. */
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import type { Clock } from '../ports.ts'
import { type Advance, advance, beginState, type Effect, type Input, type RecordState } from './advance.ts'
import type { Followers } from './followers.ts'
import type { OpenRecord, RecordRow, RunJournal, WriteIntent } from './journal.ts'
import type { Plan } from './plan.ts'
import { type ReplayedClaim, replay } from './replay.ts'
import { extendTrace, parseTrace, type Tally } from './tally.ts'

export type WriteEffect = Extract<Effect, { kind: 'write' }>
export type ClaimEffect = Extract<Effect, { kind: 'claim' }>

export interface Item {
  row: RecordRow
  state: RecordState
  trace: string
  /** The write it waits for; undefined when it waits for a key, or has ended. */
  write: WriteEffect | undefined
  /** Keys that it owns. */
  claims: ReplayedClaim[]
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
  /** Records that wait for a key whose owner is still on its way. */
  followers: Followers
  /** Whether anything of this flow was on the hold list before, so that settling is worth a look: what this run holds, it does not settle. */
  heldBefore: boolean
}

function itemOf(world: Onward, row: RecordRow, data: Data, trace: string): Item {
  const state = beginState(world.plan, data)
  return { row, state, trace, write: undefined, claims: [], tries: 0, intent: undefined, spent: undefined }
}

const beginOf = ({ unreadable }: Pick<RecordRow, 'unreadable'>): Input =>
  unreadable ? { kind: 'begin', reason: unreadable } : { kind: 'begin' }

/** A record that just came in: goes on to its first write or its end, and is added to the journal with that. */
export function admit(world: Onward, row: RecordRow, data: Data, tally: Tally): Item {
  const item = itemOf(world, row, data, '')
  tally.receive()
  walk(world, item, advance(world.plan, item.state, beginOf(row)), tally)
  world.journal.addRecord(row, progressOf(item))
  finish(world, item, tally)
  return item
}

/** A record whose answer came: goes on to its next write or its end. */
export function proceed(world: Onward, item: Item, input: Input, tally: Tally): void {
  item.write = undefined
  item.intent = undefined
  item.tries = 0
  item.spent = undefined
  walk(world, item, advance(world.plan, item.state, input), tally)
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** A record that was journaled before a restart, put back to where it waited. Its earlier decisions are read, not made again. */
export function restore(world: Onward, open: OpenRecord, data: Data, tally: Tally): Item {
  const item = itemOf(world, open, data, open.trace)
  if (open.trace === '') {
    walk(world, item, advance(world.plan, item.state, beginOf(open)), tally)
    world.journal.setProgress(open.seq, progressOf(item))
    finish(world, item, tally)
    return item
  }
  const again = replay(world.plan, data, open)
  item.state = again.state
  item.claims = again.claims
  if (again.effect?.kind === 'claim') {
    answerClaim(world, item, again.effect, tally)
  } else if (again.effect?.kind === 'write') {
    item.intent = world.journal.intentOf(open.seq, again.effect.step)
    // What may have been sent already is repeated as it was, whatever would be made of the record now.
    item.write = item.intent ? { ...again.effect, key: item.intent.key, body: item.intent.body } : again.effect
    world.followers.underWay(item)
  } else holdInstead(world, item, tally)
  return item
}

/** Asks again for a key: its owner has ended, or the run was taken up anew. */
export function answerClaim(world: Onward, item: Item, effect: ClaimEffect, tally: Tally): void {
  const step = ask(world, item, effect)
  if (!step) return
  walk(world, item, step, tally)
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** A record whose journaled path cannot be walked again: a person decides, and the others go on. */
function holdInstead(world: Onward, item: Item, tally: Tally): void {
  const step = parseTrace(item.trace).at(-1)?.step ?? item.state.step
  const why = 'it began with an earlier version of Sluice, which decided otherwise'
  const reason: Reason = { code: 'record.unreadable', category: 'permanent', values: { why } }
  item.state = { ...item.state, step, ended: { outcome: 'held', reason } }
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** Goes on from an advance until a write, a key that is not decided yet, or the end. */
function walk(world: Onward, item: Item, from: Advance, tally: Tally): void {
  let step: Advance | undefined = from
  while (step) {
    const { state, passes, effect }: Advance = step
    tally.passes(passes)
    item.trace = extendTrace(item.trace, passes)
    item.state = state
    if (effect?.kind === 'write') item.write = effect
    step = effect?.kind === 'claim' ? ask(world, item, effect) : undefined
  }
  if (item.write) world.followers.underWay(item)
}

/** Claims a key. Undefined when it belongs to a record that is still on its way: whether it keeps the key is not known yet. */
function ask(world: Onward, item: Item, effect: ClaimEffect): Advance | undefined {
  const { scope, key, days } = effect
  const by = world.journal.claim(scope, key, days, item.row, world.clock.now())
  if (by?.here && world.followers.follow(by.seq, item, effect)) return undefined
  if (!by) item.claims.push({ scope, key, days })
  return advance(world.plan, item.state, by ? { kind: 'claimed', by } : { kind: 'claimed' })
}

function progressOf({ state: { step, ended }, trace }: Item) {
  return ended ? { step, trace, ended } : { step, trace }
}

/** Books a record that has ended: its outcome, the hold list, keys that are given back, and those who waited for them. */
function finish(world: Onward, item: Item, tally: Tally): void {
  const { ended, step, did } = item.state
  if (!ended) return
  tally.end(ended.outcome)
  const { journal, clock } = world
  const { seq } = item.row
  if (ended.outcome === 'held') {
    const reason = ended.reason ?? { code: 'step.main-unrouted', category: 'permanent', values: { step } }
    if (journal.hold(item.row, step, reason, clock.now())) tally.newHold()
  } else if (world.heldBefore) {
    journal.settleHold(item.row.identity, clock.now())
  }
  // Keys belong to what was delivered: whatever ends without a write gives its keys back.
  if (!did && ended.outcome !== 'duplicate')
    for (const { scope, key, days } of item.claims) journal.releaseClaim(scope, key, days, seq)
  for (const follower of world.followers.of(seq)) {
    answerClaim(world, follower.item, follower.effect, tally)
    if (follower.item.write) world.followers.ready(follower.item)
  }
}

export const writeOf = (item: Item): WriteEffect => {
  if (!item.write) throw new Error(`record ${item.row.seq} has nothing to write`)
  return item.write
}
