/** Writes docs/connectors.md, the reference of all systems, from their declarations. */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CONNECTORS } from '#connectors'
import {
  type Connector,
  limitWords,
  type Operation,
  STRATEGY_WORDS,
  signInWords,
  type TargetObject,
  UNPROVED,
  undoWords,
} from '#engine'

const INTRODUCTION = `# All systems

This page is written by \`node build/generate/connector-pages.ts\` from what the connectors declare; \`sluice connectors\` prints the table.

*Checked against* names clients and descriptions that others wrote: they drive the practice system, or judge the requests. A system that
nothing speaks for is **${UNPROVED}**: it can be practised with, and not launched. None was checked against a live account.
`

/** The text of the file. */
export function connectorPagesText(): string {
  const connectors = Object.values(CONNECTORS)
  const table = [
    '| System | Operation | Kept safe by | Undo | Limits | Checked against |',
    '| --- | --- | --- | --- | --- | --- |',
    ...connectors.flatMap(tableLines),
  ].join('\n')
  return `${[INTRODUCTION, table, ...connectors.map(connectorPage)].join('\n\n').trimEnd()}\n`
}

const proofOf = ({ proof }: Connector) => proof.join(', ') || `**${UNPROVED}**`

function tableLines(connector: Connector): string[] {
  const line = (...cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  const { title, limit } = connector
  const lines = Object.values(connector.operations).map((one) =>
    line(title, one.title, STRATEGY_WORDS[one.strategy], undoWords(one), limitWords(limit), proofOf(connector)),
  )
  return lines.length > 0 ? lines : [line(title, 'Answers AI steps', '', '', limitWords(limit), proofOf(connector))]
}

function connectorPage(connector: Connector): string {
  const { title, family, source, signIns, values = [], objects, operations, webhook } = connector
  const facts = [
    `- **Kind:** ${family}`,
    `- **Sign-in:** ${signIns.map(signInWords).join('; ') || 'none'}`,
    ...(values.length > 0 ? [`- **Also asked for:** ${values.map(({ label }) => label).join(', ')}`] : []),
    ...(webhook ? [`- **Webhooks:** ${webhook.title}. ${webhook.help}`] : []),
    `- **Where the facts come from:** ${source}`,
  ]
  const parts = Object.entries(operations).map(([, one]) => operationPart(one, objects[one.object]))
  return [`## ${title}`, facts.join('\n'), ...parts].join('\n\n')
}

function operationPart(operation: Operation, object: TargetObject | undefined): string {
  const { title, strategy, bulk, undo, needs, list } = operation
  const fields = (object?.fields ?? []).map(({ label, required }) => (required ? `**${label}**` : label))
  return [
    `### ${title}`,
    [
      `- Kept safe by ${STRATEGY_WORDS[strategy]}; ${bulk === 1 ? 'one call for each record' : `up to ${bulk} records in one call`}.`,
      `- Undo: ${undo.words}`,
      ...(list ? [`- Can be a start: ${list.title}.`] : []),
      ...(needs.length > 0 ? [`- Needs: ${needs.map((need) => `\`${need}\``).join(', ')}`] : []),
      ...(object ? [`- Matched by: ${object.unique.map(({ label }) => label).join(', ')}`] : []),
      ...(fields.length > 0
        ? [`- Fields: ${fields.join(', ')}${object?.describe ? ', and those of the connected account' : ''}`]
        : []),
    ].join('\n'),
  ].join('\n\n')
}

export const CONNECTOR_PAGES_FILE = fileURLToPath(new URL('../../docs/connectors.md', import.meta.url))

if (import.meta.main) writeFileSync(CONNECTOR_PAGES_FILE, connectorPagesText())
