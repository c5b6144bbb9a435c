/** The figures that are promised, and which of them are promised now: only those make the command fail. */
import type { CustomersFigures } from './customers.ts'
import type { Comparison, Figures } from './figures.ts'
import type { FlowsStart } from './flows-start.ts'
import type { Resumed } from './resume.ts'
import type { WebhookFigures } from './webhook.ts'

export interface Budget {
  name: string
  measured: number
  /** `at-least`: a speed; `at-most`: a time, a size, a growth. */
  kind: 'at-least' | 'at-most'
  limit: number
  unit: '' | ' s' | ' ms'
  /** A miss of the others is told, and nothing more. */
  promised: boolean
}

export const kept = ({ measured, kind, limit }: Budget): boolean =>
  kind === 'at-least' ? measured >= limit : measured <= limit

export interface Findings {
  single: Comparison
  looked: Comparison
  bulk: Comparison
  inProcess: Comparison
  /** Single runs of the engine, one by one, by number of records, growing. */
  growth: { records: number; figures: Figures }[]
  webhooks: WebhookFigures
  flows: FlowsStart
  customers: CustomersFigures
  resumed: Resumed
  /** Milliseconds. */
  coldStarts: number[]
}

const count = (n: number) => n.toLocaleString('en-US')

/** Ratios and times vary with whoever else uses the machine; what is counted does not, and is promised. */
export function budgetsOf(found: Findings): Budget[] {
  const { single, looked, bulk, inProcess, webhooks, flows, customers, resumed, coldStarts } = found
  const waiting = count(resumed.waiting)
  return [
    { ...least('One by one, of the reference', single.ratio, 0.3), promised: true },
    least('One by one, of the reference (goal)', single.ratio, 0.6),
    least('Unchanged left out after reading 100 at once (goal)', looked.ratio, 0.45),
    least('Bulk of 100, of the reference (goal)', bulk.ratio, 0.6),
    least('Without HTTP, in process (goal)', inProcess.ratio, 0.5),
    ...growthBudgets(found.growth),
    most('Webhook at 1,000 a second, p99 of a bare script', webhooks.p99Ratio, 2),
    least('Webhooks, highest rate of a bare script', webhooks.rateRatio, 0.7),
    { ...most('Webhooks that were not acknowledged', webhooks.failed, 0), promised: true },
    most('Start with 200 flows, beyond opening the database', Math.round(flows.ready), 300, ' ms'),
    { ...most('10,000 customers and three lists, calls', customers.calls, 420), promised: true },
    { ...most('10,000 customers and three lists, refused', customers.refused, 0), promised: true },
    most(`First write after kill -9 with ${waiting} waiting`, resumed.firstWrite / 1000, 2, ' s'),
    { ...most('Lost by two kills', resumed.lost, 0), promised: true },
    { ...most('Doubled by two kills', resumed.doubled, 0), promised: true },
    most('Start to usable Home, slowest', Math.max(...coldStarts) / 1000, 2, ' s'),
  ]
}

/** Memory is compared with the run before, cost with the first. */
function growthBudgets(growth: Findings['growth']): Budget[] {
  const [first] = growth
  return growth.flatMap((after, index) => {
    const before = growth[index - 1]
    if (!first || !before) return []
    const memory = most(
      `Memory, ${count(before.records)} to ${count(after.records)} records`,
      after.figures.memory / before.figures.memory,
      1.2,
    )
    const cost = most(
      `Processor time per record, ${count(first.records)} to ${count(after.records)} records`,
      after.figures.processor / first.figures.processor,
      1.15,
    )
    // A small input does not fill the memory that any larger one needs once.
    return before.records < 100_000 ? [cost] : [{ ...memory, promised: true }, cost]
  })
}

const least = (name: string, measured: number, limit: number): Budget => ({
  ...{ name, measured, limit, unit: '', promised: false },
  kind: 'at-least',
})

const most = (name: string, measured: number, limit: number, unit: Budget['unit'] = ''): Budget => ({
  ...{ name, measured, limit, unit, promised: false },
  kind: 'at-most',
})
