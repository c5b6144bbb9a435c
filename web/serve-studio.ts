/** The child's side: opens a studio and gives every socket that the host hands over its own line to it. */
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { Failure, reasonOf } from '#engine'
import type { FromStudio, ToStudio } from './child-messages.ts'

/** The largest message that a window may send, in bytes. */
const MESSAGE_LIMIT = 32 * 1024 * 1024

/** What the host serves: the requests of the protocol, and an end that leaves nothing half written. */
export interface ServedStudio {
  router: AnyRouter
  close(): Promise<void>
}

export async function serveStudio(open: () => Promise<ServedStudio>): Promise<void> {
  const tell = (message: FromStudio) => process.connected && process.send?.(message)
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
  const lines = acceptLines(studio.router, (open) => tell({ type: 'windows', open }))
  let ending = false
  const endOnce = async () => {
    if (ending) return
    ending = true
    lines.close()
    await studio.close()
    process.exit(0)
  }
  process.on('disconnect', () => void endOnce())
  process.on('SIGTERM', () => void endOnce())
  process.on('message', (message: ToStudio, handle: unknown) => {
    if (message.type === 'close') void endOnce()
    else if (handle instanceof Socket) lines.accept(message, handle)
  })
  tell({ type: 'ready' })
}

/** One line per window, over a socket whose request the host has already checked. */
function acceptLines(router: AnyRouter, onCount: (open: number) => void) {
  const handler = new RPCHandler(router)
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: () => 'sluice',
    maxPayload: MESSAGE_LIMIT,
    perMessageDeflate: false,
  })
  sockets.on('connection', (line) => {
    void handler.upgrade(line, { context: {} })
    onCount(sockets.clients.size)
    line.on('close', () => queueMicrotask(() => onCount(sockets.clients.size)))
  })
  return {
    accept(message: Extract<ToStudio, { type: 'line' }>, socket: Socket) {
      const request = Object.assign(new IncomingMessage(socket), {
        method: 'GET',
        url: message.target,
        headers: message.headers,
      })
      sockets.handleUpgrade(request, socket, Buffer.alloc(0), (line) => sockets.emit('connection', line, request))
    },
    close() {
      for (const line of sockets.clients) line.terminate()
      sockets.close()
    },
  }
}
