/**
 * The loopback system that both write to. `POST /contacts` creates or updates by e-mail address, `POST /contacts/batch` takes a list,
 * `GET /stats` tells contacts and calls, `POST /reset` forgets all. Prints its port when it listens.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Contact = { id: number; email?: string }

let contacts = new Map<string | undefined, Contact>()
let calls = 0

function upsert(sent: Omit<Contact, 'id'>): { id: number; status: 'created' | 'updated' } {
  const known = contacts.get(sent.email)
  const contact = { ...(known ?? { id: contacts.size + 1 }), ...sent }
  contacts.set(sent.email, contact)
  return { id: contact.id, status: known ? 'updated' : 'created' }
}

function answer(body: string): { status: number; json: unknown } {
  calls++
  try {
    const sent = JSON.parse(body) as Contact | Contact[]
    if (Array.isArray(sent)) return { status: 200, json: sent.map(upsert) }
    return sent.email ? { status: 200, json: upsert(sent) } : { status: 422, json: { error: 'email required' } }
  } catch (error) {
    return { status: 400, json: { error: String(error) } }
  }
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ size: contacts.size, calls }))
    return
  }
  if (request.url === '/reset') {
    contacts = new Map()
    calls = 0
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
    const { status, json } = answer(body)
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
