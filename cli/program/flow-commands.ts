import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, minutes, several } from './command.ts'

const FLOW = ['FLOW', 'a flow file, or the id of a saved flow or of an example'] as const

/** Running, checking and listing flows. */
export function addFlowCommands(program: Command, ended: Ended): void {
  addRun(program, ended)
  addCommand(program, 'check', 'tell what is wrong with a flow, worst first', 'sluice check my.flow.json')
    .argument(...FLOW)
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await import('../commands/check.ts')).check(flow, options)))
  addCommand(program, 'flows', 'list the saved flows and the examples', 'sluice flows').action(async (options) =>
    ended(await (await import('../commands/flows.ts')).flows(options)),
  )
  addCommand(program, 'runs', 'list the runs of a flow, newest first', 'sluice runs childcare-sites')
    .argument(...FLOW)
    .action(async (flow, options) => ended(await (await import('../commands/runs.ts')).runs(flow, options)))
}

const RUN_EXAMPLE = `sluice run childcare-sites
sluice run my.flow.json --input sites.csv --json
SLUICE_TOKEN_CRM=… sluice run my.flow.json --input sites.csv --live --connection crm=https://api.hubapi.com`

function addRun(program: Command, ended: Ended): void {
  const about =
    'run a flow: in practice, unless --live is given. An unfinished run of the same flow and file goes on where it stopped'
  addCommand(program, 'run', about, RUN_EXAMPLE)
    .argument(...FLOW)
    .option('--input <FILE>', 'the CSV file to read (an example brings its own)')
    .option(...JSON_OUT)
    .option('--within <MINUTES>', 'take that long: spread the calls evenly over the time', minutes)
    .option('--practice <DIR>', 'use the practice systems of this other data folder')
    .option('--live', 'write into the live systems that --connection names')
    .option(
      '--connection <NAME=ADDRESS>',
      'with --live, where a connection leads; its token is read from SLUICE_TOKEN_NAME',
      several,
    )
    .action(async (flow, options) => ended(await (await import('../commands/run.ts')).run(flow, options)))
}
