/** Takes a record onward inside a transaction and journals where it is. */
import type { Reason } from '../model/failure.ts'
import type { Data } from '../model/json.ts'
import { type Advance, advance, type Effect, type Input } from './advance.ts'
import { decide } from './decide.ts'
import type { OrderEffect } from './effects.ts'
import type { OpenRecord, RecordRow } from './journal.ts'
import { keepsKeys } from './keeps-keys.ts'
import { beginningOf, replay } from './replay.ts'
import type { Tally } from './tally.ts'
import { extendTrace, parseTrace } from './trace.ts'
import { type Item, itemOf, type Onward, progressOf, tellOnward } from './world.ts'

/** A record that just came in: goes on to its first wait or its end, and is added to the journal with that. */
export function admit(world: Onward, row: RecordRow, data: Data, tally: Tally): Item {
  const item = itemOf(world, row, data, '')
  tally.receive()
  walk(world, item, advance(world.plan, item.state, beginningOf(row)), tally)
  world.journal.addRecord(row, progressOf(item))
  finish(world, item, tally)
  return item
}

/** A record whose answer came: goes on to its next wait or its end. */
export function proceed(world: Onward, item: Item, input: Input, tally: Tally): void {
  item.waits = undefined
  item.intent = undefined
  item.tries = 0
  item.spent = undefined
  walk(world, item, advance(world.plan, item.state, input), tally)
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** The same, and whoever answers what it waits for now is told after the transaction. */
export function proceedToo(world: Onward, item: Item, input: Input, tally: Tally): void {
  proceed(world, item, input, tally)
  if (item.waits) tellOnward(world, item)
}

/** A record that was journaled before, put back to where it waited. Its earlier decisions are read, not made again. */
export function restore(world: Onward, open: OpenRecord, tally: Tally): Item {
  if (open.trace === '') {
    const item = itemOf(world, open, JSON.parse(open.payload) as Data, '')
    walk(world, item, advance(world.plan, item.state, beginningOf(open)), tally)
    world.journal.setProgress(open.seq, progressOf(item))
    finish(world, item, tally)
    return item
  }
  const { item, effect } = reload(world, open)
  if (!effect) {
    holdInstead(world, item, tally)
    return item
  }
  if (effect.kind === 'write') {
    item.intent = world.journal.intentOf(open.seq, effect.step)
    item.resumed = item.intent !== undefined
    // What may have been sent already is repeated as it was, whatever would be made of the record now.
    item.waits = item.intent ? { ...effect, key: item.intent.key, body: item.intent.body } : effect
    return item
  }
  askAgain(world, item, effect, tally)
  return item
}

/** The record as it stood, what it waits for, and the versions with which it was let through. */
export function reload(
  world: Onward,
  open: OpenRecord,
): { item: Item; effect: Effect | undefined; orders: readonly OrderEffect[] } {
  const decisions = world.plan.answers ? world.journal.decisionsOf(open.seq) : []
  const again = replay(world.plan, open, decisions)
  const item = itemOf(world, open, again.state.data, open.trace)
  item.state = again.state
  item.claims = again.claims
  item.orders = again.orders
  return { item, effect: again.effect, orders: again.orders }
}

/** Asks again what the record waits for: the owner of its key has ended, or the run was taken up anew. */
export function askAgain(world: Onward, item: Item, effect: Effect, tally: Tally): void {
  item.waits = effect
  const answer = decide(world, item, effect, tally)
  if (!answer) return
  item.waits = undefined
  walk(world, item, advance(world.plan, item.state, answer), tally)
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** A record whose journaled path cannot be walked again: a person decides, and the others go on. */
export function holdInstead(world: Onward, item: Item, tally: Tally): void {
  const step = parseTrace(item.trace).at(-1)?.step ?? item.state.step
  const why = 'it began with an earlier version of Sluice, which decided otherwise'
  const reason: Reason = { code: 'record.unreadable', category: 'permanent', values: { why } }
  item.state = { ...item.state, step, ended: { outcome: 'held', reason } }
  world.journal.setProgress(item.row.seq, progressOf(item))
  finish(world, item, tally)
}

/** Goes on from an advance until something is waited for, or the end. */
function walk(world: Onward, item: Item, from: Advance, tally: Tally): void {
  let step: Advance | undefined = from
  while (step) {
    const { state, passes, effect }: Advance = step
    tally.passes(passes)
    item.trace = extendTrace(item.trace, passes)
    item.state = state
    item.waits = effect
    const answer: Input | undefined = effect ? decide(world, item, effect, tally) : undefined
    step = answer ? advance(world.plan, state, answer) : undefined
  }
}

/** Books a record that has ended: its outcome, the hold list, keys that are given back, and those who waited for it. */
function finish(world: Onward, item: Item, tally: Tally): void {
  const { ended, step, did } = item.state
  if (!ended) return
  const { journal, clock, families, followers } = world
  const { seq, family } = item.row
  // A part that came through left its last step; one that became others stands at it.
  tally.end(ended.outcome, ended.outcome === 'absorbed' && !/:[^ ]*$/.test(item.trace) ? step : undefined)
  if (ended.outcome === 'held') {
    const reason = ended.reason ?? { code: 'step.main-unrouted', category: 'permanent', values: { step } }
    if (journal.hold(item.row, step, reason, clock.now())) tally.newHold()
  } else if (world.heldBefore) {
    journal.settleHold(item.row.identity, clock.now())
  }
  if (!did && !keepsKeys(ended.outcome, exitsOf(item.trace))) {
    for (const claim of item.claims) journal.releaseClaim(claim.scope, claim.key, claim.days, seq)
    // What is held may be delivered yet, and is the newer one still.
    if (ended.outcome !== 'held') for (const { scope, key } of item.orders) journal.releaseOrder(scope, key, item.row)
  }
  if (family !== undefined) families.ended(family)
  for (const follower of followers.of(seq)) {
    askAgain(world, follower.item, follower.effect, tally)
    if (follower.item.waits) tellOnward(world, follower.item)
  }
}

const exitsOf = (trace: string) => parseTrace(trace).map(({ port }) => port)
