import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, wholeNumber } from './command.ts'

const FLOW = ['FLOW', 'the id of a saved flow'] as const
const history = () => import('../commands/history.ts')
const contracts = () => import('../commands/contracts.ts')

/** The history of a flow, and the contracts that flows share. */
export function addVersionCommands(program: Command, ended: Ended): void {
  addCommand(program, 'history', 'list the versions of a saved flow, newest first', 'sluice history childcare-sites')
    .argument(...FLOW)
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await history()).history(flow, options)))

  const comparing = 'tell what changed between two versions of a flow, or since one of them'
  addCommand(program, 'diff', comparing, 'sluice diff childcare-sites 3 5')
    .argument(...FLOW)
    .argument('A', 'the number of the earlier version', wholeNumber)
    .argument('[B]', 'the number of the later version (otherwise as it is now)', wholeNumber)
    .option('--raw', 'with --json, the settings as they are saved as well')
    .option(...JSON_OUT)
    .action(async (flow, from, to, options) => ended(await (await history()).diff(flow, from, to, options)))

  const restoring = 'bring an earlier version back, as a new version: nothing is lost by it'
  addCommand(program, 'restore', restoring, 'sluice restore childcare-sites 3')
    .argument(...FLOW)
    .argument('VERSION', 'the number of the version', wholeNumber)
    .option(...JSON_OUT)
    .action(async (flow, revision, options) => ended(await (await history()).restore(flow, revision, options)))

  addContractCommands(program, ended)
}

function addContractCommands(program: Command, ended: Ended): void {
  const parent = program
    .command('contracts')
    .description('the contracts that flows share: list, show, publish and compare them')
    .usage('COMMAND [options]')
    .helpOption('--help', 'print this, or the help of a command')
    .helpCommand(false)

  addCommand(parent, 'list', 'list the shared contracts', 'sluice contracts list')
    .option(...JSON_OUT)
    .action(async (options) => ended(await (await contracts()).list(options)))
  addCommand(parent, 'show', 'show the versions of a shared contract and who uses it', 'sluice contracts show site')
    .argument('CONTRACT', 'the id of a shared contract')
    .option(...JSON_OUT)
    .action(async (id, options) => ended(await (await contracts()).show(id, options)))
  addCommand(parent, 'publish', 'share a contract of a saved flow', 'sluice contracts publish childcare-sites site')
    .argument(...FLOW)
    .argument('CONTRACT', 'its id in the flow')
    .option(...JSON_OUT)
    .action(async (flow, contract, options) => ended(await (await contracts()).publish(flow, contract, options)))
  addCommand(parent, 'diff', 'tell what changed between two versions', 'sluice contracts diff site 1 2')
    .argument('CONTRACT', 'the id of a shared contract')
    .argument('A', 'the earlier version', wholeNumber)
    .argument('B', 'the later version', wholeNumber)
    .option(...JSON_OUT)
    .action(async (id, from, to, options) => ended(await (await contracts()).diff(id, from, to, options)))
}
