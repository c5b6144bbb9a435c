/** What became different in a system since it was learned. Pure: two lessons in, findings out, the worst first. */
import { wordsAlike } from '../match/near/company.ts'
import { spelledAlike } from '../match/near/edits.ts'
import type { Learned, LearnedField, LearnedObject, Look } from './learned.ts'

export type DriftKind = 'renamed' | 'gone' | 'required' | 'read-only' | 'not-unique' | 'type' | 'choices' | 'new'

export interface Drift {
  kind: DriftKind
  object: string
  field: string
  label: string
  /** For `renamed`: the name it has now. */
  to?: string
  /** For `type`: how its values looked, and how they look now. For `choices`: those that can no longer be chosen. */
  before?: string[]
  now?: string[]
}

/** Kinds in the order of the harm they do. */
const ORDER: readonly DriftKind[] = ['renamed', 'gone', 'required', 'not-unique', 'read-only', 'type', 'choices', 'new']

/** Objects that were learned only once say nothing. */
export function compareLearned(before: Learned, now: Learned): Drift[] {
  const found = Object.entries(now).flatMap(([object, after]) => {
    const known = Object.hasOwn(before, object) ? before[object] : undefined
    return known ? compareObject(object, known, after) : []
  })
  return found.sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind))
}

function compareObject(object: string, before: LearnedObject, now: LearnedObject): Drift[] {
  const there = (name: string) => Object.hasOwn(now.fields, name)
  const gone = Object.entries(before.fields).filter(([name, field]) => !there(name) && wasSure(field, before, now))
  const added = Object.entries(now.fields).filter(([name]) => !Object.hasOwn(before.fields, name))
  const renamed = pairs(gone, added)
  const found: Drift[] = []
  for (const [field, { label }] of gone) {
    const to = renamed.get(field)
    found.push(
      to === undefined ? { kind: 'gone', object, field, label } : { kind: 'renamed', object, field, label, to },
    )
  }
  const others = added.filter(([name]) => ![...renamed.values()].includes(name))
  for (const [field, { label, says }] of others)
    found.push({ kind: says?.required ? 'required' : 'new', object, field, label })
  for (const [field, known] of Object.entries(before.fields)) {
    const after = Object.hasOwn(now.fields, field) ? now.fields[field] : undefined
    if (after)
      found.push(...compareField(known, after).map((drift) => ({ ...drift, object, field, label: after.label })))
  }
  return found
}

type Changed = Omit<Drift, 'object' | 'field' | 'label'>

function compareField(before: LearnedField, now: LearnedField): Changed[] {
  const found: Changed[] = []
  const [was, is] = [before.says, now.says]
  if (was && is) {
    if (!was.required && is.required) found.push({ kind: 'required' })
    if (!was.readOnly && is.readOnly) found.push({ kind: 'read-only' })
    if (was.unique && !is.unique) found.push({ kind: 'not-unique' })
    const lost = was.choices.filter((choice) => !is.choices.includes(choice))
    if (lost.length > 0) found.push({ kind: 'choices', before: lost, now: is.choices })
    if (was.type !== is.type) found.push({ kind: 'type', before: [was.type], now: [is.type] })
  }
  const looks = lookedOtherwise(before.looks, now.looks)
  if (looks && !found.some(({ kind }) => kind === 'type')) found.push({ kind: 'type', ...looks })
  return found
}

/** Values that look as none did before. A date with a time beside one without is another form too. */
function lookedOtherwise(
  before: readonly Look[] = [],
  now: readonly Look[] = [],
): { before: string[]; now: string[] } | undefined {
  const strange = now.filter((look) => !before.includes(look))
  return before.length > 0 && strange.length > 0 ? { before: [...before], now: strange } : undefined
}

/** A field that not every entry had may be missing by chance. */
function wasSure(field: LearnedField, before: LearnedObject, now: LearnedObject): boolean {
  if (field.says) return true
  return now.entries > 0 && before.entries > 0 && field.stood === before.entries
}

/** Fields that went with those that came in their place: like in name, and in how their values look. */
function pairs(gone: readonly [string, LearnedField][], added: readonly [string, LearnedField][]): Map<string, string> {
  const likely = gone
    .flatMap(([from, old]) => added.map(([to, fresh]) => ({ from, to, alike: likeness(from, old, to, fresh) })))
    .filter(({ alike }) => alike >= LIKELY)
    .sort((one, other) => other.alike - one.alike)
  const found = new Map<string, string>()
  for (const { from, to } of likely) if (!found.has(from) && ![...found.values()].includes(to)) found.set(from, to)
  return found
}

const LIKELY = 0.5

function likeness(from: string, old: LearnedField, to: string, fresh: LearnedField): number {
  if (old.says && fresh.says && old.says.type !== fresh.says.type) return 0
  if (lookedOtherwise(old.looks, fresh.looks)) return 0
  const [a, b] = [wordsIn(from), wordsIn(to)]
  // One name within the other: `phone` and `phone_number`.
  const within = a.every((word) => b.includes(word)) || b.every((word) => a.includes(word))
  return Math.max(
    wordsAlike(a, b),
    spelledAlike(a.join(''), b.join('')),
    within ? 0.9 : 0,
    old.label === fresh.label ? 0.8 : 0,
  )
}

const wordsIn = (name: string): string[] =>
  name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
