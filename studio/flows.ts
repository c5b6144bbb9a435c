/** Flows on this computer: made from examples, opened, saved, exchanged as files. */
import { fileURLToPath } from 'node:url'
import { systemClock } from '#adapters/system'
import { checkFlow, Failure, type Flow, flowText, parseFlow, slug, startOf } from '#engine'
import { EXAMPLES } from '#examples'
import type { ExampleSummary, FlowSummary, SavedFlow } from '#protocol'
import type { Context } from './context.ts'
import { keepFile } from './files.ts'
import { forgetSlots } from './slots.ts'

export function listExamples(context: Context): ExampleSummary[] {
  return EXAMPLES.map(({ id, title, about, flow }) => {
    const systems = Object.values(flow.connections).map(
      ({ connector }) => context.connectors[connector]?.title ?? connector,
    )
    const start = startOf(flow)?.source
    const summary = { id, title, about, steps: Object.keys(flow.steps).length, systems: [...new Set(systems)] }
    return start ? { ...summary, start } : summary
  })
}

export function listFlows(context: Context): FlowSummary[] {
  return context.store.flows.list().map(({ flow, revision, savedAt }) => {
    const problems = checkFlow(flow, { connectors: context.connectors })
    const [last] = context.store.runs.list(flow.id, 1)
    const summary: FlowSummary = {
      id: flow.id,
      name: flow.name,
      revision,
      steps: Object.keys(flow.steps).length,
      blocking: problems.filter(({ severity }) => severity === 'blocks').length,
      updatedAt: savedAt,
    }
    const start = startOf(flow)
    if (start) summary.start = start.source
    if (last) {
      const { run, state, received, outcomes, finishedAt } = last.view
      summary.lastRun = { run, state, received, outcomes, ...(finishedAt === undefined ? {} : { endedAt: finishedAt }) }
    }
    return summary
  })
}

/** Throws Failure flow.not-found. */
export function openFlow(context: Context, id: string): SavedFlow {
  const stored = context.store.flows.get(id)
  if (!stored) throw new Failure('flow.not-found', 'permanent', { flow: id })
  return stored
}

export function saveFlow(context: Context, flow: Flow, revision: number): SavedFlow {
  return context.store.flows.save(flow, revision, context.hash(flow), systemClock.now())
}

export async function createFlow(
  context: Context,
  example: string | undefined,
  name: string | undefined,
): Promise<SavedFlow> {
  if (example === undefined)
    return saveFlow(context, blankFlow(freeId(context, slug(name ?? '') || 'flow'), name ?? 'New flow'), 0)
  const found = EXAMPLES.find(({ id }) => id === example)
  if (!found) throw new Failure('flow.not-found', 'permanent', { flow: example })
  const made = found.file === undefined ? found.flow : await withFile(context, found.flow, found.file)
  return unchangedCopy(context, made) ?? saveFlow(context, { ...made, id: freeId(context, made.id) }, 0)
}

/** The same example as it was opened before, if nobody changed it since. */
function unchangedCopy(context: Context, made: Flow): SavedFlow | undefined {
  for (const id of idsLike(made.id)) {
    const there = context.store.flows.get(id)
    if (there?.hash === context.hash({ ...made, id })) return there
    if (context.store.flows.isFree(id)) return undefined
  }
  return undefined
}

/** Removes the flow with its sign-ins and proofs; its runs stay in the journal. */
export function removeFlow(context: Context, id: string): boolean {
  context.runner.running(id)?.stop()
  forgetSlots(context, id)
  return context.store.flows.remove(id)
}

/** Takes over an example's file, so that the flow runs wherever it is opened. */
async function withFile(context: Context, flow: Flow, file: string): Promise<Flow> {
  const kept = await keepFile(context, fileURLToPath(new URL(`../examples/${file}`, import.meta.url)), file)
  const steps = Object.entries(flow.steps).map(([id, step]) => {
    if (step.kind !== 'read-file') return [id, step] as const
    const settings = { ...step.settings, file: { file: kept.id, name: kept.facts.name, columns: kept.facts.columns } }
    return [id, { ...step, settings }] as const
  })
  return { ...flow, steps: Object.fromEntries(steps) }
}

/** Throws the first problem of the file as a Failure. */
export function importFlow(context: Context, name: string, text: string): SavedFlow {
  const parsed = parseFlow(text, name)
  if ('problems' in parsed) {
    const [problem] = parsed.problems
    throw new Failure(problem?.code ?? 'flow.shape', 'permanent', problem?.values ?? {})
  }
  const { flow } = parsed
  return saveFlow(context, { ...flow, id: freeId(context, flow.id) }, 0)
}

export const exportFlow = ({ flow }: SavedFlow) => ({
  name: `${flow.id}.flow.json`,
  text: flowText(flow),
})

function blankFlow(id: string, name: string): Flow {
  return {
    formatVersion: 1,
    id,
    name,
    description: '',
    steps: {},
    wires: [],
    contracts: {},
    connections: {},
    owners: { logic: '', backup: '' },
    alerts: { person: '', afterHeld: 1 },
    fallback: '',
    settings: { locale: 'en-US', timeZone: 'UTC' },
    layout: {},
  }
}

function freeId(context: Context, wanted: string): string {
  for (const id of idsLike(wanted)) if (context.store.flows.isFree(id)) return id
  throw new Error('ids have come to an end')
}

function* idsLike(base: string): Generator<string> {
  yield base
  for (let n = 2; ; n++) yield `${base.slice(0, 56)}-${n}`
}
