/** What the records before left behind, for a stepper that walks one record: who came first with which key. */
import type { Input } from './advance.ts'
import { advance, beginState } from './advance.ts'
import type { ClaimEffect, LimitEffect, OrderEffect } from './effects.ts'
import type { Plan } from './plan.ts'
import type { WalkedRecord } from './walk.ts'

interface Who {
  seq: number
  label: string
}

export class WalkMemory {
  private readonly owners = new Map<string, Who>()
  private readonly versions = new Map<string, { version: string | number; by: Who }[]>()
  private readonly counted = new Map<string, number[]>()

  /** What the record is answered, by what came before it. */
  decide(effect: ClaimEffect | OrderEffect | LimitEffect, record: Who): Input {
    if (effect.kind === 'claim') return this.claim(effect, record)
    return effect.kind === 'order' ? this.order(effect, record) : this.limit(effect, record)
  }

  private claim({ scope, key, keep }: ClaimEffect, { seq, label }: Who): Input {
    const id = `${scope}\n${key}`
    const owner = this.owners.get(id)
    if (!owner || owner.seq === seq) {
      this.owners.set(id, { seq, label })
      return { kind: 'answered', port: 'main' }
    }
    if (keep !== 'first') return { kind: 'answered', port: 'main' }
    const values = { other: owner.label, seq: owner.seq }
    return { kind: 'answered', port: 'duplicate', reason: { code: 'record.duplicate', category: 'permanent', values } }
  }

  private order({ scope, key, version }: OrderEffect, { seq, label }: Who): Input {
    const id = `${scope}\n${key}`
    const known = this.versions.get(id) ?? []
    this.versions.set(id, known)
    const newer = known.find((one) => one.by.seq < seq && one.version > version)
    if (!known.some((one) => one.by.seq === seq)) known.push({ version, by: { seq, label } })
    if (!newer) return { kind: 'answered', port: 'main' }
    const values = { version, newer: newer.version }
    return { kind: 'answered', port: 'stale', reason: { code: 'record.stale', category: 'permanent', values } }
  }

  private limit({ scope, most }: LimitEffect, { seq }: Who): Input {
    const counted = this.counted.get(scope) ?? []
    this.counted.set(scope, counted)
    if (!counted.includes(seq) && counted.length < most) counted.push(seq)
    if (counted.includes(seq)) return { kind: 'answered', port: 'main' }
    return {
      kind: 'answered',
      port: 'filtered',
      reason: { code: 'record.over-limit', category: 'permanent', values: { most } },
    }
  }

  /** Lets a record leave behind what it does without looking anywhere: its writes are taken as done; what needs an answer ends its way. */
  pass(plan: Plan, record: WalkedRecord): void {
    let input: Input | undefined = record.reason ? { kind: 'begin', reason: record.reason } : { kind: 'begin' }
    let state = beginState(plan, record.data, { label: record.label, receivedAt: record.receivedAt ?? 0 })
    while (input) {
      const { effect, state: next } = advance(plan, state, input)
      state = next
      if (effect?.kind === 'claim' || effect?.kind === 'order' || effect?.kind === 'limit')
        input = this.decide(effect, record)
      else if (effect?.kind === 'write') input = { kind: 'written', does: 'unchanged' }
      else if (effect?.kind === 'pace' || effect?.kind === 'wait') input = { kind: 'answered', port: 'main' }
      else input = undefined
    }
  }
}
