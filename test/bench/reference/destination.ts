/**
 * The loopback system that both write to (contacts.ts). `GET /stats` tells what it counted, `POST /reset` forgets all, and
 * `POST /change` is somebody else at work. Prints its port when it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createContacts } from './contacts.ts'

const contacts = createContacts()

function serve(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(contacts.stats()))
    return
  }
  if (request.url === '/reset' || request.url === '/change') {
    if (request.url === '/reset') contacts.reset()
    else contacts.change()
    request.resume()
    response.end('{}')
    return
  }
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (piece: string) => {
    body += piece
  })
  request.on('end', () => {
    const { status, json } = contacts.answer(request.url ?? '', body)
    const text = JSON.stringify(json)
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
  })
}

const server = createServer({ keepAliveTimeout: 60_000 }, serve)
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () =>
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`),
)
// Whoever started it holds the other end: it never outlives them.
process.stdin.on('end', () => process.exit(0)).resume()
