/** Who is gathered with whom while stepping. A record that is stepped again takes its old place, whatever came after it. */
import type { Data } from '../model/json.ts'
import type { GatherEffect } from './effects.ts'
import type { RecordStory } from './story.ts'
import type { Who } from './walk-as-of.ts'

export interface Member {
  who: Who
  /** The row that it descends from. */
  root: string
  data: Data
  wire: string
  /** Its story as it was told last. */
  story: RecordStory
}

export interface Group {
  /** Its record's name in the walk. */
  id: string
  step: string
  effect: GatherEffect
  line: string
  family: string
  members: Member[]
  /** Where its record comes in the order of the rows; undefined while it is open. */
  closedAt?: number
  complete: boolean
}

export interface Gathering {
  who: Who
  /** The row that it descends from, and the record whose part it is. */
  root: string
  family: string
  data: Data
  story: RecordStory
}

export class WalkGroups {
  private readonly open = new Map<string, Group[]>()
  private readonly places = new Map<string, Group>()
  private readonly at = new Map<string, Group>()
  private readonly byId = new Map<string, Group>()
  private readonly full: Group[] = []
  private count = 0
  private closed = 0

  /** Puts a record with those that it is gathered with. */
  add(effect: GatherEffect, { who, root, family, data, story }: Gathering): Group {
    const { rule, step, wire } = effect
    const line = JSON.stringify([step, family, rule.origin ? root : effect.key])
    const place = `${who.id} ${step}`
    const member: Member = { who, root, data, wire, story }
    const known = this.places.get(place)
    if (known?.line === line) {
      known.members = known.members.map((one) => (one.who.id === who.id ? member : one))
      if (!known.members.includes(member)) this.put(known, member)
      this.at.set(who.id, known)
      return known
    }
    const group = this.openIn(line, effect, family)
    this.put(group, member)
    this.places.set(place, group)
    this.at.set(who.id, group)
    const enough = rule.by === 'join' ? effect.wires : rule.size
    if (enough > 0 && group.members.length >= enough) {
      // Inside of a record that waits for its parts, what they become comes before what it does then.
      this.close(group, true, family === '' ? this.later(Math.floor(who.at) + 0.5) : who.at)
      this.full.push(group)
    }
    return group
  }

  /** The group that a record stands in, by the record's name; and the one whose record is called so. */
  of(id: string): Group | undefined {
    return this.at.get(id)
  }

  named(id: string): Group | undefined {
    return this.byId.get(id)
  }

  /**
   * As if the record, and what was made of it, had not come. Its places among others are kept for when it comes again; groups of
   * nobody but its parts are gone.
   */
  forget(id: string): void {
    for (const [place, group] of this.places) {
      if (group.family !== '' && isOf(group.family, id)) {
        this.places.delete(place)
        this.open.delete(group.line)
      } else if (group.members.some(({ who }) => isOf(who.id, id)))
        group.members = group.members.filter(({ who }) => !isOf(who.id, id))
    }
  }

  /** One that became complete, if there is any. `family`: only of the parts of that record. */
  takeFull(family?: string): Group | undefined {
    const place = this.full.findIndex((group) => family === undefined || group.family === family)
    return place < 0 ? undefined : this.full.splice(place, 1)[0]
  }

  /** Those of the first of these steps that has any, closed as they are: nothing more comes to them. */
  closeFirst(order: readonly string[], at: number, family?: string): Group[] {
    const open = [...this.open.values()].flat().filter((group) => family === undefined || group.family === family)
    const first = order.find((step) => open.some((group) => group.step === step))
    const closing = open.filter(({ step }) => step === first)
    for (const group of closing) this.close(group, false, family === undefined ? this.later(at) : at)
    return closing
  }

  /** One after the other, all before the next row. */
  private later(at: number): number {
    return at + this.closed++ * 1e-8
  }

  private put(group: Group, member: Member): void {
    const later = group.members.findIndex(({ who }) => who.at > member.who.at)
    group.members.splice(later < 0 ? group.members.length : later, 0, member)
  }

  private openIn(line: string, effect: GatherEffect, family: string): Group {
    const groups = this.open.get(line) ?? []
    this.open.set(line, groups)
    const { rule, step, wire } = effect
    const fits = ({ members }: Group) => rule.by === 'group' || !members.some((one) => one.wire === wire)
    const known = groups.find(fits)
    if (known) return known
    const group: Group = { id: `+${this.count++}`, step, effect, line, family, members: [], complete: false }
    groups.push(group)
    this.byId.set(group.id, group)
    return group
  }

  private close(group: Group, complete: boolean, at: number): void {
    group.complete = complete
    group.closedAt = at
    const rest = (this.open.get(group.line) ?? []).filter((one) => one !== group)
    if (rest.length > 0) this.open.set(group.line, rest)
    else this.open.delete(group.line)
  }
}

const isOf = (one: string, id: string): boolean => one === id || one.startsWith(`${id}/`)
