/** `npm test`: everything that can be proved here. Ends with one line: `N passed, N failed`. */
import { runNode } from '../tools.ts'
import { type PartResult, printPart, runParts } from './parts.ts'
import { runSuite, type Suite } from './suites.ts'

const results: PartResult[] = await runParts()
for (const suite of ['conformance', 'journeys', 'e2e'] satisfies Suite[]) {
  const totals = await runSuite(suite)
  const part = { name: suite, ok: totals.ok, seconds: totals.seconds, totals }
  printPart(part)
  results.push(part)
}
const packaged = await runNode(['build/package-check.ts'])
results.push({ name: 'package check', ok: packaged.ok, seconds: packaged.seconds })

process.stdout.write('\n')
for (const part of results) printPart(part)
const passed = results.reduce((sum, part) => sum + (part.totals?.passed ?? 0), 0)
const failed = results.reduce((sum, part) => sum + (part.totals?.failed ?? (part.ok ? 0 : 1)), 0)
process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
process.exitCode = failed === 0 ? 0 : 1
