/** The results as a page: what was measured, on which machine, and what it means. */
import { cpus, loadavg, totalmem } from 'node:os'
import { type Budget, type Findings, kept } from './budgets.ts'
import type { Comparison, Figures } from './figures.ts'
import type { WebhookFigures } from './webhook.ts'

const count = (n: number) => Math.round(n).toLocaleString('en-US')

export function machine(): string {
  const [first] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GiB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}

export function page(findings: Findings, budgets: readonly Budget[], mode: string, at: Date): string {
  const { single, looked, bulk, inProcess, growth, coldStarts } = findings
  const lines = [
    '# Results of `npm run bench`',
    '',
    `Written by the command. ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC, ${mode} run, on ${machine()}.`,
    '',
    'Engine and reference run in turn, in processes of their own, against the same destination on this machine; ratios are medians over the',
    'pairs, 1 is as fast as the reference. The reference does the same job by hand with the same durability (SQLite WAL, `synchronous=FULL`)',
    'and no engine. Processor time counts all threads of the process; it is steadier than the clock where others use the machine.',
    `At the end, ${(loadavg()[1] ?? 0).toFixed(1)} processes wanted its ${cpus().length} processors (average of five minutes); the bench by itself needs two.`,
    ...(mode === 'quick'
      ? ["A quick run: so few records are over before the code of either is compiled, most of all the engine's."]
      : []),
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
    ...[single, looked, bulk, inProcess].flatMap(comparisonRows),
    '',
  ]
  if (growth.length > 0) {
    lines.push('## Growth, one by one', '', '| records | records/s | processor µs/record | peak MiB |')
    lines.push('| --- | --- | --- | --- |')
    for (const { records, figures } of growth) lines.push(`| ${count(records)} | ${cells(figures)} |`)
    lines.push('')
  }
  lines.push(...webhookLines(findings.webhooks), ...resumedLines(findings))
  const starts = coldStarts.map((ms) => `${(ms / 1000).toFixed(2)} s`).join(', ')
  lines.push('## Start', '', `From the command to a Home that can be used, with a fresh data folder: ${starts}.`, '')
  return lines.join('\n')
}

export function budgetLine(budget: Budget): string {
  const verdict = kept(budget) ? 'ok    ' : budget.promised ? 'MISSED' : 'short '
  return `${verdict} ${budget.name}: ${measuredOf(budget)} (${limitOf(budget)})`
}

const measuredOf = ({ measured, unit }: Budget) =>
  `${Number.isInteger(measured) ? measured : measured.toFixed(2)}${unit}`
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

function webhookLines({ steady, full }: WebhookFigures): string[] {
  const row = (title: string, { perSecond, p50, p99 }: WebhookFigures['steady']['engine']) =>
    `| ${title} | ${count(perSecond)} | ${p50.toFixed(1)} | ${p99.toFixed(1)} |`
  return [
    '## Webhooks, each acknowledged after its commit',
    '',
    '| | answered/s | median ms | p99 ms |',
    '| --- | --- | --- | --- |',
    row('engine, 1,000 a second', steady.engine),
    row('bare script, 1,000 a second', steady.reference),
    row('engine, as fast as 64 connections allow', full.engine),
    row('bare script, the same', full.reference),
    '',
  ]
}

function resumedLines({ resumed, flows, customers }: Findings): string[] {
  const { waiting, firstWrite, repeated } = resumed
  return [
    '## Start, kill and rate budget',
    '',
    `Killed (SIGKILL) with ${count(waiting)} records waiting in the journal, the next process made its first write ${(firstWrite / 1000).toFixed(2)} s`,
    `after it was started, Node included. It was killed again in the middle of its writes: ${count(repeated)} whose answer was lost with it were`,
    'repeated under the same key.',
    '',
    `200 flows: the database opened in ${flows.opening.toFixed(0)} ms, all flows were read and compiled in ${flows.ready.toFixed(0)} ms.`,
    '',
    `10,000 customers with three related lists at 100 calls a minute: ${customers.calls} calls, ${customers.refused} refused, ${customers.minutes.toFixed(1)} minutes of a simulated clock.`,
    '',
  ]
}
