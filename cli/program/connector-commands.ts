import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT } from './command.ts'

/** What can be connected. */
export function addConnectorCommands(program: Command, ended: Ended): void {
  addCommand(
    program,
    'connectors',
    'list the systems that can be connected: operations, how writes are kept safe, undo, limits, and what they were checked against',
    'sluice connectors\nsluice connectors --json',
  )
    .option(...JSON_OUT)
    .action(async (options) => ended(await (await import('../commands/connectors.ts')).tellConnectors(options)))
}
