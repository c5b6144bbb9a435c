/** `sluice flows`: the saved flows and the examples. */
import { EXAMPLES } from '#examples'
import { listFlows } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { say } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export async function flows(options: DataOption): Promise<number> {
  return withContext(options, async (context) => {
    const saved = listFlows(context).map(({ id, name, steps, blocking, updatedAt, lastRun }) => [
      id,
      name,
      steps,
      blocking,
      moment(updatedAt),
      lastRun?.state ?? '',
    ])
    if (saved.length === 0) say('No flow is saved here yet.')
    else say(`Saved flows\n${tableText(['Id', 'Name', 'Steps', 'Blocking', 'Saved', 'Last run'], saved)}`)
    say(
      `\nExamples\n${tableText(
        ['Id', 'Name'],
        EXAMPLES.map(({ id, title }) => [id, title]),
      )}`,
    )
    return 0
  })
}
