/** In the desktop window: the preload posts one end of a MessagePort to this window; the other end is the studio's process. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { Studio } from '#protocol'
import type { Carrier } from './connection.ts'

declare global {
  interface Window {
    sluice?: { requestStudio(): void }
  }
}

export async function openPort(): Promise<Carrier> {
  const port = await new Promise<MessagePort>((resolve) => {
    addEventListener('message', function receive(event) {
      const [sent] = event.ports
      if (event.source !== window || event.data !== 'studio-port' || !sent) return
      removeEventListener('message', receive)
      resolve(sent)
    })
    window.sluice?.requestStudio()
  })
  // Chromium does not tell a page that the far end of its port is gone; the preload does.
  addEventListener('message', function lose(event) {
    if (event.source !== window || event.data !== 'studio-lost') return
    removeEventListener('message', lose)
    port.dispatchEvent(new Event('close'))
  })
  const gone = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()))
  const studio: Studio = createORPCClient(new RPCLink({ port }))
  port.start()
  return { studio, gone }
}
