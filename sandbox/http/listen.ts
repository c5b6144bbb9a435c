import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Answerer, Call } from './exchange.ts'

export interface Listener {
  readonly port: number
  /** Connections that were open at once, at most, so far. */
  mostConnections(): number
  /** Takes no new requests, lets running ones finish (two seconds at most), then frees the port. */
  close(): Promise<void>
}

const largestBody = 16 * 1024 * 1024

/** Serves `answer` on 127.0.0.1; port 0 takes a free one. */
export async function listen(port: number, answer: Answerer): Promise<Listener> {
  const server = createServer((request, response) => void serve(request, response, answer))
  server.keepAliveTimeout = 60_000
  const connections = { open: 0, most: 0 }
  server.on('connection', (socket) => {
    connections.open += 1
    connections.most = Math.max(connections.most, connections.open)
    socket.once('close', () => {
      connections.open -= 1
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return { port: address.port, mostConnections: () => connections.most, close: () => closeServer(server) }
}

async function serve(request: IncomingMessage, response: ServerResponse, answer: Answerer): Promise<void> {
  try {
    const body = await readBody(request)
    if (body === undefined) return send(response, { status: 413, body: { status: 'error', message: 'Body too large' } })
    send(response, await answer(toCall(request, body)))
  } catch (error) {
    if (request.destroyed && !request.complete) return
    const message = error instanceof Error ? error.message : String(error)
    send(response, { status: 500, body: { status: 'error', message: `The practice system failed: ${message}` } })
  }
}

function toCall(request: IncomingMessage, body: string): Call {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    headers: request.headers,
    body,
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) return undefined
    chunks.push(chunk)
  }
  return chunks.length === 0 ? '' : Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, answer: Answer): void {
  if (answer === 'hang-up') {
    response.destroy()
    return
  }
  if (answer.body === undefined && answer.text === undefined) {
    response.writeHead(answer.status, answer.headers)
    response.end()
    return
  }
  const text = answer.text ?? JSON.stringify(answer.body)
  response.writeHead(answer.status, {
    'content-type': answer.text === undefined ? 'application/json;charset=utf-8' : 'text/plain;charset=utf-8',
    'content-length': Buffer.byteLength(text),
    ...answer.headers,
  })
  response.end(text)
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const patience = new AbortController()
  const cut = pause(2_000, undefined, { signal: patience.signal }).then(
    () => server.closeAllConnections(),
    () => undefined,
  )
  await closed
  patience.abort()
  await cut
}
