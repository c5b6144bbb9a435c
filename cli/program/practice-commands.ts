import type { Command } from 'commander'
import { addCommand, type Ended, JSON_OUT, minutes, portNumber, wholeNumber } from './command.ts'

/** The practice systems: simulators beside the data folder that behave like the real systems. */
export function addPracticeCommands(program: Command, ended: Ended): void {
  const practice = program
    .command('practice')
    .description('the practice systems: serve them, look into them, empty them')
    .usage('COMMAND [options]')
    .helpOption('--help', 'print this, or the help of a command')
    .helpCommand(false)

  const serving = 'run the practice systems until Ctrl+C; runs of the same data folder use them'
  addCommand(practice, 'serve', serving, 'sluice practice serve --port 4100')
    .option('--port <N>', 'listen on this port (otherwise a free one)', portNumber)
    .option('--json', 'print one line {systems, control, pid} when they are ready')
    .action(async (options) => ended(await (await import('../commands/practice-serve.ts')).servePractice(options)))

  const showing = 'show what is in a practice system, and how many effects each key had'
  addCommand(practice, 'show', showing, 'sluice practice show hubspot companies --limit 5')
    .argument('SYSTEM', 'such as hubspot')
    .argument('OBJECT', 'such as companies or contacts')
    .option('--limit <N>', 'so many objects (otherwise 20; all with --json)', wholeNumber)
    .option('--offset <N>', 'pass over so many objects first', wholeNumber, 0)
    .option(...JSON_OUT)
    .action(async (system, object, options) =>
      ended(await (await import('../commands/practice-show.ts')).show(system, object, options)),
    )

  addCommand(
    practice,
    'reset',
    'put one practice system, or all of them, back to how they were at first',
    'sluice practice reset',
  )
    .argument('[SYSTEM]', 'such as hubspot (otherwise all of them)')
    .action(async (system, options) =>
      ended(await (await import('../commands/practice-reset.ts')).reset(system, options)),
    )

  const systems = () => import('../commands/practice-systems.ts')
  addCommand(practice, 'systems', 'list the practice systems, and what they hold', 'sluice practice systems')
    .option(...JSON_OUT)
    .action(async (options) => ended(await (await systems()).listSystems(options)))

  addCommand(
    practice,
    'changes',
    'tell what was created, changed and removed in a practice system',
    'sluice practice changes stripe',
  )
    .argument('SYSTEM', 'such as stripe')
    .option('--since <MINUTES>', 'so many minutes back', minutes, 60)
    .option(...JSON_OUT)
    .action(async (system, options) => ended(await (await systems()).tellChanges(system, options)))

  const breaking = 'tell or set what should go wrong in a practice system, while "practice serve" serves it'
  addCommand(practice, 'faults', breaking, `sluice practice faults stripe --set '{"outage": "refuse"}'`)
    .argument('SYSTEM', 'such as stripe')
    .option('--set <JSON>', 'from now on this goes wrong; {} for nothing')
    .option(...JSON_OUT)
    .action(async (system, options) => ended(await (await systems()).tellFaults(system, options)))
}
