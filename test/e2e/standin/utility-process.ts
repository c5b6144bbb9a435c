/** `utilityProcess`: a forked Node whose `process.parentPort` comes from child.ts. */
import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import type * as E from 'electron'
import { tell } from './control.ts'
import { createChannel, type Port, type PortMessage, PortPipe } from './ports.ts'

type FromChild = PortMessage | { t: 'message'; data: unknown }

class Utility extends EventEmitter implements Pick<E.UtilityProcess, 'kill' | 'pid'> {
  pid: number | undefined
  readonly #child: ChildProcess
  readonly #pipe: PortPipe

  constructor(script: string, args: string[]) {
    super()
    const child = fork(script, args, {
      execArgv: ['--import', new URL('./child.ts', import.meta.url).href],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#child = child
    this.pid = child.pid
    this.#pipe = new PortPipe((message) => this.#send(message))
    if (child.pid !== undefined) tell({ saw: 'utility', pid: child.pid })
    child.on('spawn', () => this.emit('spawn'))
    child.on('message', (message: FromChild) => {
      if (message.t === 'message') this.emit('message', message.data)
      else this.#pipe.receive(message)
    })
    child.on('exit', (status) => {
      this.pid = undefined
      this.#pipe.closeAll()
      this.emit('exit', status ?? 1)
    })
  }

  #send(message: object): void {
    if (this.#child.connected) this.#child.send(message)
  }

  postMessage(data: unknown, transfer?: readonly unknown[]): void {
    this.#send({ t: 'message', data, ports: this.#pipe.move(transfer) })
  }

  kill(): boolean {
    return this.#child.kill()
  }
}

export const utilityProcess = { fork: (script: string, args: string[] = []) => new Utility(script, args) }

export class MessageChannelMain {
  readonly port1: Port
  readonly port2: Port

  constructor() {
    const { port1, port2 } = createChannel()
    this.port1 = port1
    this.port2 = port2
  }
}
