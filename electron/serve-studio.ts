/** The studio's side in Electron: opens it and gives every port that main hands over its own line to it. */
import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { MessagePortMain, ParentPort } from 'electron'
import { Failure, reasonOf } from '#engine'
import type { FromStudio, ToStudio } from './studio-messages.ts'

/** What is served: the requests of the protocol, and an end that leaves nothing half written. */
export interface ServedStudio {
  router: AnyRouter
  close(): Promise<void>
}

export async function serveStudio(parent: ParentPort, open: () => Promise<ServedStudio>): Promise<void> {
  const tell = (message: FromStudio) => parent.postMessage(message)
  let studio: ServedStudio
  try {
    studio = await open()
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    tell({ type: 'failed', reason: reasonOf(error) })
    return
  }
  const handler = new RPCHandler(studio.router)
  let ending = false
  const close = async () => {
    if (ending) return
    ending = true
    await studio.close()
    process.exit(0)
  }
  parent.on('message', (event: { data: ToStudio; ports: MessagePortMain[] }) => {
    const [port] = event.ports
    if (event.data.type === 'close') void close()
    else if (event.data.type === 'line' && port) {
      handler.upgrade(port, { context: {} })
      port.start()
    }
  })
  tell({ type: 'ready' })
}
