/** Which sample rows are the same thing by a match key, and what in their texts the match ignores. */
import type { Data, KeyResult } from '#engine'
import type { Arrival } from '../../../../state/arrivals.ts'

export interface SameRows {
  /** Groups of two or more rows with one key, first row first, in the order of the sample. */
  groups: Arrival[][]
  /** Rows without a key. */
  keyless: number
  compared: number
}

export function sameRows(arrivals: readonly Arrival[], key: (data: Data) => KeyResult): SameRows {
  const byKey = new Map<string, Arrival[]>()
  let keyless = 0
  for (const arrival of arrivals) {
    const result = key(arrival.data)
    if (!('key' in result)) keyless++
    else byKey.set(result.key, [...(byKey.get(result.key) ?? []), arrival])
  }
  return { groups: [...byKey.values()].filter((group) => group.length > 1), keyless, compared: arrivals.length }
}

export interface Run {
  /** Where it begins, in characters. */
  from: number
  text: string
  /** Not in the other text: the match ignores it. */
  marked: boolean
}

/** Longer texts are shown unmarked; nobody reads the marks there. */
const LONGEST = 160

/** The pieces of `text`, marking what `other` does not have at that place (by a longest common subsequence). */
export function markIgnored(text: string, other: string): Run[] {
  const a = [...text]
  const b = [...other]
  if (text === other || a.length > LONGEST || b.length > LONGEST)
    return text === '' ? [] : [{ from: 0, text, marked: false }]
  const longest = commonLengths(a, b)
  const runs: Run[] = []
  let i = 0
  let j = 0
  while (i < a.length) {
    const marked = !(j < b.length && a[i] === b[j])
    if (marked && j < b.length && at(longest, i + 1, j) < at(longest, i, j + 1)) {
      j++
      continue
    }
    push(runs, i, a[i] ?? '', marked)
    i++
    if (!marked) j++
  }
  return runs
}

const at = (table: readonly number[][], i: number, j: number): number => table[i]?.[j] ?? 0

/** At [i][j]: the length of the longest common subsequence of what is left from i and from j on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i]
      if (row) row[j] = a[i] === b[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  return table
}

function push(runs: Run[], from: number, text: string, marked: boolean): void {
  const last = runs.at(-1)
  if (last && last.marked === marked) last.text += text
  else runs.push({ from, text, marked })
}
