/** From runs in pairs to figures: ratios of the engine to the reference, and whether both did the same work. */
import type { Arrived, Measured, Runner } from './processes.ts'

export type Result = Measured & Arrived
export type Pair = Record<Runner, Result>

export interface Comparison {
  title: string
  records: number
  pairs: Pair[]
  /** Speed of the engine, where 1 is the reference's: medians over the pairs, by the clock and by time on the processor. */
  ratio: number
  processorRatio: number
  engine: Figures
  reference: Figures
}

/** Medians. */
export interface Figures {
  perSecond: number
  /** Microseconds of processor time for one record. */
  processor: number
  /** Mebibytes. */
  memory: number
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

export function compare(title: string, pairs: Pair[]): Comparison {
  const ratioOf = (key: 'milliseconds' | 'processorMilliseconds') =>
    median(pairs.map(({ engine, reference }) => reference[key] / engine[key]))
  return {
    title,
    records: pairs[0]?.engine.records ?? 0,
    pairs,
    ratio: ratioOf('milliseconds'),
    processorRatio: ratioOf('processorMilliseconds'),
    engine: figuresOf(pairs.map(({ engine }) => engine)),
    reference: figuresOf(pairs.map(({ reference }) => reference)),
  }
}

export const figuresOf = (results: readonly Result[]): Figures => ({
  perSecond: median(results.map(({ records, milliseconds }) => (records / milliseconds) * 1000)),
  processor: median(results.map(({ records, processorMilliseconds }) => (processorMilliseconds / records) * 1000)),
  memory: median(results.map(({ peakMemory }) => peakMemory / 1024 / 1024)),
})

const SAME = ['records', 'delivered', 'unchanged', 'duplicate', 'invalid', 'failed', 'contacts'] as const

/** Sentences about what differs; none when both did the same work, each record once. */
export function differences(title: string, { engine, reference }: Pair): string[] {
  const found: string[] = []
  const same = (what: (typeof SAME)[number]) => {
    if (engine[what] !== reference[what])
      found.push(`${title}: ${what} ${engine[what]} by the engine, ${reference[what]} by the reference`)
  }
  for (const what of SAME) same(what)
  for (const result of [engine, reference]) {
    const { delivered, unchanged, contacts, writes } = result
    if (delivered + unchanged !== contacts)
      found.push(`${title}: ${delivered + unchanged} delivered, but ${contacts} contacts at the destination`)
    if (writes !== delivered) found.push(`${title}: ${writes} writes for ${delivered} contacts`)
  }
  return found
}
