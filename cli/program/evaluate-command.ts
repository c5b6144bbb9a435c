import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT } from './command.ts'

const EXAMPLE = `sluice evaluate tickets --samples labelled.csv
sluice evaluate tickets --step triage --corrections --json`

/** How often a step that asks a model is right. */
export function addEvaluateCommand(program: Command, ended: Ended): void {
  addCommand(program, 'evaluate', 'measure how often a step that asks a model is right, on labelled samples', EXAMPLE)
    .argument('FLOW', 'a flow file, or the id of a saved flow or of an example')
    .option('--step <ID>', 'the step, by its id or title (where there is more than one)')
    .option('--samples <FILE>', 'a file of records with the right answer of each')
    .option('--corrections', 'what people decided where the model was not sure')
    .option('--answer <FIELD>', 'the field that holds the right answer ("right answer" unless given)')
    .option(...JSON_OUT)
    .action(async (flow, options) =>
      ended(await (await import('../commands/evaluate.ts')).tellEvaluation(flow, options)),
    )
}
