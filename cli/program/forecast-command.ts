import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, minutes } from './command.ts'

const EXAMPLE = `sluice forecast childcare-sites
sluice forecast my.flow.json --input sites.csv --within 120 --json`

/** What a run would ask of each system, and how long it would take. */
export function addForecastCommand(program: Command, ended: Ended): void {
  addCommand(
    program,
    'forecast',
    'tell how many calls a run would make and how long it would take, without making any',
    EXAMPLE,
  )
    .argument('FLOW', 'a flow file, or the id of a saved flow or of an example')
    .option('--input <FILE>', 'the file to read (an example brings its own)')
    .option('--within <MINUTES>', 'spread the calls over so many minutes, and tell whether they fit', minutes)
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await import('../commands/forecast.ts')).tellForecast(flow, options)))
}
