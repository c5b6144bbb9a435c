/** What the records before left behind, for a stepper that walks one record: who came first with which key, as of its row. */
import { BLOCK_LIMIT, chosenOf, nearest } from '../match/near/index.ts'
import type { Reason } from '../model/failure.ts'
import type { Data, Json } from '../model/json.ts'
import type { Version } from '../steps/declare.ts'
import type { Input } from './advance.ts'
import { sameAs } from './decide.ts'
import type { ClaimEffect, LimitEffect, OrderEffect } from './effects.ts'
import { isOlder, merged } from './newer.ts'
import { AsOf, type Entry, type Who } from './walk-as-of.ts'

/** Who owns a key. `open`: it is still on its way, so that whoever comes with the same key waits for it. */
interface Owner {
  open: boolean
  /** What is known of all that came with the key, as each left it. */
  seen: AsOf<Data>
}

interface Likeness {
  seq: number
  sketch: Json
  owner: Entry<Owner>
}

interface Left {
  owner?: Entry<Owner>
  drop(): void
}

/** How many records of one row are told apart in their order. */
const WITHIN = 2 ** 20

export class WalkMemory {
  private readonly owners = new Map<string, AsOf<Owner>>()
  private readonly blocks = new Map<string, AsOf<Likeness>>()
  private readonly marks = new Map<string, AsOf<Version>>()
  private readonly counted = new Map<string, AsOf<true>>()
  /** What each record left, by its id. */
  private readonly left = new Map<string, Left[]>()
  private added = 0

  /** What the record is answered, by what came before it; undefined when it waits for another that is on its way. */
  decide(effect: ClaimEffect | OrderEffect | LimitEffect, who: Who): Input | undefined {
    if (effect.kind === 'claim') return this.claim(effect, who)
    return effect.kind === 'order' ? this.order(effect, who) : this.limit(effect, who)
  }

  /** The record has ended: its keys stay its own, or are given back. */
  ended(id: string, keeps: boolean): void {
    for (const one of this.left.get(id) ?? []) {
      if (one.owner && keeps) one.owner.value.open = false
      else if (one.owner) one.drop()
    }
  }

  /** As if the record, and what was made of it, had not come. */
  forget(id: string): void {
    for (const [other, all] of this.left) {
      if (other !== id && !other.startsWith(`${id}/`)) continue
      for (const one of all) one.drop()
      this.left.delete(other)
    }
  }

  private claim(effect: ClaimEffect, who: Who): Input | undefined {
    const { scope, key, keep, near, data } = effect
    const line = listIn(this.owners, JSON.stringify([scope, key]))
    const [exact] = line.newest(who.at, 1)
    const like = exact ? undefined : this.likest(effect, who)
    const owner = exact ?? like?.owner
    if (!owner) {
      this.own(line, effect, who)
      return { kind: 'answered', port: 'main' }
    }
    if (owner.value.open) return undefined
    const { seq, label } = owner.who
    const by = { seq, label, here: true, ...(like ? { near: { score: like.score, words: like.words } } : {}) }
    const unsure = like !== undefined && near !== undefined && like.score < near.sure
    if (!unsure && keep === 'merge' && exact) {
      const [before] = exact.value.seen.newest(who.at, 1)
      const all = before ? merged(before.value, data) : data
      this.leave(exact.value.seen, who, all)
      return { kind: 'answered', port: 'main', data: all }
    }
    if (!unsure && keep !== 'first') return { kind: 'answered', port: 'main' }
    return { kind: 'answered', port: unsure ? 'low-confidence' : 'duplicate', reason: sameAs(by, unsure) }
  }

  /** The owner most like the record, if it is alike enough. */
  private likest({ scope, near, data }: ClaimEffect, who: Who) {
    if (!near) return undefined
    const names = [...new Set(near.blocks(data))]
    const found = names.map((name) =>
      listIn(this.blocks, JSON.stringify([scope, name])).newest(who.at, BLOCK_LIMIT + 1),
    )
    const candidates = chosenOf(found.map((block) => block.map(({ value }) => value)))
    const best = nearest(near, near.sketch(data), candidates)
    const other = best && best.score >= near.maybe ? candidates[best.index] : undefined
    return best && other && { owner: other.owner, score: best.score, words: best.words }
  }

  private own(line: AsOf<Owner>, { scope, near, data, keep }: ClaimEffect, who: Who): void {
    const seen = new AsOf<Data>()
    if (keep === 'merge') seen.add({ who, value: data })
    const owner = this.leave(line, who, { open: true, seen }, true)
    if (!near) return
    const likeness: Likeness = { seq: who.at * WITHIN + (this.added++ % WITHIN), sketch: near.sketch(data), owner }
    for (const name of new Set(near.blocks(data))) {
      const block = listIn(this.blocks, JSON.stringify([scope, name]))
      const entry = { who, value: likeness }
      block.add(entry)
      this.leftBy(who, { owner, drop: () => block.drop(entry) })
    }
  }

  private order({ scope, key, version }: OrderEffect, who: Who): Input {
    const line = listIn(this.marks, JSON.stringify([scope, key]))
    const newer = line.newest(who.at, 1)[0]?.value
    if (newer === undefined || !isOlder(version, newer)) {
      this.leave(line, who, version)
      return { kind: 'answered', port: 'main' }
    }
    return { kind: 'answered', port: 'stale', reason: because('record.stale', { version, newer }) }
  }

  private limit({ scope, most }: LimitEffect, who: Who): Input {
    const line = listIn(this.counted, scope)
    if (!line.has(most, who.at)) {
      this.leave(line, who, true)
      return { kind: 'answered', port: 'main' }
    }
    return { kind: 'answered', port: 'filtered', reason: because('record.over-limit', { most }) }
  }

  private leave<T>(line: AsOf<T>, who: Who, value: T, owns = false): Entry<T> {
    const entry = { who, value }
    line.add(entry)
    const drop = () => line.drop(entry)
    this.leftBy(who, owns ? { owner: entry as unknown as Entry<Owner>, drop } : { drop })
    return entry
  }

  private leftBy({ id }: Who, one: Left): void {
    const all = this.left.get(id)
    if (all) all.push(one)
    else this.left.set(id, [one])
  }
}

function listIn<T>(lists: Map<string, AsOf<T>>, id: string): AsOf<T> {
  let list = lists.get(id)
  if (!list) {
    list = new AsOf<T>()
    lists.set(id, list)
  }
  return list
}

const because = (code: Reason['code'], values: Reason['values']): Reason => ({ code, category: 'permanent', values })
