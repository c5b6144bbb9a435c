/** What the command line asks of the bench. */
import { parseArgs } from 'node:util'

export interface BenchOptions {
  /** Records of the paired runs. */
  records: number
  pairs: number
  /** Records of the single runs that show how cost and memory grow; each is compared with the one before. */
  growth: number[]
  coldStarts: number
  webhooks: { pairs: number; seconds: number }
  /** Records of the input that is killed while it waits; about 87 of 100 get as far as that. */
  killed: number
  mode: 'quick' | 'usual' | 'long'
}

export const HELP = `Measures the engine against a script that does the same job by hand.
  --quick   10,000 records, one pair
  --long    also runs of 10,000 and 1,000,000 records
  --pairs   runs of each side whose median counts (3)
`

export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      pairs: { type: 'string', default: '3' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  if (values.quick) return QUICK
  const usual = { ...USUAL, pairs: Math.max(1, Number(values.pairs) || 1) }
  return values.long ? { ...usual, growth: [10_000, 100_000, 1_000_000], mode: 'long' } : usual
}

const USUAL: BenchOptions = {
  records: 100_000,
  pairs: 3,
  growth: [100_000, 300_000],
  coldStarts: 3,
  webhooks: { pairs: 1, seconds: 20 },
  killed: 116_000,
  mode: 'usual',
}

const QUICK: BenchOptions = {
  records: 10_000,
  pairs: 1,
  growth: [],
  coldStarts: 1,
  webhooks: { pairs: 1, seconds: 2 },
  killed: 10_000,
  mode: 'quick',
}
