/** Records that become others while stepping: parts that go on for themselves or come back, and several that become one. */
import type { Data } from '../model/json.ts'
import type { PortName } from '../model/ports.ts'
import type { Input } from './advance.ts'
import type { Beginning, MakeEffect } from './effects.ts'
import type { RecordStory } from './story.ts'
import type { WalkedRecord, WalkNeeds } from './walk.ts'
import type { Who } from './walk-as-of.ts'
import type { Group } from './walk-groups.ts'

export interface Walked {
  story: RecordStory
  data: Data
  /** What went on in its place. */
  made: Walked[]
}

export interface FollowPart {
  record: WalkedRecord
  who: Who
  story: RecordStory
  follow(needs: WalkNeeds, record: WalkedRecord, at: Beginning): Promise<Walked>
  /** The record that a group becomes. */
  gather(group: Group): Promise<Walked | undefined>
}

/** Parts whose stories are told in full; the others only leave behind what they do. */
const SHOWN = 100
/** Parts of one record that are followed at all. */
const FOLLOWED = 10_000

/** Follows the parts of a record; the answer is undefined when it waits for one that waits. */
export async function makeParts(
  needs: WalkNeeds,
  effect: MakeEffect,
  { record, who, story, follow, gather }: FollowPart,
): Promise<{ answer: Input | undefined; made: Walked[] }> {
  const { step, children, waits } = effect
  const family = waits ? who.id : record.family
  const made: Walked[] = []
  for (const [index, { port, data }] of children.slice(0, FOLLOWED).entries()) {
    const part: WalkedRecord = {
      ...{ ...record, data, label: `${record.label} · ${index + 1}`, place: who.at },
      id: `${who.id}/${step}:${port && port !== 'main' ? port : index + 1}`,
      root: record.root ?? who.id,
      ...(family === undefined ? {} : { family }),
    }
    delete part.reason
    const how = index < SHOWN ? needs : { ...needs, passing: true }
    made.push(await follow(how, part, port ? { step, made: true, port } : { step, made: true }))
  }
  story.parts = made.slice(0, SHOWN).map((one) => one.story)
  story.partsTotal = children.length
  if (!waits) return { answer: { kind: 'absorbed' }, made }
  const gathered = await closeFamily(needs, who, gather)
  return { answer: collected(needs, effect, record.data, [...made, ...gathered]), made: [] }
}

/** Nobody but its parts comes to the groups inside of it: what is gathered by now is all there is. */
async function closeFamily({ groups, plan }: WalkNeeds, who: Who, gather: FollowPart['gather']): Promise<Walked[]> {
  const made: Walked[] = []
  if (!groups) return made
  const next = (): Group[] => {
    const full = groups.takeFull(who.id)
    return full ? [full] : groups.closeFirst(plan.order, who.at, who.id)
  }
  for (let closing = next(); closing.length > 0; closing = next())
    for (const group of closing) {
      const walked = await gather(group)
      if (walked) made.push(walked)
    }
  return made
}

/** What a record goes on with when its parts have ended; undefined while one of them waits. */
function collected({ plan }: WalkNeeds, { step }: MakeEffect, data: Data, made: readonly Walked[]): Input | undefined {
  const behaviour = plan.steps[step]?.behaviour
  if (behaviour?.role !== 'each') return undefined
  const family: Walked[] = []
  for (let level = made; level.length > 0; level = level.flatMap((one) => one.made)) family.push(...level)
  const outcomes = family.map(({ story }) => story.outcome)
  if (outcomes.includes('waiting')) return undefined
  const back = family.filter(({ story }) => story.outcome === 'absorbed' && story.stages.at(-1)?.port !== undefined)
  const lost = outcomes.filter((outcome) => outcome === 'held' || outcome === 'rejected').length
  return {
    kind: 'answered',
    ...behaviour.collect(
      data,
      back.map((one) => one.data),
      lost,
    ),
  }
}

/** What those of a group become, and the exit by which it leaves. */
export function combined(group: Group): { record: WalkedRecord; port: PortName } | undefined {
  const { members, effect, id, family, closedAt, complete } = group
  const [first] = members
  if (!first) return undefined
  const { port, data, reason } = effect.rule.combine(
    members.map((member) => ({ data: member.data, wire: member.wire })),
    complete,
  )
  const others = members.length > 1 ? ` + ${members.length - 1}` : ''
  const record: WalkedRecord = {
    ...{ seq: first.who.seq, label: `${first.who.label}${others}`, data, id, place: closedAt ?? first.who.at },
    root: first.root,
    ...(family === '' ? {} : { family }),
    ...(reason ? { reason } : {}),
  }
  return { record, port }
}
