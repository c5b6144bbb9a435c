/** `sluice runs`: the runs of a flow, newest first, each with its sum. */
import { unaccounted } from '#engine'
import { flowThatRan } from '../choose-flow.ts'
import type { DataOption } from '../data-folder.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { say } from '../terminal.ts'
import { withContext } from '../with-context.ts'

const HEAD = ['Run', 'Began', 'Mode', 'Input', 'State', 'In', 'Created', 'Updated', 'Left alone', 'Held', 'Unaccounted']

/** Throws Failure flow.not-found. */
export async function runs(name: string, options: DataOption): Promise<number> {
  return withContext(options, async (context) => {
    const flow = await flowThatRan(context, name)
    const rows = context.store.runs.list(flow.id).map(({ view }) => {
      const { created, updated, unchanged, held } = view.outcomes
      const about = [view.run, moment(view.startedAt), view.mode, view.input, view.state]
      return [...about, view.received, created, updated, unchanged, held, unaccounted(view)]
    })
    say(rows.length === 0 ? `${flow.name} has not run here yet.` : `${flow.name}\n${tableText(HEAD, rows)}`)
    return 0
  })
}
