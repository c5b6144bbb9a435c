/** `sluice tasks`: questions that records wait for, and their answers. */
import type { GivenAnswer } from '#engine'
import type { TaskSummary } from '#protocol'
import {
  answerServerTask,
  answerTask,
  definitionOf,
  findRun,
  listTasks,
  type ServerAccess,
  serverTasks,
  shownAnswer,
} from '#studio'
import type { DataOption } from '../data-folder.ts'
import { leadingOut, liveAccess } from '../live-access.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { type ServerOptions, serverAccess } from '../server-access.ts'
import { usage } from '../tell-error.ts'
import { count, say, sayJson } from '../terminal.ts'
import { readValues, whoIs } from '../who.ts'
import { withContext } from '../with-context.ts'

interface Options extends DataOption, ServerOptions {
  json?: boolean
  /** Values as they are instead of masked. */
  reveal?: boolean
}

type Page = { limit: number; offset: number }

/** Throws Failures server.* and, of a server, flow.not-found. */
export async function list(flow: string | undefined, options: Options & Page): Promise<number> {
  const { limit, offset, reveal = false } = options
  const server = serverAccess(options)
  const { total, tasks } = server
    ? await serverTasks(server, flow, { limit, offset, reveal })
    : await withContext(options, async (context) =>
        shownAnswer(context, 'people.list', { flow, reveal }, listTasks(context, flow, offset, limit)),
      )
  if (options.json) sayJson({ total, tasks })
  else if (total === 0) say('No open questions.')
  else sayTable(tasks, total)
  return 0
}

function sayTable(tasks: readonly TaskSummary[], total: number): void {
  const rows = tasks.map(({ id, flow, label, question, asked, answers, since, due }) => [
    ...[`${id}`, flow, label, question, asked, answers.join(', '), moment(since), due === undefined ? '' : moment(due)],
  ])
  say(tableText(['N', 'Flow', 'Record', 'Question', 'Asked', 'Answers', 'Since', 'Until'], rows))
  if (total > rows.length) say(`${count(rows.length)} of ${count(total)}; --limit and --offset print more.`)
}

/** Throws Failures task.not-found, task.answered, task.closed, task.other-answer, task.other-field, and server.*. */
export async function answer(
  id: number,
  text: string,
  options: Options & { by?: string; set?: string[]; connection?: string[] },
): Promise<number> {
  const { connection, set, by } = options
  const given = { answer: text, by: whoIs(by), ...(set ? { data: readValues(set) } : {}) }
  const server = serverAccess(options)
  if (server && connection) throw usage('The server has its own connections: leave out --connection')
  if (server) return answerThere(server, id, given, options)
  return withContext(options, async (context) => {
    const task = context.store.tasks.get(id)
    const began = task && connection ? findRun(context, task.run).view : undefined
    const outer = began && leadingOut(definitionOf(context, began.flow, began.hash), context.connectors)
    const live = outer && connection ? liveAccess(outer, connection) : undefined
    const { goesOn } = await answerTask(context, id, given, live)
    // The record goes on now, as far as it gets.
    const view = task && goesOn ? await context.runner.running(task.flow)?.done : undefined
    if (options.json) sayJson({ task: id, answer: text, goesOn, ...(view ? { run: view.run, state: view.state } : {}) })
    else say(answered(goesOn))
    return 0
  })
}

const answered = (goesOn: boolean): string =>
  `Answered. ${goesOn ? 'The record goes on.' : 'The record goes on when its run does.'}`

async function answerThere(server: ServerAccess, task: number, given: GivenAnswer, { json }: Options): Promise<number> {
  const { goesOn } = await answerServerTask(server, task, given)
  if (json) sayJson({ task, answer: given.answer, goesOn })
  else say(answered(goesOn))
  return 0
}
