/** Looks after records that no call brings onward: those that were made, those whose time or answer came, groups whose time is up. */
import type { Reason } from '../model/failure.ts'
import type { Committer } from './commit.ts'
import type { OrderEffect } from './effects.ts'
import { askAgain, holdInstead, proceedToo, reload, restore } from './item.ts'
import type { Decision, Unparked } from './journal.ts'
import type { Tally } from './tally.ts'
import { close } from './unite.ts'
import { type Item, type Onward, tellOnward } from './world.ts'

export interface TendNeeds {
  world: Onward
  committer: Committer
  /** Takes over a record that waits for a call. */
  add(item: Item): void
  /** How many more records may be under way. */
  room(): number
  broke(error: unknown): void
}

const BATCH = 1000

export class Tender {
  private readonly needs: TendNeeds
  /** Records up to this number were taken up. */
  private takenUp = 0
  /** Nothing is done before `start`: what is taken up after a restart would be taken up twice. */
  private tending = true
  /** Whether somebody may have answered since the last look. */
  private answered = true
  /** The latest time that was seen; at first any, since the clock may have been put back while nobody looked. */
  private latest = Number.POSITIVE_INFINITY

  constructor(needs: TendNeeds) {
    this.needs = needs
  }

  /** Records up to this one were taken up already. */
  tookUp(seq: number): void {
    this.takenUp = Math.max(this.takenUp, seq)
  }

  /** What was journaled before is taken up: from now on it does what can be done. */
  start(): void {
    this.tending = false
    this.tend()
  }

  /** Somebody answered, or a time came. */
  look(): void {
    this.answered = true
    this.tend()
  }

  /** Does what can be done now. Safe to call at any time; what it cannot do for want of room it does when called again. */
  tend(): void {
    if (this.tending) return
    this.tending = true
    try {
      this.watchClock()
      this.takeOnward()
      while (this.takeMade() || this.takeUnparked() || this.closeDue()) this.takeOnward()
      this.takeOnward()
    } catch (error) {
      this.needs.broke(error)
    } finally {
      this.tending = false
    }
  }

  /** Closes the groups that nothing more can come to: the input has ended and nothing is under way. True when there were any. */
  closeNext(): boolean {
    const { world, committer } = this.needs
    // Whoever is waited for may still bring a record to them.
    if (!world.gatherings.any || (world.plan.parks && world.journal.parked().any)) return false
    committer.now((tally) => {
      for (const gathering of world.gatherings.takeFirst(world.plan.order)) close(world, gathering, false, tally)
    })
    this.tend()
    return true
  }

  /** When something is due next; undefined when nothing ever is. */
  nextDue(): number | undefined {
    const { world } = this.needs
    const dues = [world.gatherings.nextDue(), world.plan.parks ? world.journal.parked().due : undefined]
    const known = dues.filter((due) => due !== undefined)
    return known.length > 0 ? Math.min(...known) : undefined
  }

  /** Nobody waits an hour longer because the clock was put back by one. */
  private watchClock(): void {
    const { world, committer } = this.needs
    const now = world.clock.now()
    if (now < this.latest) {
      world.gatherings.clockWentBack(now)
      if (world.plan.parks) committer.now(() => world.journal.clockWentBack(now))
    }
    this.latest = now
  }

  private takeOnward(): void {
    const { onward } = this.needs.world
    if (onward.items.length === 0) return
    const items = onward.items
    onward.items = []
    for (const item of items) this.needs.add(item)
  }

  private takeMade(): boolean {
    const { world, committer, add, room } = this.needs
    const most = Math.min(BATCH, room())
    if (!world.onward.made || most <= 0) return false
    const made = world.journal.openAfter(this.takenUp, most, true)
    const items: Item[] = []
    if (made.length < most) world.onward.made = false
    if (made.length === 0) return false
    committer.now((tally) => {
      for (const record of made) items.push(restore(world, record, tally))
    })
    this.takenUp = made.at(-1)?.seq ?? this.takenUp
    for (const item of items) add(item)
    return true
  }

  private takeUnparked(): boolean {
    const { world, committer, room } = this.needs
    const most = Math.min(BATCH, room())
    if (!world.plan.parks || most <= 0 || !(this.answered || this.isDue())) return false
    let n = 0
    committer.now((tally) => {
      const unparked = world.journal.takeUnparked(world.clock.now(), most)
      n = unparked.length
      for (const one of unparked) answerParked(world, one, tally)
    })
    this.answered = n === most
    return n > 0
  }

  private isDue(): boolean {
    const { due } = this.needs.world.journal.parked()
    return due !== undefined && due <= this.needs.world.clock.now()
  }

  private closeDue(): boolean {
    const { world, committer } = this.needs
    const next = world.gatherings.nextDue()
    if (next === undefined || next > world.clock.now()) return false
    committer.now((tally) => {
      for (const gathering of world.gatherings.takeDue(world.clock.now())) close(world, gathering, false, tally)
    })
    return true
  }
}

/** While it waited, a newer one of its key may have gone by: it is older now than what is known. */
function overtaken({ journal, clock }: Onward, { row }: Item, orders: readonly OrderEffect[]): Reason | undefined {
  for (const { scope, key, version, days } of orders) {
    const newer = journal.order(scope, key, version, days, row, clock.now())
    if (newer !== undefined) return { code: 'record.stale', category: 'permanent', values: { version, newer } }
  }
  return undefined
}

/** A record goes on by the answer that somebody gave, or because its time came. */
function answerParked(world: Onward, { seq, step, answer }: Unparked, tally: Tally): void {
  const { item, effect, orders } = reload(world, world.journal.record(seq))
  if (effect?.step !== step) {
    holdInstead(world, item, tally)
    return
  }
  const stale = overtaken(world, item, orders)
  if (stale) {
    world.journal.decide(seq, { step, port: 'stale', reason: stale })
    proceedToo(world, item, { kind: 'answered', port: 'stale', reason: stale }, tally)
    return
  }
  // A ceiling counts anew: it is asked now.
  if (effect.kind === 'model') {
    askAgain(world, item, effect, tally)
    tellOnward(world, item)
    return
  }
  if (effect.kind === 'wait') {
    proceedToo(world, item, { kind: 'answered', port: 'main' }, tally)
    return
  }
  const { person } = effect.kind === 'person' ? effect.task : { person: '' }
  const reason: Reason = { code: 'person.expired', category: 'permanent', values: { person } }
  const given: Omit<Decision, 'step'> = answer ?? { port: 'error', reason }
  world.journal.decide(seq, { step, ...given })
  proceedToo(world, item, { kind: 'answered', ...given }, tally)
}
