/** The child's side: opens a studio and answers every line that the host leads to its pipe. */
import { createServer, type Server } from 'node:http'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { Failure, reasonOf } from '#engine'
import type { FromStudio, ToStudio } from './child-messages.ts'

/** The largest message that a window may send, in bytes. */
const MESSAGE_LIMIT = 32 * 1024 * 1024

/** What is served: the requests of the protocol, and an end that leaves nothing half written. */
export interface ServedStudio {
  router: AnyRouter
  close(): Promise<void>
}

/** `pipe` is the name of a local pipe that only the host knows and may reach; it has checked who speaks. */
export async function serveStudio(pipe: string, open: () => Promise<ServedStudio>): Promise<void> {
  // A host that is gone hears nothing; its absence is noticed by `disconnect`.
  const tell = (message: FromStudio) => process.connected && process.send?.(message, undefined, undefined, () => {})
  process.on('SIGINT', () => {}) // Ctrl+C reaches the whole group; the host decides when the studio ends.
  let studio: ServedStudio
  try {
    studio = await open()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    tell({ type: 'failed', reason: reasonOf(error) })
    process.disconnect()
    return
  }
  const server = answerLines(studio.router)
  await new Promise<void>((resolve) => server.listen(pipe, resolve))
  let ending = false
  const end = async () => {
    if (ending) return
    ending = true
    server.closeAllConnections()
    server.close()
    await studio.close()
    process.exit(0)
  }
  process.on('disconnect', () => void end())
  process.on('SIGTERM', () => void end())
  process.on('message', (message: ToStudio) => message.type === 'close' && void end())
  tell({ type: 'ready' })
}

function answerLines(router: AnyRouter): Server {
  const handler = new RPCHandler(router)
  const server = createServer((_request, response) => void response.writeHead(404).end())
  const sockets = new WebSocketServer({
    server,
    handleProtocols: () => 'sluice',
    maxPayload: MESSAGE_LIMIT,
    perMessageDeflate: false,
  })
  sockets.on('connection', (line) => void handler.upgrade(line, { context: {} }))
  return server
}
