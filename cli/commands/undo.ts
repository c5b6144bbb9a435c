/** `sluice undo`: takes back what a run wrote, or shows what that would be. */

import type { UndoReport, UndoVerdict } from '#protocol'
import { definitionOf, findRun, previewRunUndo, shownAnswer, undoRun } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { liveAccess } from '../live-access.ts'
import { tableText } from '../report/table.ts'
import { reasonDocument, sentencesOf } from '../tell-error.ts'
import { count, say, sayJson } from '../terminal.ts'
import { whoIs } from '../who.ts'
import { withContext } from '../with-context.ts'

export interface UndoOptions extends DataOption {
  preview?: boolean
  records?: number[]
  by?: string
  connection?: string[]
  json?: boolean
}

/** 0 when all of it was (or would be) taken back; 1 when something stays as it is. */
export async function undo(run: string, options: UndoOptions): Promise<number> {
  const { preview, records, by, connection, json } = options
  return withContext(options, async (context) => {
    const { flow, hash } = findRun(context, run).view
    const live = connection ? liveAccess(definitionOf(context, flow, hash), connection) : undefined
    const request = { run, records, live }
    const done = preview
      ? await previewRunUndo(context, request)
      : await undoRun(context, { ...request, by: whoIs(by) })
    const report = shownAnswer(context, 'undo.preview', { run }, done)
    if (json)
      sayJson({
        ...report,
        items: report.items.map(({ reason, ...item }) => ({
          ...item,
          ...(reason ? { reason: reasonDocument(reason) } : {}),
        })),
      })
    else say(textOf(report))
    const { cannot, changed } = report.counts
    return cannot + changed === 0 ? 0 : 1
  })
}

const WORDS: Readonly<Record<UndoVerdict, string>> = {
  delete: 'deleted',
  restore: 'given the old values back',
  done: 'taken back before',
  cannot: 'cannot be taken back',
  changed: 'changed by somebody since, left alone',
  gone: 'gone already',
}
const SHOWN = 50

function textOf({ preview, counts, items }: UndoReport): string {
  if (items.length === 0) return 'There is nothing to take back.'
  const rows = items
    .slice(0, SHOWN)
    .map(({ seq, label, system, key, does, reason }) => [
      ...[
        `${seq}`,
        label,
        system,
        key,
        WORDS[does],
        reason ? (sentencesOf(reason.code, reason.values).split('\n')[0] ?? '') : '',
      ],
    ])
  const sums = Object.entries(counts).filter(([, n]) => n > 0)
  const lines = [tableText(['N', 'Record', 'System', 'Key', preview ? 'Would be' : 'Was', 'Why'], rows)]
  if (items.length > SHOWN) lines.push(`${SHOWN} of ${count(items.length)}; --json prints all.`)
  lines.push(`${sums.map(([does, n]) => `${count(n)} ${WORDS[does as UndoVerdict]}`).join(', ')}.`)
  if (preview) lines.push('Nothing was changed.')
  return lines.join('\n')
}
