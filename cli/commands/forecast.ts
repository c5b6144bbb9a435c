/** `sluice forecast`: what a run will ask of each account and how long it takes, before anything is called. */
import { type Forecast, forecastWords, timeWords } from '#engine'
import { forecastRun } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { prepareFlow } from '../prepare-flow.ts'
import { tableText } from '../report/table.ts'
import { count, say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface ForecastOptions {
  data?: string
  input?: string
  json?: boolean
  /** Minutes. */
  within?: number
}

/** 1 when it cannot finish within the time that was asked for. */
export async function tellForecast(name: string, options: ForecastOptions): Promise<number> {
  return withContext(options, async (context) => {
    const { saved, input } = await prepareFlow(context, await chooseFlow(context, name), { name, input: options.input })
    const within = options.within === undefined ? {} : { within: options.within * 60_000 }
    const told = await forecastRun(context, saved, { ...(input ? { input } : {}), ...within })
    if (options.json) sayJson({ flow: saved.flow.name, ...told })
    else say(textOf(told, options.within))
    return told.fits === false ? 1 : 0
  })
}

function textOf(told: Forecast, within: number | undefined): string {
  const lines = [forecastWords(told)]
  const rows = told.perAccount.flatMap(({ system, duration, steps }) =>
    steps.map(({ title, records, looks, sends }, index) => [
      index === 0 ? system : '',
      title,
      records,
      looks,
      sends,
      index === 0 ? timeWords(duration) : '',
    ]),
  )
  if (rows.length > 0) lines.push(tableText(['System', 'Step', 'Records', 'Look-ups', 'Writes', 'Time'], rows))
  if (within !== undefined) lines.push(withinText(told, within))
  return lines.join('\n')
}

function withinText({ fits, perAccount }: Forecast, within: number): string {
  const asked = timeWords(within * 60_000)
  if (fits === false) return `It does not fit into ${asked}: the limits of the accounts do not allow it.`
  const paces = perAccount.flatMap(({ system, spread }) =>
    spread ? [`${system} gets at most ${count(spread.calls)} calls in ${timeWords(spread.per)}`] : [],
  )
  return [`Spread over ${asked}`, ...paces].join('; ').concat('.')
}
