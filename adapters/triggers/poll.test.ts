import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNetwork, sealTo } from '#adapters/net'
import { systemRandom } from '#adapters/system'
import { Account, type Connector, type ListPlan } from '#engine'
import type { TriggerIntake } from './intake.ts'
import { madeClock } from './made-clock.ts'
import { runPoll } from './poll.ts'

interface Item {
  id: string
  fields: { changed: string; n: number }
}

/** A system with pages of three, sorted by change; it may be away. */
let items: Item[] = []
let away = false
let calls = 0
let server: Server
beforeEach(async () => {
  items = []
  away = false
  calls = 0
  server = createServer((request, response) => {
    calls++
    const { searchParams } = new URL(request.url ?? '', 'http://x')
    const since = searchParams.get('since') ?? ''
    const after = Number(searchParams.get('after') || 0)
    const found = items
      .filter(({ fields }) => Date.parse(fields.changed) >= Date.parse(since))
      .sort((a, b) => a.fields.changed.localeCompare(b.fields.changed) || a.id.localeCompare(b.id))
    const next = after + 3 < found.length ? { next: after + 3 } : {}
    response.writeHead(away ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ list: found.slice(after, after + 3), ...next }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const list: ListPlan = {
  title: 'Changed items',
  request: { method: 'GET', path: '/items?since={since}&after={after}' },
  reply: { items: 'list', id: 'id', fields: 'fields', next: 'next' },
  cursor: { field: 'changed', as: 'time', asked: 'iso', start: '1970-01-01T00:00:00.000Z' },
}
const connector: Connector = {
  id: 'made',
  title: 'Made',
  family: 'test',
  version: 1,
  source: '',
  auth: { kind: 'none' },
  signIns: [],
  proof: [],
  defaultAddress: '',
  limit: { calls: 1000, per: 1000 },
  concurrency: 1,
  timeout: 5000,
  objects: {},
  operations: {},
  errors: [{ when: { statusFrom: 500 }, category: 'transient' }],
}

const time = (minute: number) => new Date(Date.UTC(2026, 5, 1, 10, minute)).toISOString()
const put = (id: string, minute: number, n = 0) => {
  items = [...items.filter((item) => item.id !== id), { id, fields: { changed: time(minute), n } }]
}

interface Kept {
  keys: string[]
  progress?: string
}

/** Polls for so many looks; `between` is done after each. */
async function polled(looks: number, kept: Kept, between: (look: number) => void = () => undefined) {
  const stop = new AbortController()
  let look = 0
  const clock = madeClock(Date.UTC(2026, 5, 1, 12), () => {
    look++
    if (look >= looks) stop.abort()
    else between(look)
  })
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const network = openNetwork({ seal: sealTo([address]) })
  const told: (string | undefined)[] = []
  const intake: TriggerIntake = {
    progress: async () => kept.progress,
    async take(records, progress) {
      kept.keys.push(...records.map(({ data }) => `${String(data.id)} ${String(data.n)}`))
      kept.progress = progress
    },
  }
  const ports = { clock, random: systemRandom, network }
  const account = new Account({
    connector,
    access: { address, token: '' },
    ports,
    patience: 1e9,
    giveUp: () => undefined,
  })
  const fixed = { account, list, cursor: '', fields: [], every: 60_000, intake, clock, signal: stop.signal }
  await runPoll({ ...fixed, troubled: (reason) => told.push(reason?.code) })
  await network.close()
  return told
}

test('Each entry comes once, and once more for each change, also after a restart', async () => {
  const kept: Kept = { keys: [] }
  for (let n = 1; n <= 8; n++) put(`i${n}`, n)
  await polled(2, kept, () => put('i3', 20, 1))
  expect(kept.keys).toEqual(['i1 0', 'i2 0', 'i3 0', 'i4 0', 'i5 0', 'i6 0', 'i7 0', 'i8 0', 'i3 1'])
  await polled(3, kept, () => put('i9', 30))
  expect(kept.keys.slice(9)).toEqual(['i9 0'])
})

test('What is committed late, dated a little before the last that was seen, is not missed', async () => {
  const kept: Kept = { keys: [] }
  put('a', 10)
  await polled(2, kept, () => put('late', 9))
  expect(kept.keys).toEqual(['a 0', 'late 0'])
})

test('More entries of one moment than a page holds all come', async () => {
  const kept: Kept = { keys: [] }
  for (let n = 0; n < 10; n++) put(`i${n}`, 5)
  put('last', 6)
  await polled(2, kept)
  expect(kept.keys).toHaveLength(11)
  expect(new Set(kept.keys).size).toBe(11)
})

test('A system that is away is told, and asked again', async () => {
  const kept: Kept = { keys: [] }
  put('a', 1)
  away = true
  const told = await polled(40, kept, () => {
    away = calls < 2
  })
  expect(told[0]).toBe('call.unavailable')
  expect(told.at(-1)).toBeUndefined()
  expect(kept.keys).toEqual(['a 0'])
})
