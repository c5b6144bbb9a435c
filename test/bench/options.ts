/** What the command line asks of the bench. */
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** Records of the paired runs. */
  records: number
  pairs: number
  /** Records of the single runs that show how cost and memory grow; the last is compared with the one before. */
  growth: number[]
  coldStarts: number
  mode: 'quick' | 'usual' | 'long'
}

export const HELP = `Measures the engine against a script that does the same job by hand.
  --quick   10,000 records, one pair
  --long    also one run of 1,000,000 records
`

export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  if (values.quick) return { records: 10_000, pairs: 1, growth: [], coldStarts: 1, mode: 'quick' }
  if (values.long) return { records: 100_000, pairs: 3, growth: [100_000, 1_000_000], coldStarts: 3, mode: 'long' }
  return { records: 100_000, pairs: 3, growth: [100_000, 300_000], coldStarts: 3, mode: 'usual' }
}
