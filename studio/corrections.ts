/** What a person decides behind a step whose model was not sure enough becomes a labelled sample of that step. */
import type { StoredTask } from '#adapters/sqlite'
import { systemClock } from '#adapters/system'
import { asksModel, type Data, type GivenAnswer, type Json, type Stage, stepKind } from '#engine'
import type { Context } from './context.ts'
import { definitionOf } from './resume.ts'
import { findRun, planOf, storyOf } from './runs.ts'

/** Does nothing where the question has nothing to do with a model. */
export function noteCorrection(context: Context, task: StoredTask, { answer, data, by }: GivenAnswer): void {
  const flow = definitionOf(context, task.flow, findRun(context, task.run).view.hash)
  const plan = planOf(context, flow)
  const stages = storyOf(context, task.run, task.seq).stages
  const asked = stages.findLastIndex((stage) => stage.step === task.step)
  const unsure = stages
    .slice(0, asked)
    .findLast((stage) => stage.port === 'low-confidence' && asksModel(stepKind(plan.steps[stage.step]?.kind ?? '')))
  const behaviour = unsure && plan.steps[unsure.step]?.behaviour
  if (!unsure || behaviour?.role !== 'model') return
  const added = addedBy(unsure)
  const wanted = wantedOf(task, answer, data, stages[asked]?.before ?? {}, added)
  if (wanted === undefined) return
  context.store.models.correct({
    ...{ flow: task.flow, run: task.run, seq: task.seq, step: unsure.step, by, at: systemClock.now() },
    input: behaviour.see(unsure.before).input,
    ...(added.length > 0 ? { suggested: pick(unsure.after, added) } : {}),
    wanted,
  })
}

/** Fields that the model's answer changed: its suggestion. */
const addedBy = ({ before, after }: Stage): string[] =>
  Object.keys(after).filter((name) => JSON.stringify(after[name]) !== JSON.stringify(before[name]))

const pick = (data: Data, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => Object.hasOwn(data, name)).map((name) => [name, data[name] ?? null]))

/** What is right: the fields as the person left them, or the choice that was taken. Undefined where nothing was said of it. */
function wantedOf(
  { task }: StoredTask,
  answer: string,
  data: GivenAnswer['data'],
  shown: Data,
  added: readonly string[],
): Json | undefined {
  if (task.does === 'choose') return answer
  const right = pick({ ...shown, ...data }, added)
  if (task.does === 'correct') return answer === 'decline' ? undefined : right
  // Approved as it was suggested.
  return answer === 'approve' ? right : undefined
}
