/** Pausing a flow in practice: it takes no new records, what is being sent ends, and what waits is kept. */
import { systemClock } from '#adapters/system'
import type { FlowPause } from '#protocol'
import type { Context } from './context.ts'
import { openFlow } from './flows.ts'
import { notePaused, pausedSince } from './paused.ts'
import { type LiveAccess, resumeRun } from './resume.ts'

/** Answers when what was under way has come to rest. Pausing twice is pausing once. Throws Failure flow.not-found. */
export async function pauseFlow(context: Context, flow: string): Promise<FlowPause> {
  openFlow(context, flow)
  const known = pausedSince(context, flow)
  const under = context.runner.running(flow)
  const run = under?.run ?? known?.run
  const paused = { at: known?.at ?? systemClock.now(), ...(run === undefined ? {} : { run }) }
  notePaused(context, flow, paused)
  under?.stop()
  await under?.done.catch(() => undefined)
  return { flow, paused: true, ...paused }
}

/** Takes up the run that the pause stopped. Resuming twice is resuming once. Throws Failures flow.not-found, and those of resumeRun. */
export async function resumeFlow(context: Context, flow: string, live?: LiveAccess): Promise<FlowPause> {
  openFlow(context, flow)
  const paused = pausedSince(context, flow)
  const run = paused?.run
  const stopped = run !== undefined && context.store.runs.get(run)?.view.state === 'stopped'
  // Should it not go on, the flow stays paused and says why.
  const handle = stopped && !context.runner.running(flow) ? await resumeRun(context, run, live) : undefined
  notePaused(context, flow, undefined)
  return { flow, paused: false, ...(handle ? { run: handle.run } : {}) }
}

/** Throws Failure flow.not-found. */
export function pauseOf(context: Context, flow: string): FlowPause {
  openFlow(context, flow)
  const paused = pausedSince(context, flow)
  return { flow, paused: paused !== undefined, ...paused }
}
