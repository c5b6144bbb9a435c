/** The two carriers of the protocol, each as its host uses it: real processes, real ports and sockets, a small studio behind them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink as PortLink } from '@orpc/client/message-port'
import { RPCLink as SocketLink } from '@orpc/client/websocket'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Studio } from '#protocol'
import { openWebHost } from '../../web/index.ts'
import { MessageChannelMain, utilityProcess } from '../e2e/standin/utility-process.ts'

export interface Line {
  studio: Studio
  /** Breaks the line as a closing window does. */
  drop(): void
}

export interface Carrier {
  connect(): Promise<Line>
  /** Kills the studio and waits until another answers. */
  killStudio(): Promise<void>
  close(): Promise<void>
}

const fixture = (name: string) => join(import.meta.dirname, '../fixtures', name)

export async function overPort(): Promise<Carrier> {
  const begin = async () => {
    const child = utilityProcess.fork(fixture('port-child.ts'))
    await new Promise((resolve) => child.once('message', resolve))
    return child
  }
  let child = await begin()
  const end = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    process.kill(child.pid ?? 0, 'SIGKILL')
    await gone
  }
  return {
    async connect() {
      const { port1, port2 } = new MessageChannelMain()
      child.postMessage({ type: 'line' }, [port1])
      const studio: Studio = createORPCClient(new PortLink({ port: port2 }))
      port2.start()
      return { studio, drop: () => port2.close() }
    },
    async killStudio() {
      await end()
      child = await begin()
    },
    close: end,
  }
}

export async function overSocket(): Promise<Carrier> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-carrier-'))
  const host = await openWebHost({ dataFolder: folder, screenFolder: folder, studioScript: fixture('studio-child.ts') })
  const headers = { origin: host.origin }
  const body = new URL(host.startLink()).hash.slice(1)
  const key = await (await fetch(`${host.origin}/session`, { method: 'POST', headers, body })).text()
  const connect = async () => {
    const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, ['sluice', key], headers)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const studio: Studio = createORPCClient(new SocketLink({ websocket: socket as unknown as globalThis.WebSocket }))
    return { socket, studio, drop: () => socket.terminate() }
  }
  return {
    connect,
    async killStudio() {
      const { socket } = await connect()
      const gone = new Promise((resolve) => socket.once('close', resolve))
      process.kill(host.studioPid() ?? 0, 'SIGKILL')
      await gone
      // A line may still reach the studio that is just dying; a window then simply asks again.
      await vi.waitFor(async () => {
        const again = await connect()
        await again.studio.app.info()
        again.drop()
      }, 15_000)
    },
    async close() {
      await host.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
