/**
 * The bare way to acknowledge webhooks durably: one process, one table, one commit for all that came in a turn of the event loop,
 * and an answer after it. No sign-in, no checks beyond JSON, nothing happens to the events. `--dir=` is where its database stands.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'

const { values } = parseArgs({ options: { dir: { type: 'string', default: '.' } } })
const db = new Database(join(values.dir, 'ack.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE events (n INTEGER PRIMARY KEY, body TEXT NOT NULL, received_at INTEGER NOT NULL) STRICT')
const insert = db.prepare('INSERT INTO events (body, received_at) VALUES (?, ?)')

let waiting: { body: string; response: ServerResponse }[] = []
const insertAll = db.transaction((group: typeof waiting) =>
  group.map(({ body }) => insert.run(body, Date.now()).lastInsertRowid),
)

function commit(): void {
  const group = waiting
  waiting = []
  const numbers = insertAll(group)
  for (const [index, { response }] of group.entries()) {
    const text = JSON.stringify({ id: String(numbers[index]) })
    response.writeHead(202, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
  }
}

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const pieces: Buffer[] = []
  request.on('data', (piece: Buffer) => pieces.push(piece))
  request.on('end', () => {
    const body = Buffer.concat(pieces).toString('utf8')
    JSON.parse(body)
    waiting.push({ body, response })
    if (waiting.length === 1) setImmediate(commit)
  })
})
server.listen({ port: 0, host: '127.0.0.1', backlog: 1024 }, () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${port}/` })}\n`)
})
// Whoever started it holds the other end: it never outlives them.
process.stdin.on('end', () => process.exit(0)).resume()
