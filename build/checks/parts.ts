/** The parts of `npm run check`, in the order in which they tell most for least time. */
import { runTool } from '../tools.ts'
import { checkTypes } from './runtimes.ts'
import { runSuite, type SuiteTotals } from './suites.ts'

export interface PartResult {
  name: string
  ok: boolean
  seconds: number
  /** Only for a part that counts tests. */
  totals?: SuiteTotals
}

const parts: { name: string; run(): Promise<{ ok: boolean; output?: string; totals?: SuiteTotals }> }[] = [
  {
    name: 'format and lint',
    run: () => runTool('biome', ['check', '--error-on-warnings', '--colors=off', '.'], { quiet: true }),
  },
  { name: 'types', run: checkTypes },
  { name: 'dead code', run: () => runTool('knip', ['--no-progress'], { quiet: true }) },
  {
    name: 'unit tests',
    run: async () => {
      const totals = await runSuite('unit', { quiet: true })
      return { ok: totals.ok, totals }
    },
  },
]

/** Runs every part, even after one failed, and prints how each ended. */
export async function runParts(): Promise<PartResult[]> {
  const results: PartResult[] = []
  for (const part of parts) {
    const began = performance.now()
    const { ok, output = '', totals } = await part.run()
    const seconds = (performance.now() - began) / 1000
    if (!ok) process.stdout.write(`${output}\n`)
    printPart({ name: part.name, ok, seconds, ...(totals && { totals }) })
    results.push({ name: part.name, ok, seconds, ...(totals && { totals }) })
  }
  return results
}

export function printPart({ name, ok, seconds, totals }: PartResult): void {
  const counts = totals ? ` (${totals.passed} passed, ${totals.failed} failed)` : ''
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s${counts}\n`)
}
