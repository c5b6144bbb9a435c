/** The results as a page: what was measured, on which machine, and what it means. */
import { cpus, totalmem } from 'node:os'
import { type Budget, type Findings, kept } from './budgets.ts'
import type { Comparison, Figures } from './figures.ts'

const count = (n: number) => Math.round(n).toLocaleString('en-US')

export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

export function page(findings: Findings, budgets: readonly Budget[], mode: string, at: Date): string {
  const { single, bulk, growth, coldStarts } = findings
  const lines = [
    '# Results of `npm run bench`',
    '',
    `Written by the command. ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${mode} run, on ${machine()}.`,
    '',
    'Engine and reference run in turn, in processes of their own, against the same destination on this machine; ratios are medians over the',
    'pairs, 1 is as fast as the reference. The reference does the same job by hand with the same durability (SQLite WAL, `synchronous=FULL`)',
    'and no engine. Processor time counts all threads of the process; it is steadier than the clock where others use the machine.',
    '',
    '## Budgets',
    '',
    '| figure | measured | budget | |',
    '| --- | --- | --- | --- |',
    ...budgets.map(budgetRow),
    '',
    '## Engine and reference',
    '',
    '| job | records | pairs | ratio | by processor time | | records/s | processor µs/record | peak MiB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...comparisonRows(single),
    ...comparisonRows(bulk),
    '',
  ]
  if (growth.length > 0) {
    lines.push('## Growth, one by one', '', '| records | records/s | processor µs/record | peak MiB |')
    lines.push('| --- | --- | --- | --- |')
    for (const { records, figures } of growth) lines.push(`| ${count(records)} | ${cells(figures)} |`)
    lines.push('')
  }
  const starts = coldStarts.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ')
  lines.push('## Start', '', `From the command to a Home that can be used, with a fresh data folder: ${starts}.`, '')
  return lines.join('\n')
}

export function budgetLine(budget: Budget): string {
  const verdict = kept(budget) ? 'ok    ' : budget.promised ? 'MISSED' : 'short '
  return `${verdict} ${budget.name}: ${measuredOf(budget)} (${limitOf(budget)})`
}

const measuredOf = ({ measured, unit }: Budget) => `${measured.toFixed(2)}${unit}`
const limitOf = ({ kind, limit, unit }: Budget) => `${kind === 'at-least' ? '≥' : '≤'} ${limit}${unit}`

function budgetRow(budget: Budget): string {
  const verdict = kept(budget) ? 'kept' : budget.promised ? '**missed**' : 'not yet'
  return `| ${budget.name} | ${measuredOf(budget)} | ${limitOf(budget)} | ${verdict} |`
}

function comparisonRows({ title, records, pairs, ratio, processorRatio, engine, reference }: Comparison): string[] {
  const ratios = `${ratio.toFixed(2)} | ${processorRatio.toFixed(2)}`
  return [
    `| ${title} | ${count(records)} | ${pairs.length} | ${ratios} | engine | ${cells(engine)} |`,
    `| | | | | | reference | ${cells(reference)} |`,
  ]
}

const cells = ({ perSecond, processor, memory }: Figures) =>
  `${count(perSecond)} | ${count(processor)} | ${count(memory)}`
