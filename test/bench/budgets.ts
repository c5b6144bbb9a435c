/** The figures that are promised, and which of them are promised now: only those make the command fail. */
import type { Comparison, Figures } from './figures.ts'

export interface Budget {
  name: string
  measured: number
  /** `at-least`: a speed; `at-most`: a time, a size, a growth. */
  kind: 'at-least' | 'at-most'
  limit: number
  unit: '' | ' s'
  /** A miss of the others is told, and nothing more. */
  promised: boolean
}

export const kept = ({ measured, kind, limit }: Budget): boolean =>
  kind === 'at-least' ? measured >= limit : measured <= limit

export interface Findings {
  single: Comparison
  bulk: Comparison
  /** Single runs of the engine, one by one, by number of records, growing. */
  growth: { records: number; figures: Figures }[]
  /** Milliseconds. */
  coldStarts: number[]
}

const count = (n: number) => n.toLocaleString('en-US')

export function budgetsOf({ single, bulk, growth, coldStarts }: Findings): Budget[] {
  const budgets: Budget[] = [
    ratio('One by one, of the reference', single.ratio, 0.3, true),
    ratio('One by one, of the reference (goal)', single.ratio, 0.6, false),
    ratio('Bulk of 100, of the reference (goal)', bulk.ratio, 0.6, false),
  ]
  for (const [index, after] of growth.entries()) {
    const before = growth[index - 1]
    if (!before) continue
    const span = `${count(before.records)} to ${count(after.records)} records`
    budgets.push(
      most(`Memory, ${span}`, after.figures.memory / before.figures.memory, 1.2, true),
      most(`Processor time per record, ${span}`, after.figures.processor / before.figures.processor, 1.15, false),
    )
  }
  const slowest = Math.max(...coldStarts) / 1000
  budgets.push({ ...most('Start to usable Home, slowest', slowest, 2, false), unit: ' s' })
  return budgets
}

const ratio = (name: string, measured: number, limit: number, promised: boolean): Budget => ({
  name,
  measured,
  kind: 'at-least',
  limit,
  unit: '',
  promised,
})

const most = (name: string, measured: number, limit: number, promised: boolean): Budget => ({
  name,
  measured,
  kind: 'at-most',
  limit,
  unit: '',
  promised,
})
