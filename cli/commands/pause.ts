/** `sluice pause`: a flow takes no new records, here or on a server; what waits is kept. */
import { pauseFlow, setServerState } from '#studio'
import type { DataOption } from '../data-folder.ts'
import { type ServerOptions, serverAccess } from '../server-access.ts'
import { say, sayJson } from '../terminal.ts'
import { withContext } from '../with-context.ts'

export interface PauseOptions extends DataOption, ServerOptions {
  json?: boolean
}

/** Throws Failures flow.not-found and server.*. Pausing twice is pausing once. */
export async function pause(flow: string, options: PauseOptions): Promise<number> {
  const server = serverAccess(options)
  const paused = server
    ? { flow: (await setServerState(server, flow, 'paused')).flow, paused: true }
    : await withContext(options, (context) => pauseFlow(context, flow))
  if (options.json) sayJson(paused)
  else say(`${paused.flow} is paused: it takes no new records, and those that wait are kept.`)
  return 0
}
