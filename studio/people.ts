/** Questions to people: listed, answered once, reminded of, and the runs that go on by the answers. */
import type { StoredTask } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { type Data, dueNudges, Failure, type GivenAnswer, questionOf } from '#engine'
import type { Reminder, TaskSummary } from '#protocol'
import type { Context } from './context.ts'
import { noteCorrection } from './corrections.ts'
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
  return { total, tasks: tasks.map((one) => questionOf(one, dataOf(context, one))) }
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
  const task = context.store.tasks.settle(id, given, (waiting) => dataOf(context, waiting), systemClock.now())
  noteCorrection(context, task, given)
  return { goesOn: await wake(context, task, live) }
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
