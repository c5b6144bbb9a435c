/** `node --import` this: gives a forked process what Electron's utility process has, `process.parentPort`. */
import { EventEmitter } from 'node:events'
import { createChannel, type Port, type PortMessage } from './ports.ts'

type Incoming = PortMessage | { t: 'message'; data: unknown; ports: number[] }

const held = new Map<number, Port>()
const parentPort = new EventEmitter()

function adopt(id: number): Port {
  const { port1, port2 } = createChannel()
  port2.moveTo({
    data: (data) => process.send?.({ t: 'port', id, data }),
    close: () => process.send?.({ t: 'port-close', id }),
  })
  held.set(id, port2)
  return port1
}

process.on('message', (message: Incoming) => {
  if (message.t === 'message') parentPort.emit('message', { data: message.data, ports: message.ports.map(adopt) })
  else if (message.t === 'port') held.get(message.id)?.postMessage(message.data)
  else {
    held.get(message.id)?.close()
    held.delete(message.id)
  }
})
process.on('disconnect', () => process.exit(0))
Object.assign(process, {
  parentPort: Object.assign(parentPort, { postMessage: (data: unknown) => process.send?.({ t: 'message', data }) }),
})
