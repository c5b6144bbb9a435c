/** Questions to people: listed, answered once, reminded of, and the runs that go on by the answers. */
import type { StoredTask } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { answersOf, askedNow, type Data, decisionFor, dueNudges, Failure, type GivenAnswer } from '#engine'
import type { Reminder, TaskSummary } from '#protocol'
import type { Context } from './context.ts'
import { pausedSince } from './paused.ts'
import { type LiveAccess, resumeRun } from './resume.ts'
import { storyOf } from './runs.ts'

export function listTasks(
  context: Context,
  flow: string | undefined,
  offset: number,
  limit: number,
): { total: number; tasks: TaskSummary[] } {
  const { total, tasks } = context.store.tasks.open(flow, offset, limit)
  return { total, tasks: tasks.map((one) => summaryOf(context, one)) }
}

function summaryOf(context: Context, stored: StoredTask): TaskSummary {
  const { id, flow, run, mode, seq, label, step, task, parkedAt, due, remindedAt, escalatedAt } = stored
  const { does, question, person, backup } = task
  const data = dataOf(context, stored)
  const shown = task.fields.filter((field) => Object.hasOwn(data, field)).map((field) => [field, data[field]])
  return {
    ...{ id, flow, run, mode, seq, label, step, does, question, person, backup },
    asked: askedNow(stored),
    answers: answersOf(task),
    fields: Object.fromEntries(shown) as Data,
    since: parkedAt,
    ...(due === undefined ? {} : { due }),
    ...(remindedAt === undefined ? {} : { remindedAt }),
    ...(escalatedAt === undefined ? {} : { escalatedAt }),
  }
}

/** The record as it waits. */
const dataOf = (context: Context, { run, seq, step }: StoredTask): Data =>
  storyOf(context, run, seq).stages.findLast((stage) => stage.step === step)?.before ?? {}

/**
 * The first answer counts, and the record goes on by it: at once, or (`goesOn` false) when its flow has come to rest or its live
 * systems are named again. Throws Failures task.not-found, task.answered, task.closed, task.other-answer, task.other-field.
 */
export async function answerTask(
  context: Context,
  id: number,
  given: GivenAnswer,
  live?: LiveAccess,
): Promise<{ goesOn: boolean }> {
  const { tasks } = context.store
  const task = tasks.get(id)
  if (!task) throw new Failure('task.not-found', 'permanent', { task: String(id) })
  refuseOver(task)
  const decision = decisionFor(task.task, given.data ? dataOf(context, task) : {}, given)
  if (task.task.does === 'correct' && decision.port === 'main' && !given.data) delete decision.data
  if (!tasks.answer(id, decision, given.by, systemClock.now())) refuseOver(tasks.get(id) ?? task)
  return { goesOn: await wake(context, task, live) }
}

function refuseOver({ answeredAt, answeredBy, taken }: StoredTask): void {
  if (answeredAt !== undefined) throw new Failure('task.answered', 'permanent', { person: answeredBy ?? null })
  if (taken) throw new Failure('task.closed', 'permanent')
}

/** A run at rest is taken up on the definition that it began with. */
async function wake(
  context: Context,
  { run, flow, mode }: Pick<StoredTask, 'run' | 'flow' | 'mode'>,
  live?: LiveAccess,
): Promise<boolean> {
  if (context.runner.answered(run)) return true
  const busy = context.runner.running(flow) !== undefined || pausedSince(context, flow) !== undefined
  if (busy || (mode === 'live' && !live)) return false
  try {
    await resumeRun(context, run, live)
    return true
  } catch (error) {
    // The answer is kept all the same: the run goes on by it when what stands against that is mended.
    if (error instanceof Failure) return false
    throw error
  }
}

/**
 * What time brings: whoever has to be reminded or asked now (each once, noted before it is told), and runs whose records can go on.
 * Called now and then by whoever keeps the studio open.
 */
export async function remindPeople(context: Context, now = systemClock.now()): Promise<Reminder[]> {
  const { tasks } = context.store
  const reminders: Reminder[] = []
  for (const stored of tasks.unnudged()) {
    for (const nudge of dueNudges(stored, now)) {
      if (!tasks.nudged(stored.id, nudge, now)) continue
      const { id, flow, task } = stored
      const { person, backup, question } = task
      const to = nudge === 'escalate' ? { to: backup, instead: person } : { to: person }
      reminders.push({ task: id, nudge, flow, question, ...to })
    }
  }
  for (const ready of tasks.readyRuns(now)) await wake(context, ready)
  return reminders
}
