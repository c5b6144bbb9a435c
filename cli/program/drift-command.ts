import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT } from './command.ts'

/** Whether systems still are what was learned of them. */
export function addDriftCommand(program: Command, ended: Ended): void {
  addCommand(
    program,
    'drift',
    'tell whether the systems of a flow changed since they were learned: fields renamed, gone or newly demanded',
    'sluice drift childcare-sites\nsluice drift childcare-sites --accept',
  )
    .argument('FLOW', 'a flow file, or the id of a saved flow or of an example')
    .option('--accept', 'what is there now is what it should be')
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await import('../commands/drift.ts')).tellDrift(flow, options)))
}
