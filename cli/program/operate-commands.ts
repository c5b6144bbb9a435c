import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { addCommand, type Ended, JSON_OUT, several, wholeNumber } from './command.ts'

const LIVE = [
  '--connection <NAME=ADDRESS>',
  'for live runs, where a connection leads; its token is read from SLUICE_TOKEN_NAME',
  several,
] as const
const BY = ['--by <NAME>', 'who does it (otherwise the name you are signed in with on this computer)'] as const
const SERVER = ['--server <URL>', 'the flow on this server, instead of the one here'] as const
const TOKEN = ['--token <TOKEN>', 'the API token of the server (otherwise SLUICE_SERVER_TOKEN)'] as const
const hold = () => import('../commands/hold.ts')
const tasks = () => import('../commands/tasks.ts')

/** 3 or 3,4,7 */
function numbers(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.every((part) => /^[1-9]\d{0,8}$/.test(part))) return parts.map(Number)
  throw new InvalidArgumentError('It is not a list of numbers such as 1,2.')
}

const numbersOrAll = (text: string): number[] | 'all' => (text === 'all' ? 'all' : numbers(text))

/** What people do about records afterwards: the hold list, undo, pause, and questions to people. */
export function addOperateCommands(program: Command, ended: Ended): void {
  addHoldCommands(program, ended)
  const undoing = 'take back what a run wrote, newest first; what somebody changed since is left alone and told'
  addCommand(program, 'undo', undoing, 'sluice undo RUN --preview\nsluice undo RUN --records 1,2')
    .argument('RUN', 'the id of a run')
    .option('--preview', 'only show what would be done')
    .option('--records <N,N>', 'these records only', numbers)
    .option(...BY)
    .option(...LIVE)
    .option(...JSON_OUT)
    .action(async (run, options) => ended(await (await import('../commands/undo.ts')).undo(run, options)))
  addCommand(
    program,
    'pause',
    'stop a flow from taking new records; what waits is kept',
    'sluice pause childcare-sites',
  )
    .argument('FLOW', 'the id of a saved flow')
    .option(...SERVER)
    .option(...TOKEN)
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await import('../commands/pause.ts')).pause(flow, options)))
  addCommand(program, 'resume', 'let a paused flow go on where it stopped', 'sluice resume childcare-sites')
    .argument('FLOW', 'the id of a saved flow')
    .option(...SERVER)
    .option(...TOKEN)
    .option(...LIVE)
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await import('../commands/resume.ts')).resume(flow, options)))
  addTaskCommands(program, ended)
}

const group = (program: Command, name: string, about: string): Command =>
  program
    .command(name)
    .description(about)
    .usage('COMMAND [options]')
    .helpOption('--help', 'print this, or the help of a command')
    .helpCommand(false)

function addHoldCommands(program: Command, ended: Ended): void {
  const parent = group(
    program,
    'hold',
    'the hold list: look at what waits there, correct it, replay it, settle it by hand',
  )
  addCommand(parent, 'list', 'list what waits, by cause', 'sluice hold list childcare-sites')
    .argument('FLOW', 'a flow file, or the id of a saved flow or of an example')
    .option('--live', 'the list of the live runs instead of those in practice')
    .option('--code <CODE>', 'this cause only')
    .option('--step <STEP>', 'this step only')
    .option('--limit <N>', 'print at most so many records', wholeNumber, 100)
    .option('--offset <N>', 'leave out so many records first', wholeNumber, 0)
    .option('--reveal', 'show values of live records as they are instead of masked')
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await hold()).list(flow, options)))
  addCommand(parent, 'show', 'show one record: as it came, where it stopped, and why', 'sluice hold show 3')
    .argument('N', 'its number on the list', wholeNumber)
    .option('--reveal', 'show values of live records as they are instead of masked')
    .option(...JSON_OUT)
    .action(async (id, options) => ended(await (await hold()).show(id, options)))
  addCommand(parent, 'edit', 'correct fields; they count at the next replay', 'sluice hold edit 3 --set Zip=60614')
    .argument('N', 'its number on the list', wholeNumber)
    .requiredOption('--set <FIELD=VALUE>', 'the new value of a field; may be given several times', several)
    .option(...JSON_OUT)
    .action(async (id, options) => ended(await (await hold()).edit(id, options)))
  addCommand(
    parent,
    'replay',
    'send held records again, as a run of their own',
    'sluice hold replay 3,4 --preview\nsluice hold replay all --flow childcare-sites',
  )
    .argument('N,N', 'their numbers on the list, or all', numbersOrAll)
    .option('--flow <FLOW>', 'with all: the flow whose list is meant')
    .option('--code <CODE>', 'with all: this cause only')
    .option('--step <STEP>', 'with all: this step only')
    .option('--live', 'with all: the list of the live runs')
    .option('--from-start', 'begin at the start of the flow instead of the step where they stopped')
    .option('--as-began', 'on the version that they began with instead of the one saved now')
    .option('--even-if-doubled', 'also where an earlier write may have arrived and nobody can look')
    .option('--preview', 'only show what would be written')
    .option(...LIVE)
    .option(...JSON_OUT)
    .action(async (holds, options) => ended(await (await hold()).replay(holds, options)))
  addCommand(parent, 'settle', 'take records off the list by hand', 'sluice hold settle 3 --note "Entered by hand"')
    .argument('N,N', 'their numbers on the list', numbers)
    .requiredOption('--note <TEXT>', 'what was done about them')
    .option('--discard', 'they are not wanted')
    .option(...BY)
    .option(...JSON_OUT)
    .action(async (holds, options) => ended(await (await hold()).settle(holds, options)))
}

function addTaskCommands(program: Command, ended: Ended): void {
  const parent = group(program, 'tasks', 'questions that records wait for: list and answer them')
  addCommand(parent, 'list', 'list the open questions, oldest first', 'sluice tasks list')
    .argument('[FLOW]', 'the id of a saved flow (otherwise all)')
    .option('--server <URL>', 'the questions of the flows on this server, instead of those here')
    .option(...TOKEN)
    .option('--limit <N>', 'print at most so many', wholeNumber, 100)
    .option('--offset <N>', 'leave out so many first', wholeNumber, 0)
    .option('--reveal', 'show values of live records as they are instead of masked')
    .option(...JSON_OUT)
    .action(async (flow, options) => ended(await (await tasks()).list(flow, options)))
  addCommand(
    parent,
    'answer',
    'answer a question; its record goes on at once',
    'sluice tasks answer 7 approve\nsluice tasks answer 8 correct --set name="Sunny Side"',
  )
    .argument('N', 'its number', wholeNumber)
    .argument('ANSWER', 'approve, correct, decline, or the name of a choice')
    .option('--server <URL>', 'the question is one of this server, instead of one here')
    .option(...TOKEN)
    .option('--set <FIELD=VALUE>', 'with correct: the new value of a field; may be given several times', several)
    .option(...BY)
    .option(...LIVE)
    .option(...JSON_OUT)
    .action(async (id, answer, options) => ended(await (await tasks()).answer(id, answer, options)))
}
