/** `sluice run`: one run to its end, or to where it had to stop; the same command then continues. */
import type { RunHandle } from '#adapters/run'
import { Failure, type RunView, reasonOf, unaccounted } from '#engine'
import { type Context, noteProof, spreadOf, startLiveRun, startPracticeRun } from '#studio'
import { chooseFlow } from '../choose-flow.ts'
import { leadingOut, liveAccess } from '../live-access.ts'
import { prepareFlow, type ReadyFlow } from '../prepare-flow.ts'
import { showProgress } from '../report/progress.ts'
import { runDocument } from '../report/run-document.ts'
import { runText, whyItEnded } from '../report/run-text.ts'
import { beginSitting } from '../report/sitting.ts'
import { usage } from '../tell-error.ts'
import { say, sayAside, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface RunOptions {
  data?: string
  input?: string
  json?: boolean
  practice?: string
  live?: boolean
  connection?: string[]
  /** Minutes over which the calls are spread. */
  within?: number
}

const STOPPED_BY = { SIGINT: 130, SIGTERM: 143 } as const

/** 0 when the run finished, or waits only for people or a time, and every record is accounted for; 130 after Ctrl+C; 1 otherwise. */
export async function run(name: string, options: RunOptions): Promise<number> {
  if (options.connection && !options.live) throw usage('--connection says where to write with --live, so give both')
  if (options.live && options.practice !== undefined) throw usage('--live and --practice exclude one another')
  return withContext(options, async (context) => {
    const ready = await prepareFlow(context, await chooseFlow(context, name), { name, input: options.input })
    const handle = await begin(context, ready, options)
    const sitting = beginSitting(context, handle)
    const stopProgress = options.json ? () => undefined : showProgress(context, sitting.view)
    const ended = await attend(context, handle).finally(stopProgress)
    if (!options.live && ended.view.state === 'finished') noteProof(context, handle.flow, ready.saved.hash)
    const outcome = {
      view: ended.view,
      flow: ready.saved.flow,
      resumed: handle.resumed,
      ...sitting.figures(ended.view),
    }
    if (options.json) sayJson(runDocument(outcome))
    else tell(runText(outcome), whyItEnded(ended.view))
    return statusOf(ended)
  })
}

async function begin(
  context: Context,
  { saved, input }: ReadyFlow,
  { live, connection, within }: RunOptions,
): Promise<RunHandle> {
  const read = input ? { input } : {}
  const given =
    within === undefined
      ? read
      : { ...read, spread: await spreadOf(context, saved, { ...read, within: within * 60_000 }) }
  if (!live) return startPracticeRun(context, saved, given)
  return startLiveRun(context, saved, {
    ...given,
    access: liveAccess(leadingOut(saved.flow, context.connectors), connection ?? []),
  })
}

interface Ended {
  view: RunView
  signal?: keyof typeof STOPPED_BY
}

/** Waits for the end. Ctrl+C stops the run and waits until that is journaled; npm passes it on a second time, to no effect. */
async function attend(context: Context, handle: RunHandle): Promise<Ended> {
  let signal: keyof typeof STOPPED_BY | undefined
  const stops = (Object.keys(STOPPED_BY) as (keyof typeof STOPPED_BY)[]).map((name) => {
    const stop = () => {
      signal ??= name
      handle.stop()
    }
    process.on(name, stop)
    return () => process.off(name, stop)
  })
  try {
    const view = await handle.done.catch((error) => asInterrupted(context, handle, error))
    return signal ? { view, signal } : { view }
  } finally {
    for (const off of stops) off()
  }
}

/** A full disk can keep even the end of a run from being noted: what was committed before still counts. */
function asInterrupted(context: Context, handle: RunHandle, error: unknown): RunView {
  const stored = error instanceof Failure ? context.store.runs.get(handle.run) : undefined
  if (!stored || !(error instanceof Failure)) throw error
  return { ...stored.view, state: 'interrupted', reason: reasonOf(error) }
}

function tell(report: string, why: string | undefined): void {
  say(report)
  if (why !== undefined) sayAside(why)
}

function statusOf({ view, signal }: Ended): number {
  if (view.state === 'stopped' && signal) return STOPPED_BY[signal]
  if (unaccounted(view) > 0) return 1
  return view.state === 'waiting' || (view.state === 'finished' && view.outcomes.waiting === 0) ? 0 : 1
}
