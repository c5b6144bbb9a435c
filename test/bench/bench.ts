/** `npm run bench`: every figure that is promised, the engine against the reference in turn where there is one. Writes RESULTS.md. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { budgetsOf, type Findings, kept } from './budgets.ts'
import { measureColdStarts } from './cold-start.ts'
import { customersFigures } from './customers.ts'
import { type Comparison, compare, differences, figuresOf, median, type Pair } from './figures.ts'
import { type FlowsStart, flowsStart } from './flows-start.ts'
import { type BenchOptions, HELP, readOptions } from './options.ts'
import { type Destination, openDestination, runOnce, type Work } from './processes.ts'
import { writeLeads } from './reference/leads.ts'
import { budgetLine, page } from './report.ts'
import { resumeFigures } from './resume.ts'
import { webhookFigures } from './webhook.ts'

const say = (sentence: string) => void process.stdout.write(`${sentence}\n`)

interface Place {
  folder: string
  destination: Destination
  /** The leads of that many records, written when first asked for. */
  csv(records: number): string
  /** Sentences about work that was not done as it should be. */
  wrong: string[]
}

async function inPairs(place: Place, title: string, work: Work, options: BenchOptions): Promise<Comparison> {
  const job = { csv: place.csv(options.records), work }
  const pairs: Pair[] = []
  for (let n = 1; n <= options.pairs; n++) {
    const reference = await runOnce('reference', job, place.destination, place.folder)
    const engine = await runOnce('engine', job, place.destination, place.folder)
    const pair = { engine, reference }
    pairs.push(pair)
    place.wrong.push(...differences(title, pair))
    const seconds = [engine, reference].map(({ milliseconds }) => (milliseconds / 1000).toFixed(1))
    const ratio = (reference.milliseconds / engine.milliseconds).toFixed(2)
    say(`${title}, pair ${n}: engine ${seconds[0]} s, reference ${seconds[1]} s, ratio ${ratio}`)
  }
  return compare(title, pairs)
}

async function growing(place: Place, steps: readonly number[]): Promise<Findings['growth']> {
  const growth: Findings['growth'] = []
  for (const records of steps) {
    const result = await runOnce('engine', { csv: place.csv(records), work: 'single' }, place.destination, place.folder)
    if (result.delivered !== result.contacts || result.failed > 0 || result.records !== records)
      place.wrong.push(`${records} records: ${result.records} read, ${result.contacts} contacts of ${result.delivered}`)
    const figures = figuresOf([result])
    growth.push({ records, figures })
    say(`${records} records: ${Math.round(figures.memory)} MiB, ${Math.round(figures.processor)} µs of processor each`)
  }
  return growth
}

const middleStart = (starts: readonly FlowsStart[]): FlowsStart => ({
  opening: median(starts.map(({ opening }) => opening)),
  ready: median(starts.map(({ ready }) => ready)),
})

async function measure(place: Place, options: BenchOptions): Promise<Findings> {
  const { folder, destination } = place
  const flows = middleStart([1, 2, 3].map(() => flowsStart(folder)))
  const customers = await customersFigures(folder)
  const single = await inPairs(place, 'one by one', 'single', options)
  const looked = await inPairs(place, 'unchanged left out', 'looked', options)
  const bulk = await inPairs(place, 'bulk of 100', 'bulk', options)
  const inProcess = await inPairs(place, 'in process', 'in-process', options)
  const resumed = await resumeFigures(place.csv(options.killed), destination, folder)
  say(`killed with ${resumed.waiting} waiting: first write after ${resumed.firstWrite} ms`)
  const growth = await growing(place, options.growth)
  const webhooks = await webhookFigures(options.webhooks)
  const coldStarts = await measureColdStarts(options.coldStarts, folder)
  return { single, looked, bulk, inProcess, growth, webhooks, flows, customers, resumed, coldStarts }
}

/** True when all counts are right and all that is promised now is kept. */
async function bench(options: BenchOptions): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  const destination = await openDestination()
  const written = new Map<number, string>()
  const csv = (records: number) => {
    const path = written.get(records) ?? join(folder, `leads-${records}.csv`)
    if (!written.has(records)) writeLeads(records, path)
    written.set(records, path)
    return path
  }
  const place: Place = { folder, destination, csv, wrong: [] }
  try {
    const findings = await measure(place, options)
    const budgets = budgetsOf(findings)
    writeFileSync(join(import.meta.dirname, 'RESULTS.md'), page(findings, budgets, options.mode, new Date()))
    for (const budget of budgets) say(budgetLine(budget))
    for (const sentence of place.wrong) say(`WRONG  ${sentence}`)
    return place.wrong.length === 0 && budgets.every((budget) => !budget.promised || kept(budget))
  } finally {
    destination.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const options = readOptions(process.argv.slice(2))
if (!options) process.stdout.write(HELP)
else process.exitCode = (await bench(options)) ? 0 : 1
