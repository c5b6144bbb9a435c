/** Leads the WebSocket of each signed-in window to the studio: checked here, then passed on byte for byte. */
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { SignIn } from './sign-in.ts'
import type { StudioProcess } from './studio-process.ts'

/** The headers of a handshake; nothing else of the request goes further. */
const PASSED_ON = [
  'host',
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-version',
  'sec-websocket-protocol',
] as const

export interface Lines {
  /** Answers a request for a line. */
  accept(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void>
  close(): void
}

export function createLines(
  origin: string,
  signIn: SignIn,
  studio: StudioProcess,
  onCount: (open: number) => void,
): Lines {
  const open = new Set<Socket>()
  return {
    async accept(request, socket, head) {
      socket.on('error', () => socket.destroy())
      const refusal = refusalOf(request, origin, signIn)
      if (refusal) return refuse(socket, refusal)
      let line: Socket
      try {
        line = await studio.line()
      } catch {
        return refuse(socket, '503 Service Unavailable')
      }
      open.add(socket)
      onCount(open.size)
      socket.once('close', () => {
        line.destroy()
        open.delete(socket)
        onCount(open.size)
      })
      line.on('error', () => line.destroy())
      line.once('close', () => socket.destroy())
      line.write(handshake(request))
      line.write(head)
      socket.pipe(line)
      line.pipe(socket)
      if (socket.destroyed) line.destroy()
    },
    close() {
      for (const socket of open) socket.destroy()
    },
  }
}

/** Another site, another name for this computer, or nobody we know. */
function refusalOf(request: IncomingMessage, origin: string, signIn: SignIn): string | undefined {
  const { host, origin: from, upgrade, 'sec-websocket-protocol': protocols = '' } = request.headers
  if (`http://${host}` !== origin || from !== origin) return '403 Forbidden'
  if (request.url !== '/rpc' || upgrade?.toLowerCase() !== 'websocket') return '400 Bad Request'
  const key = /^sluice, ?(\S+)$/.exec(protocols)?.[1] ?? ''
  return signIn.knows(key) ? undefined : '403 Forbidden'
}

function refuse(socket: Socket, status: string): void {
  if (!socket.destroyed) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
}

function handshake(request: IncomingMessage): string {
  const headers = PASSED_ON.map((name) => `${name}: ${request.headers[name] ?? ''}\r\n`)
  return `GET /rpc HTTP/1.1\r\n${headers.join('')}\r\n`
}
