/** `sluice tasks`: questions that records wait for, and their answers. */
import { answerTask, definitionOf, findRun, listTasks, shownAnswer } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { liveAccess } from '../live-access.ts'
import { moment } from '../report/moment.ts'
import { tableText } from '../report/table.ts'
import { count, say, sayJson } from '../terminal.ts'
import { readValues, whoIs } from '../who.ts'
import { withContext } from '../with-context.ts'

interface Options extends DataOption {
  json?: boolean
  /** Values as they are instead of masked. */
  reveal?: boolean
}

export async function list(
  flow: string | undefined,
  options: Options & { limit: number; offset: number },
): Promise<number> {
  return withContext(options, async (context) => {
    const listed = listTasks(context, flow, options.offset, options.limit)
    const { total, tasks } = shownAnswer(context, 'people.list', { flow, reveal: options.reveal }, listed)
    if (options.json) sayJson({ total, tasks })
    else if (total === 0) say('No open questions.')
    else {
      const rows = tasks.map(({ id, flow: of, label, question, asked, answers, since, due }) => [
        ...[
          `${id}`,
          of,
          label,
          question,
          asked,
          answers.join(', '),
          moment(since),
          due === undefined ? '' : moment(due),
        ],
      ])
      say(tableText(['N', 'Flow', 'Record', 'Question', 'Asked', 'Answers', 'Since', 'Until'], rows))
      if (total > rows.length) say(`${count(rows.length)} of ${count(total)}; --limit and --offset print more.`)
    }
    return 0
  })
}

/** Throws Failures task.not-found, task.answered, task.closed, task.other-answer, task.other-field. */
export async function answer(
  id: number,
  text: string,
  options: Options & { by?: string; set?: string[]; connection?: string[] },
): Promise<number> {
  return withContext(options, async (context) => {
    const task = context.store.tasks.get(id)
    const { connection, set, by } = options
    const began = task && connection ? findRun(context, task.run).view : undefined
    const live = began && connection ? liveAccess(definitionOf(context, began.flow, began.hash), connection) : undefined
    const given = { answer: text, by: whoIs(by), ...(set ? { data: readValues(set) } : {}) }
    const { goesOn } = await answerTask(context, id, given, live)
    // The record goes on now, as far as it gets.
    const view = task && goesOn ? await context.runner.running(task.flow)?.done : undefined
    if (options.json) sayJson({ task: id, answer: text, goesOn, ...(view ? { run: view.run, state: view.state } : {}) })
    else say(`Answered. ${goesOn ? 'The record goes on.' : 'The record goes on when its run does.'}`)
    return 0
  })
}
