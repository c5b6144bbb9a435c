/** One look at a system by the drift watch: what is there now against what was learned; the first look learns. */
import type { DriftStore } from '#adapters/sqlite'
import { type Account, compareLearned, type Drift, type Learned, learnFrom } from '#engine'

export interface DriftLook {
  /** The first look at this place: there is nothing to compare with yet. */
  first: boolean
  found: Drift[]
  learnedAt: number
  checkedAt: number
  /** Objects that the system offers no way to ask about. */
  unwatched: string[]
}

/** Throws a Refusal when the system refuses, and Failures when it does not answer; nothing is kept then. */
export async function lookForDrift(
  store: DriftStore,
  place: string,
  account: Account,
  objects: readonly string[],
  now: number,
  signal: AbortSignal,
): Promise<DriftLook> {
  const { learned: seen, unwatched } = await learnFrom(account, objects, signal)
  const before = store.get(place)
  const learned = withNew(before?.learned ?? {}, seen)
  const found = compareLearned(learned, seen)
  const learnedAt = before?.learnedAt ?? now
  store.keep(place, { learned, learnedAt, seen: { ...before?.seen, ...seen }, checkedAt: now, found })
  return { first: before === undefined, found, learnedAt, checkedAt: now, unwatched }
}

/** From now on what is there is what it should be. */
export function acceptDrift(store: DriftStore, place: string, now: number): void {
  const record = store.get(place)
  if (record) store.keep(place, { ...record, learned: record.seen, learnedAt: now, found: [] })
}

/** Objects that a flow began to use since, and what answers showed of a field that never held a value before, are learned as they are. */
function withNew(learned: Learned, seen: Learned): Learned {
  const all: Learned = { ...seen, ...learned }
  for (const [name, object] of Object.entries(learned)) {
    const now = Object.hasOwn(seen, name) ? seen[name] : undefined
    if (!now) continue
    const fields = Object.entries(object.fields).map(([field, known]) => {
      const looks = known.looks ?? (Object.hasOwn(now.fields, field) ? now.fields[field]?.looks : undefined)
      return [field, looks ? { ...known, looks } : known] as const
    })
    all[name] = { ...object, fields: Object.fromEntries(fields) }
  }
  return all
}
