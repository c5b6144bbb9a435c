/** Answers at once what the journal can answer, in the transaction that brings a record there. */
import { isEcho } from '../match/echo.ts'
import type { Reason } from '../model/failure.ts'
import type { Input } from './advance.ts'
import type { ClaimEffect, Effect, MakeEffect, OrderEffect } from './effects.ts'
import type { ClaimOwner, Parking } from './journal.ts'
import { makeChildren } from './make.ts'
import type { Tally } from './tally.ts'
import type { Item, Onward } from './world.ts'

/** The answer; undefined when the record has to wait for it. */
export function decide(world: Onward, item: Item, effect: Effect, tally: Tally): Input | undefined {
  const { journal, clock } = world
  switch (effect.kind) {
    case 'claim':
      return decideClaim(world, item, effect)
    case 'order':
      return decideOrder(world, item, effect)
    case 'echo': {
      const last = effect.key === '' ? undefined : journal.lastWrite(effect.connection, effect.object, effect.key)
      const rule = { now: item.row.receivedAt, days: effect.days, aside: effect.aside }
      if (!isEcho(effect.data, last, rule)) return { kind: 'answered', port: 'main' }
      return { kind: 'answered', port: 'filtered', reason: reason('record.echo', {}) }
    }
    case 'limit': {
      if (journal.countUpTo(effect.scope, effect.most)) return { kind: 'answered', port: 'main' }
      return { kind: 'answered', port: 'filtered', reason: reason('record.over-limit', { most: effect.most }) }
    }
    case 'make':
      return decideMake(world, item, effect, tally)
    case 'gather':
      world.gatherings.add(item.row, effect)
      return undefined
    case 'wait':
    case 'person':
      journal.park(parkingOf(item, effect, clock.now()), clock.now())
      return undefined
    default:
      return undefined
  }
}

/** Claims a key. A key that belongs to a record still on its way is not decided yet: whether that one keeps it is not known. */
function decideClaim(world: Onward, item: Item, effect: ClaimEffect): Input | undefined {
  const { journal, clock, followers } = world
  const { scope, key, days, keep, data, step, near } = effect
  const claiming = { scope, key, days, keep, data, ...(near ? { near } : {}) }
  const by = journal.claim(claiming, item.row, clock.now())
  if (!by) {
    item.claims.push({ scope, key, days })
    return { kind: 'answered', port: 'main' }
  }
  if (by.here && journal.isOpen(by.seq)) {
    followers.follow(by.seq, item, effect)
    return undefined
  }
  const unsure = by.near !== undefined && near !== undefined && by.near.score < near.sure
  // What is only alike has a key of its own over there: to go on with it would make a second one.
  if (!by.near && keep !== 'first') {
    if (!by.data) return { kind: 'answered', port: 'main' }
    journal.decide(item.row.seq, { step, port: 'main', data: by.data })
    return { kind: 'answered', port: 'main', data: by.data }
  }
  return { kind: 'answered', port: unsure ? 'low-confidence' : 'duplicate', reason: sameAs(by, unsure) }
}

/** Why a record that is the same as an earlier one, or like it, does not go on as a new one. */
export function sameAs({ label, seq, near }: ClaimOwner, unsure: boolean): Reason {
  if (!near) return reason('record.duplicate', { other: label, seq })
  const score = Math.round(near.score * 100)
  const code = unsure ? 'record.nearly-duplicate' : 'record.like-another'
  return reason(code, { other: label, seq, score, words: near.words })
}

function decideOrder({ journal, clock }: Onward, item: Item, effect: OrderEffect): Input {
  const { scope, key, version, days } = effect
  const newer = journal.order(scope, key, version, days, item.row, clock.now())
  if (newer === undefined) {
    item.orders.push(effect)
    return { kind: 'answered', port: 'main' }
  }
  return { kind: 'answered', port: 'stale', reason: reason('record.stale', { version, newer }) }
}

/** Its children are made once: a record that waits for them already has them. */
function decideMake(world: Onward, item: Item, effect: MakeEffect, tally: Tally): Input | undefined {
  const { families, journal } = world
  const { seq } = item.row
  const parts = effect.waits ? journal.family(seq) : []
  if (parts.length === 0) makeChildren(world, item, effect, tally)
  if (!effect.waits) return { kind: 'absorbed' }
  families.known(
    seq,
    parts.length === 0 ? effect.children.length : parts.filter(({ outcome }) => outcome === 'waiting').length,
  )
  return undefined
}

function parkingOf(item: Item, effect: Extract<Effect, { kind: 'wait' | 'person' }>, now: number): Parking {
  const parking: Parking = { seq: item.row.seq, step: effect.step }
  if (effect.kind === 'wait') return { ...parking, due: now + effect.time }
  const { expireAfter } = effect.task
  return { ...parking, task: effect.task, ...(expireAfter > 0 ? { due: now + expireAfter } : {}) }
}

const reason = (code: Reason['code'], values: Reason['values']): Reason => ({ code, category: 'permanent', values })
