/** In the desktop window: the preload posts one end of a MessagePort to this window; the other end is the studio's process. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { DesktopBridge, Studio } from '#protocol'
import type { Carrier } from './connection.ts'

declare global {
  interface Window {
    sluice?: DesktopBridge
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
  let lost = false
  // Chromium does not tell a page that the far end of its port is gone; the preload does.
  addEventListener('message', function lose(event) {
    if (event.source !== window || event.data !== 'studio-lost') return
    removeEventListener('message', lose)
    lost = true
    port.dispatchEvent(new Event('close'))
  })
  const gone = new Promise<void>((resolve) => port.addEventListener('close', () => resolve()))
  const line = {
    addEventListener: port.addEventListener.bind(port),
    postMessage(message: unknown) {
      if (lost) throw new Error('The studio behind this window is gone')
      port.postMessage(message)
    },
  }
  const studio: Studio = createORPCClient(new RPCLink({ port: line }))
  port.start()
  return { studio, gone }
}
