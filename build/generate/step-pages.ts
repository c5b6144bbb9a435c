/** Writes docs/steps.md, the reference of all steps, from their declarations: what the screen says is what the page says. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { EXIT_LABELS, type PortName, STEP_KINDS, type StepGroup, type StepKind } from '#engine'
import { fieldLine } from './setting-lines.ts'
import { sampleLines } from './step-sample-lines.ts'

/** In the order of the palette. */
const GROUPS: readonly (readonly [StepGroup, string, string])[] = [
  ['start', 'Start', 'Where records come from. A flow has one start.'],
  ['shape', 'Shape', 'What makes records into what the next system needs.'],
  ['gate', 'Gate', 'What decides which records go on, where to, and when.'],
  ['write', 'Write', 'What changes something in another system.'],
  ['people', 'People', 'Questions to a person. The record waits for the answer; the others go on.'],
  ['flow', 'Flow', 'Other flows, lists, and ways that part and meet.'],
  ['end', 'End', 'Where records end on purpose.'],
]

const INTRODUCTION = `# All steps

This page is written by \`node build/generate/step-pages.ts\` from what the steps say of themselves.

A record leaves a step by one of its **exits**. Where no wire takes it on:

- *${EXIT_LABELS.duplicate}*, *${EXIT_LABELS.stale}*, *${EXIT_LABELS.filtered}*: it ends there and is counted.
- *${EXIT_LABELS.rejected}*, *${EXIT_LABELS.error}*, *${EXIT_LABELS['low-confidence']}*, *${EXIT_LABELS.otherwise}*: it waits on the hold list, with the reason.
- *${EXIT_LABELS.main}* and the ways you name need a wire, except after a write, where the record is done.

Which exits a step has can depend on its settings. What becomes of a record is told in [records.md](records.md).
`

/** The text of the file. */
export function stepPagesText(): string {
  const groups = GROUPS.map(([group, title, about]) => {
    const kinds = STEP_KINDS.filter((kind) => kind.group === group)
    return `## ${title}\n\n${about}\n\n${kinds.map(stepPage).join('\n')}`
  })
  return `${[INTRODUCTION, ...groups].join('\n').trimEnd()}\n`
}

function stepPage(kind: StepKind): string {
  const parts = [`### ${kind.title}`, kind.about]
  const exits = exitNames(kind.ports)
  if (exits.length > 0) parts.push(`Exits: ${exits.join(', ')}.`)
  if (kind.fields.length > 0) parts.push(kind.fields.map((field) => fieldLine(field, kind.fields)).join('\n'))
  parts.push(...sampleLines(kind))
  return `${parts.join('\n\n')}\n`
}

/** The numbered ways stand as one: people name them. */
function exitNames(ports: readonly PortName[]): string[] {
  const named = ports.filter((port) => !port.startsWith('case-')).map((port) => EXIT_LABELS[port])
  return named.length === ports.length ? named : ['up to eight that you name', ...named]
}

export const STEP_PAGES_FILE = fileURLToPath(new URL('../../docs/steps.md', import.meta.url))

if (import.meta.main) writeFileSync(STEP_PAGES_FILE, stepPagesText())
