/**
 * The yardstick: the leads job by hand, with the durability of the engine and no engine. Each group of rows: normalise, validate,
 * drop known keys → commit intake and intent → send → commit outcome and key (SQLite WAL, synchronous=FULL). Two groups overlap,
 * so that sending never waits for a commit. It may be made faster, never slower. `--look` reads 100 contacts at once before each
 * write and leaves out those that are as they should be; `--in-process` calls the contacts without HTTP.
 * Options: --csv --dir --url --bulk (1) --conc (128) --group (1000) --look --in-process. Prints one line of JSON.
 */
import { createReadStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import Database from 'better-sqlite3'
import { Pool } from 'undici'
import { createContacts } from './contacts.ts'
import { COLUMNS } from './leads.ts'
import { type Contact, normalise, type Row, readCsv, validate } from './pipeline.ts'

const started = performance.now()
const startedWith = process.cpuUsage()
const { values: given } = parseArgs({
  options: {
    csv: { type: 'string', default: '' },
    dir: { type: 'string', default: '' },
    url: { type: 'string', default: '' },
    bulk: { type: 'string', default: '1' },
    conc: { type: 'string', default: '128' },
    group: { type: 'string', default: '1000' },
    look: { type: 'boolean', default: false },
    'in-process': { type: 'boolean', default: false },
  },
})
const [bulk, connections, groupSize] = [Number(given.bulk), Number(given.conc), Number(given.group)]

interface Entry {
  seq: number
  record: Contact
  key: string
  state: 'intent' | 'invalid' | 'duplicate' | 'delivered' | 'unchanged' | 'failed'
  reason: string | null
  at: number
}

mkdirSync(given.dir, { recursive: true })
const db = new Database(join(given.dir, 'journal.db'))
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec(`CREATE TABLE IF NOT EXISTS seen(k TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS journal(run INTEGER, seq INTEGER, state TEXT, k TEXT, reason TEXT, ts INTEGER, payload TEXT, PRIMARY KEY(run, seq)) WITHOUT ROWID;`)
const insert = db.prepare('INSERT INTO journal VALUES(?,?,?,?,?,?,?)')
const settle = db.prepare('UPDATE journal SET state=?, ts=? WHERE run=? AND seq=?')
const remember = db.prepare('INSERT OR IGNORE INTO seen(k) VALUES(?)')
const known = db.prepare('SELECT 1 FROM seen WHERE k=?').pluck()
const commitIntake = db.transaction((entries: Entry[]) => {
  for (const { seq, state, key, reason, at, record } of entries)
    insert.run(run, seq, state, key, reason, at, JSON.stringify(record))
})
const commitOutcome = db.transaction((entries: Entry[]) => {
  const at = Date.now()
  for (const { seq, state, key } of entries) {
    settle.run(state, at, run, seq)
    if (state !== 'failed') remember.run(key)
  }
})
const run = Date.now()

const pool = new Pool(given.url, { connections, pipelining: 1 })
const here = given['in-process'] ? createContacts() : undefined
async function post(path: string, body: unknown): Promise<{ status: number; json: unknown }> {
  if (here) {
    const { status, json } = here.answer(path, JSON.stringify(body))
    return { status, json: JSON.parse(JSON.stringify(json)) }
  }
  const reply = await pool.request({
    path,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: reply.statusCode, json: await reply.body.json() }
}

const FIELDS = COLUMNS as readonly (keyof Contact)[]
const count = { delivered: 0, unchanged: 0, duplicate: 0, invalid: 0, failed: 0 }
/** Keys reserved by groups that are not settled yet. */
const inFlight = new Set<string>()
let seq = 0

function entryOf(row: Row, at: number): Entry {
  const record = normalise(row)
  const problems = validate(record)
  const entry: Entry = { seq: ++seq, record, key: record.email, state: 'intent', reason: null, at }
  if (problems.length > 0) {
    entry.state = 'invalid'
    entry.reason = problems.join(',')
    count.invalid++
  } else if (inFlight.has(entry.key) || known.get(entry.key) === 1) {
    entry.state = 'duplicate'
    count.duplicate++
  } else inFlight.add(entry.key)
  return entry
}

function intake(rows: Row[]): Entry[] {
  const at = Date.now()
  const group = rows.map((row) => entryOf(row, at))
  commitIntake(group)
  return group.filter((entry) => entry.state === 'intent')
}

/** Reads what is there and marks what is the same already. */
async function leaveOut(part: readonly Entry[]): Promise<void> {
  const { json } = await post('/contacts/read', { emails: part.map(({ key }) => key) })
  const there = new Map((json as { email: string; fields: Contact }[]).map(({ email, fields }) => [email, fields]))
  for (const entry of part) {
    const found = there.get(entry.key)
    if (found && FIELDS.every((field) => found[field] === entry.record[field])) entry.state = 'unchanged'
  }
}

async function deliver(all: Entry[]): Promise<void> {
  if (given.look) {
    const parts = Array.from({ length: Math.ceil(all.length / 100) }, (_, n) => all.slice(n * 100, n * 100 + 100))
    await Promise.all(parts.map(leaveOut))
  }
  const todo = all.filter(({ state }) => state === 'intent')
  let next = 0
  const worker = async () => {
    while (next < todo.length) {
      const part = todo.slice(next, next + bulk)
      next += bulk
      const records = part.map(({ record }) => record)
      const { status } = bulk > 1 ? await post('/contacts/batch', records) : await post('/contacts', records[0])
      for (const entry of part) entry.state = status < 300 ? 'delivered' : 'failed'
    }
  }
  await Promise.all(Array.from({ length: Math.min(connections, todo.length) }, worker))
  commitOutcome(all)
  for (const { state, key } of all) {
    if (state !== 'intent') count[state]++
    inFlight.delete(key)
  }
}

let pending: Row[] = []
let before: Promise<void> = Promise.resolve()
async function flush(): Promise<void> {
  const todo = intake(pending)
  pending = []
  await before
  before = deliver(todo)
}
for await (const rows of readCsv(createReadStream(given.csv, { highWaterMark: 256 * 1024 }))) {
  for (const row of rows) {
    pending.push(row)
    if (pending.length >= groupSize) await flush()
  }
}
if (pending.length > 0) await flush()
await before
db.close()

const { user, system } = process.cpuUsage(startedWith)
const measured = {
  milliseconds: performance.now() - started,
  processorMilliseconds: (user + system) / 1000,
  peakMemory: process.resourceUsage().maxRSS * 1024,
}
const arrived = here ? { here: here.stats() } : {}
process.stdout.write(`${JSON.stringify({ records: seq, ...count, ...measured, ...arrived })}\n`)
process.exit(0)
