/** Forecasts of runs: how many calls each account will get and how long that takes, from the input itself and without calling anybody. */
import { createFormulas } from '#adapters/formula'
import {
  type Forecast,
  type ForecastFacts,
  forecast,
  type Plan,
  type RateWindow,
  type RecordStory,
  type SourceRecord,
  WalkMemory,
  walkRecord,
} from '#engine'
import type { SavedFlow } from '#protocol'
import type { Context } from './context.ts'
import type { Kept } from './files.ts'
import { inputOf } from './input.ts'
import { planOf, refuseIncomplete } from './runs.ts'

/** Records that are walked to see what becomes of them: the first of the input. */
const SAMPLE = 10_000

/**
 * `within`: milliseconds over which the run should be spread. Throws the first problem that blocks the flow as a Failure, and the
 * Failures of its input.
 */
export async function forecastRun(
  context: Context,
  { flow }: SavedFlow,
  options: { input?: Kept; within?: number } = {},
): Promise<Forecast> {
  refuseIncomplete(context, flow)
  const plan = planOf(context, flow)
  const { source } = inputOf(context, flow, { instead: options.input })
  const sample: SourceRecord[] = []
  let total = 0
  for await (const { records } of source.read({ taken: 0 }, 1000)) {
    if (sample.length < SAMPLE) sample.push(...records.slice(0, SAMPLE - sample.length))
    total += records.length
  }
  const facts: ForecastFacts = { connectors: context.connectors, ...(await walkSample(context, plan, sample)) }
  return forecast(plan, options.within === undefined ? facts : { ...facts, within: options.within }, total)
}

/** By connection: the pace that spreads a run over `within` milliseconds. */
export async function spreadOf(
  context: Context,
  saved: SavedFlow,
  options: { input?: Kept; within: number },
): Promise<Record<string, RateWindow>> {
  const { perAccount } = await forecastRun(context, saved, options)
  const paces = perAccount.flatMap(({ connections, spread }) => connections.map((one) => [one, spread] as const))
  return Object.fromEntries(paces.flatMap(([connection, spread]) => (spread ? [[connection, spread]] : [])))
}

/** What becomes of the sample when nothing is there yet: each record is written, none was looked up before. */
async function walkSample(
  context: Context,
  plan: Plan,
  sample: readonly SourceRecord[],
): Promise<Pick<ForecastFacts, 'reaching' | 'distinct'>> {
  const reached = new Map<string, number>()
  const keys = new Map<string, Set<string>>()
  const formula = createFormulas()
  const needs: Parameters<typeof walkRecord>[0] = {
    plan,
    connectors: context.connectors,
    formula,
    memory: new WalkMemory(),
    look: async (effect) => {
      if (effect.kind === 'find') keys.set(effect.step, (keys.get(effect.step) ?? new Set()).add(effect.key))
      return undefined
    },
    person: ({ task }) => ({ kind: 'answered', port: task.choices[0]?.port ?? 'main' }),
  }
  try {
    for (const [index, record] of sample.entries()) {
      countStages(await walkRecord(needs, { seq: index + 1, ...record }, Number.POSITIVE_INFINITY), 1, reached)
    }
  } finally {
    await formula.close()
  }
  const share = (count: number, of: number) => (of === 0 ? 0 : count / of)
  countGroups(plan, reached)
  const steps = Object.keys(plan.steps)
  const reaching = steps.map((step) => [step, share(reached.get(step) ?? 0, sample.length)])
  const distinct = steps.map((step) => [step, share(keys.get(step)?.size ?? 0, reached.get(step) ?? 0)])
  return { reaching: Object.fromEntries(reaching), distinct: Object.fromEntries(distinct) }
}

/** The walk ends before groups that wait for the end of the run are complete: at most as many leave as records came in. */
function countGroups({ order, steps }: Plan, reached: Map<string, number>): void {
  const most = new Map<string, number>()
  for (const id of order) {
    const step = steps[id]
    const came = reached.get(id) ?? most.get(id)
    if (!step || came === undefined) continue
    if (!reached.has(id)) reached.set(id, came)
    if (step.behaviour.role !== 'gather' && !most.has(id)) continue
    for (const next of [...Object.values(step.next), step.inside])
      if (next !== undefined) most.set(next, Math.max(came, most.get(next) ?? 0))
  }
}

/** Parts that are not shown are taken to go the way of those that are. */
function countStages(
  { stages, parts = [], partsTotal }: RecordStory,
  weight: number,
  reached: Map<string, number>,
): void {
  for (const { step } of stages) reached.set(step, (reached.get(step) ?? 0) + weight)
  const each = parts.length === 0 ? 0 : (weight * (partsTotal ?? parts.length)) / parts.length
  for (const part of parts) countStages(part, each, reached)
}
