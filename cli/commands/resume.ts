/** `sluice resume`: a paused flow goes on where it stopped, here or on a server. */
import { openFlow, resumeFlow, setServerState } from '#studio'
import { leadingOut, liveAccess } from '../live-access.ts'
import { serverAccess } from '../server-access.ts'
import { sentencesOf } from '../tell-error.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'
import type { PauseOptions } from './pause.ts'

/** 1 when the run that goes on ends otherwise than finished or waiting. Throws Failures flow.not-found and server.*. */
export async function resume(flow: string, options: PauseOptions & { connection?: string[] }): Promise<number> {
  const server = serverAccess(options)
  if (server) {
    const found = await setServerState(server, flow, 'running')
    if (options.json) sayJson({ flow: found.flow, paused: false })
    else say(`${found.flow} runs again.`)
    return 0
  }
  return withContext(options, async (context) => {
    const outer = leadingOut(openFlow(context, flow).flow, context.connectors)
    const live = options.connection && liveAccess(outer, options.connection)
    const resumed = await resumeFlow(context, flow, live)
    const view = resumed.run === undefined ? undefined : await context.runner.running(flow)?.done
    if (options.json) sayJson({ ...resumed, ...(view ? { state: view.state } : {}) })
    else say(view ? `${flow} went on where it stopped: ${view.state}.` : `${flow} takes records again.`)
    if (!options.json && view?.reason) say(sentencesOf(view.reason.code, view.reason.values))
    return !view || view.state === 'finished' || view.state === 'waiting' ? 0 : 1
  })
}
