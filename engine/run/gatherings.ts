/** Records that wait to become one: by key, until there are enough of them, or time or the input ran out. Only their numbers are kept. */
import type { GatherEffect } from './effects.ts'
import type { Inverses } from './inverses.ts'
import type { RecordRow } from './journal.ts'

export interface Gathering {
  step: string
  effect: GatherEffect
  members: { seq: number; wire: string }[]
  family: number
  /** When time is up for it; undefined when it has all the time. */
  due: number | undefined
}

export class Gatherings {
  private readonly open = new Map<string, Gathering[]>()
  private full: Gathering[] = []
  private readonly inverses: Inverses

  constructor(inverses: Inverses) {
    this.inverses = inverses
  }

  get any(): boolean {
    return this.open.size > 0
  }

  add(row: RecordRow, effect: GatherEffect): void {
    const { rule, step, wire } = effect
    const family = row.family ?? 0
    const id = JSON.stringify([step, family, rule.origin ? (row.root ?? row.seq) : effect.key])
    const line = this.open.get(id) ?? []
    let gathering = line.find(({ members }) => rule.by === 'group' || !members.some((member) => member.wire === wire))
    if (!gathering) {
      gathering = { step, effect, members: [], family, due: rule.wait > 0 ? row.receivedAt + rule.wait : undefined }
      line.push(gathering)
    }
    this.open.set(id, line)
    const { members } = gathering
    members.push({ seq: row.seq, wire })
    const enough = rule.by === 'join' ? effect.wires : rule.size
    const complete = enough > 0 && members.length >= enough ? gathering : undefined
    if (complete) {
      this.drop(id, complete)
      this.full.push(complete)
    }
    this.inverses.push(() => {
      if (complete) this.restore(id, complete)
      members.pop()
      if (members.length === 0) this.drop(id, gathering)
    })
  }

  /** One that is complete, if there is any. */
  takeFull(): Gathering | undefined {
    const gathering = this.full.shift()
    if (gathering) this.inverses.push(() => this.full.unshift(gathering))
    return gathering
  }

  /** Those whose time is up. */
  takeDue(now: number): Gathering[] {
    return this.take(({ due }) => due !== undefined && due <= now)
  }

  /** Those of the first of these steps that has any: what leads to others is closed before them. */
  takeFirst(order: readonly string[]): Gathering[] {
    const first = order.find((step) => [...this.open.values()].some(([one]) => one?.step === step))
    return first === undefined ? [] : this.take(({ step }) => step === first)
  }

  /** The clock was put back: nothing waits longer than it was to wait, counted from now. */
  clockWentBack(now: number): void {
    for (const line of this.open.values())
      for (const gathering of line) {
        const { due, effect } = gathering
        if (due !== undefined) gathering.due = Math.min(due, now + effect.rule.wait)
      }
  }

  nextDue(): number | undefined {
    let next: number | undefined
    for (const line of this.open.values())
      for (const { due } of line) if (due !== undefined && (next === undefined || due < next)) next = due
    return next
  }

  private take(which: (gathering: Gathering) => boolean): Gathering[] {
    const taken = [...this.open].flatMap(([id, line]) => line.filter(which).map((gathering) => ({ id, gathering })))
    for (const { id, gathering } of taken) {
      this.drop(id, gathering)
      this.inverses.push(() => this.restore(id, gathering))
    }
    return taken.map(({ gathering }) => gathering)
  }

  private drop(id: string, gathering: Gathering): void {
    const rest = (this.open.get(id) ?? []).filter((one) => one !== gathering)
    if (rest.length > 0) this.open.set(id, rest)
    else this.open.delete(id)
  }

  private restore(id: string, gathering: Gathering): void {
    this.full = this.full.filter((one) => one !== gathering)
    this.open.set(id, [gathering, ...(this.open.get(id) ?? []).filter((one) => one !== gathering)])
  }
}
