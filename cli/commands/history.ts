/** `sluice history`, `diff` and `restore`: the versions of a saved flow. */
import { diffText } from '#engine'
import { diffVersions, listVersions, openFlow, restoreVersion } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

interface HistoryOptions extends DataOption {
  json?: boolean
}

/** Every version that is kept, newest first. Throws Failure flow.not-found. */
export async function history(flow: string, options: HistoryOptions): Promise<number> {
  return withContext(options, async (context) => {
    const { versions } = listVersions(context, flow, 0, 1000)
    if (options.json) {
      sayJson({ flow, versions })
      return 0
    }
    const rows = versions.map((one) => [
      String(one.revision),
      moment(one.savedAt),
      one.steps,
      one.changes,
      notesOf(one).join(', '),
    ])
    say(`${openFlow(context, flow).flow.name}\n${tableText(['Version', 'Saved', 'Steps', 'Changes', ''], rows)}`)
    return 0
  })
}

const notesOf = (one: { current: boolean; ran: boolean; proved: boolean; restoredFrom?: number }): string[] => [
  ...(one.current ? ['now'] : []),
  ...(one.proved ? ['proved'] : one.ran ? ['ran'] : []),
  ...(one.restoredFrom === undefined ? [] : [`brought back version ${one.restoredFrom}`]),
]

interface DiffOptions extends HistoryOptions {
  raw?: boolean
}

/** What changed between two versions; up to now without `to`. Throws Failures flow.not-found, version.not-found. */
export async function diff(flow: string, from: number, to: number | undefined, options: DiffOptions): Promise<number> {
  return withContext(options, async (context) => {
    const found = diffVersions(context, flow, { from, to, raw: options.raw })
    if (options.json) sayJson({ flow, ...found })
    else if (found.count === 0) say(`Versions ${found.from} and ${found.to} are the same.`)
    else say([`From version ${found.from} to ${found.to}`, ...diffText(found)].join('\n'))
    return 0
  })
}

/** Saves an earlier version as the newest one. Throws Failures flow.not-found, version.not-found. */
export async function restore(flow: string, revision: number, options: HistoryOptions): Promise<number> {
  return withContext(options, async (context) => {
    const before = openFlow(context, flow)
    // Moved cards count as revisions, but only versions can be brought back.
    const [version] = listVersions(context, flow, 0, 1).versions
    const saved = restoreVersion(context, flow, revision, before.revision)
    if (options.json) sayJson({ flow, restored: revision, revision: saved.revision, hash: saved.hash })
    else if (saved.hash === before.hash) say(`${saved.flow.name} is as it was in version ${revision} already.`)
    else {
      say(`${saved.flow.name} is as it was in version ${revision}, saved as version ${saved.revision}.`)
      say(`To take that back: sluice restore ${flow} ${version?.revision ?? before.revision}`)
    }
    return 0
  })
}
