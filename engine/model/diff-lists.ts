/** What happened to a list of named entries: added, removed, changed, moved. */

export interface Entry {
  /** What tells it apart from the others; the same one twice is counted. */
  key: string
  /** What people call it. */
  name: string
  /** All else that it says; empty when the name is all. */
  words: string
}

export type EntryChange =
  | { kind: 'added' | 'removed'; name: string; words: string }
  | { kind: 'changed'; name: string; words: string; was: string }
  | { kind: 'moved'; name: string; place: number }

/** In the order of the new list, what was removed last. `moved` are the fewest entries whose moving explains the new order. */
export function diffEntries(before: readonly Entry[], after: readonly Entry[]): EntryChange[] {
  const old = numbered(before)
  const now = numbered(after)
  const places = new Map([...old.keys()].map((key, index) => [key, index]))
  const stayed = new Set(longestRising([...now.keys()].flatMap((key) => places.get(key) ?? [])))
  const changes: EntryChange[] = []
  let place = 0
  for (const [key, entry] of now) {
    place++
    const { name, words } = entry
    const was = old.get(key)
    if (!was) changes.push({ kind: 'added', name, words })
    else if (was.words !== words) changes.push({ kind: 'changed', name, words, was: was.words })
    if (was && !stayed.has(places.get(key) ?? -1)) changes.push({ kind: 'moved', name, place })
  }
  for (const [key, { name, words }] of old) if (!now.has(key)) changes.push({ kind: 'removed', name, words })
  return changes
}

function numbered(entries: readonly Entry[]): Map<string, Entry> {
  const seen = new Map<string, number>()
  return new Map(
    entries.map((entry) => {
      const n = (seen.get(entry.key) ?? 0) + 1
      seen.set(entry.key, n)
      return [JSON.stringify([entry.key, n]), entry]
    }),
  )
}

/** The longest part of the list that rises, in n log n. */
export function longestRising(values: readonly number[]): number[] {
  const ends: number[] = []
  const previous = new Array<number>(values.length).fill(-1)
  values.forEach((value, index) => {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  })
  const rising: number[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) rising.unshift(values[at] ?? 0)
  return rising
}
