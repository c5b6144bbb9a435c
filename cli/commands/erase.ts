/** `sluice erase`: a person is forgotten here; what was written elsewhere is listed. */
import { userInfo } from 'node:os'
import type { ErasureReport } from '#protocol'
import { erasePerson, previewErasure } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { tableText } from '../report/table.ts'
import { count, say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

interface EraseOptions extends DataOption {
  field?: string
  preview?: boolean
  settle?: boolean
  files?: boolean
  by?: string
  json?: boolean
}

/** 1 when something of the person is left that only a person can remove. Throws Failures privacy.*. */
export async function erase(value: string, options: EraseOptions): Promise<number> {
  const { field, preview = false, settle = false, files = false, by = userInfo().username } = options
  return withContext(options, async (context) => {
    const report = preview
      ? await previewErasure(context, { value, field })
      : await erasePerson(context, { value, field, by, settle, files })
    if (options.json) sayJson(report)
    else say(reportText(report))
    return !preview && leftOver(report) ? 1 : 0
  })
}

const leftOver = ({ files, settings, queue }: ErasureReport): boolean =>
  files.some(({ removed }) => !removed) || settings.length > 0 || queue.bundles.length > 0

function reportText(report: ErasureReport): string {
  const { preview, counts, open, settings, files, queue, targets } = report
  const rows = Object.entries(counts).map(([place, n]) => [place, n])
  const lines: string[] = []
  if (rows.length === 0) lines.push('Nothing of this person is kept in the records here.')
  else lines.push(tableText([preview ? 'Would be erased' : 'Erased', 'Entries'], rows))
  if (preview && open.length > 0) {
    lines.push(`${count(open.length)} of these records are held or wait. They are only erased with --settle.`)
  }
  if (queue.waiting > 0) lines.push(`${count(queue.waiting)} events wait in the queue of the server.`)
  for (const { name, removed } of files) {
    lines.push(removed ? `Removed the file "${name}".` : `The file "${name}" has the person in it: --files removes it.`)
  }
  for (const place of settings) lines.push(`The settings of ${place} name the person: change them.`)
  for (const name of queue.bundles) lines.push(`The installed version of "${name}" names the person: send a new one.`)
  if (targets.length > 0) lines.push('Written elsewhere, to be erased there:', targetsTable(targets))
  return lines.join('\n')
}

const targetsTable = (targets: ErasureReport['targets']): string =>
  tableText(
    ['Connection', 'Mode', 'Object', 'Id'],
    targets.map(({ connection, mode, object, targetId }) => [connection, mode, object, targetId ?? 'not known']),
  )
