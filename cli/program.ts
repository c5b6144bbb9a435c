/** The commands, their options and their help. What a command does is loaded only when it is called. */
import { Command } from 'commander'
import packageJson from '../package.json' with { type: 'json' }
import { addConnectionCommands } from './program/connection-commands.ts'
import { addConnectorCommands } from './program/connector-commands.ts'
import { addDriftCommand } from './program/drift-command.ts'
import { addEraseCommand } from './program/erase-command.ts'
import { addEvaluateCommand } from './program/evaluate-command.ts'
import { addFlowCommands } from './program/flow-commands.ts'
import { addForecastCommand } from './program/forecast-command.ts'
import { addImportCommands } from './program/import-commands.ts'
import { addLaunchCommands } from './program/launch-commands.ts'
import { addOperateCommands } from './program/operate-commands.ts'
import { addPracticeCommands } from './program/practice-commands.ts'
import { addVersionCommands } from './program/version-commands.ts'

/** `ended` takes the exit status of the command that ran. */
export function createProgram(ended: (status: number) => void): Command {
  const program = new Command('sluice')
    .description('Draw an integration, prove it is safe, and send it to production: the same Sluice from a terminal.')
    .usage('COMMAND [options]')
    .helpOption('--help', 'print this, or the help of a command')
    .version(packageJson.version, '--version', 'print the version')
    .helpCommand(false)
    .addHelpText('after', AFTER)
  addFlowCommands(program, ended)
  addVersionCommands(program, ended)
  addForecastCommand(program, ended)
  addEvaluateCommand(program, ended)
  addLaunchCommands(program, ended)
  addOperateCommands(program, ended)
  addConnectionCommands(program, ended)
  addPracticeCommands(program, ended)
  addConnectorCommands(program, ended)
  addDriftCommand(program, ended)
  addImportCommands(program, ended)
  addEraseCommand(program, ended)
  quiet(program)
  return program
}

const AFTER = `
A FLOW is the path of a flow file, the id of a saved flow, or the id of an example.

Begin with:
  sluice run childcare-sites        run the example in practice: nothing leaves this computer
  sluice COMMAND --help             more about a command, with an example
`

/** Errors are told in our own words, once, by whoever runs the program. */
function quiet(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined })
  for (const each of command.commands) quiet(each)
}
