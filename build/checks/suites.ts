/** Runs one vitest suite and counts what passed and failed from its own report. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, runTool } from '../tools.ts'

export type Suite = 'unit' | 'conformance' | 'journeys' | 'e2e'

export interface SuiteTotals {
  suite: Suite
  ok: boolean
  passed: number
  /** Failed tests, files that could not be read, and one more for a suite that broke without naming a test. */
  failed: number
  seconds: number
}

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: { name: string; status: string; assertionResults: unknown[] }[]
}

export async function runSuite(suite: Suite, options: { quiet?: boolean } = {}): Promise<SuiteTotals> {
  const folder = join(root, 'node_modules/.cache/sluice')
  const file = join(folder, `${suite}.json`)
  mkdirSync(folder, { recursive: true })
  rmSync(file, { force: true })
  const reporters = [`--reporter=${options.quiet ? 'dot' : 'default'}`, '--reporter=json', `--outputFile.json=${file}`]
  const vitest = (files: string[]) =>
    runTool('vitest', ['run', '--project', suite, '--passWithNoTests', ...files, ...reporters], {
      quiet: options.quiet ?? false,
    })
  const run = await vitest([])
  const report = readReport(file)
  let totals = totalsOf(report, run.ok)
  const broken = report?.testResults.filter(({ status }) => status === 'failed') ?? []
  // A browser on a busy machine can miss a click. Whole files are run once more, and that is said; what fails twice has failed.
  if (suite === 'e2e' && totals.failed > 0 && broken.length > 0) {
    const names = broken.map(({ name }) => relative(root, name))
    process.stdout.write(`\nFailed once, run once more: ${names.join(', ')}\n`)
    const again = await vitest(names)
    totals = replaced(totals, broken.flatMap(passedIn).length, totalsOf(readReport(file), again.ok))
  }
  if (options.quiet && totals.failed > 0) process.stdout.write(run.output)
  return { suite, ok: totals.failed === 0, seconds: run.seconds, ...totals }
}

const passedIn = ({ assertionResults }: Report['testResults'][number]) =>
  assertionResults.filter((result) => (result as { status?: string }).status === 'passed')

type Counts = Pick<SuiteTotals, 'passed' | 'failed'>

/** The totals with the files that were run again counted by their second run only. */
const replaced = (first: Counts, passedBefore: number, second: Counts): Counts => ({
  passed: first.passed - passedBefore + second.passed,
  failed: second.failed,
})

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    return undefined
  }
}

/** A skipped test counts as failed: a promise that is not kept must not look like one that is. */
function totalsOf(report: Report | undefined, exitOk: boolean): { passed: number; failed: number } {
  if (!report) return { passed: 0, failed: exitOk ? 0 : 1 }
  const unread = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + report.numPendingTests + report.numTodoTests + unread.length
  return { passed: report.numPassedTests, failed: failed === 0 && !exitOk ? 1 : failed }
}
