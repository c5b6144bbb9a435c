/** MessageChannelMain, and the pipes through which its ends reach a page or a child process. */
import { EventEmitter } from 'node:events'
import type * as E from 'electron'

interface Remote {
  data(data: unknown): void
  close(): void
}

/** One end of a channel: here, or, once transferred, behind `remote`. Keeps messages until it is started or moved. */
export class Port extends EventEmitter implements Pick<E.MessagePortMain, 'postMessage' | 'start' | 'close'> {
  peer: Port | undefined
  #remote: Remote | undefined
  #waiting: unknown[] = []
  #started = false
  #closed = false

  postMessage(data: unknown): void {
    if (!this.#closed) this.peer?.deliver(data)
  }

  deliver(data: unknown): void {
    if (this.#remote) this.#remote.data(data)
    else if (this.#started) this.emit('message', { data, ports: [] })
    else this.#waiting.push(data)
  }

  moveTo(remote: Remote): void {
    this.#remote = remote
    for (const data of this.#waiting.splice(0)) remote.data(data)
  }

  start(): void {
    this.#started = true
    for (const data of this.#waiting.splice(0)) this.deliver(data)
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.peer?.closedByPeer()
  }

  closedByPeer(): void {
    if (this.#closed) return
    this.#closed = true
    if (this.#remote) this.#remote.close()
    else this.emit('close')
  }
}

export function createChannel(): { port1: Port; port2: Port } {
  const [port1, port2] = [new Port(), new Port()]
  port1.peer = port2
  port2.peer = port1
  return { port1, port2 }
}

/** What travels for a port that was moved. */
export type PortMessage = { t: 'port'; id: number; data: unknown } | { t: 'port-close'; id: number }

/** The ports moved through one pipe. */
export class PortPipe {
  #next = 1
  #ports = new Map<number, Port>()
  readonly #send: (message: PortMessage) => void

  constructor(send: (message: PortMessage) => void) {
    this.#send = send
  }

  /** Moves ports to the far side and returns the numbers by which it knows them. */
  move(ports: readonly unknown[] = []): number[] {
    return ports.map((port) => {
      if (!(port instanceof Port)) throw new TypeError('Only a MessagePortMain can be transferred.')
      const id = this.#next++
      this.#ports.set(id, port)
      port.moveTo({
        data: (data) => this.#send({ t: 'port', id, data }),
        close: () => this.#send({ t: 'port-close', id }),
      })
      return id
    })
  }

  receive(message: PortMessage): void {
    const port = this.#ports.get(message.id)
    if (message.t === 'port') port?.postMessage(message.data)
    else {
      port?.close()
      this.#ports.delete(message.id)
    }
  }

  /** The far side is gone. */
  closeAll(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }
}
