/** What flows that start by themselves had to say since the server started: the last of it, by flow. */
import { systemClock } from '#adapters/system'
import { type Reason, wordsOf } from '#engine'

export interface Told {
  add(flow: string, words: Pick<Reason, 'code' | 'values'>): void
  of(flow: string): { at: number; code: string; words: ReturnType<typeof wordsOf> }[]
}

/** Kept of each flow. */
const MOST = 20

export function createTold(): Told {
  const told = new Map<string, { at: number; words: Pick<Reason, 'code' | 'values'> }[]>()
  return {
    add(flow, words) {
      const before = told.get(flow) ?? []
      told.set(flow, [...before.slice(1 - MOST), { at: systemClock.now(), words }])
    },
    of: (flow) =>
      (told.get(flow) ?? []).map(({ at, words: { code, values } }) => ({ at, code, words: wordsOf(code, values) })),
  }
}
