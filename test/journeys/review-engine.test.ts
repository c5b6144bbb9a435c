/** Defects that a review found, each as it should be. `test.fails` holds the place until it is mended: then it says so, and becomes `test`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createFormulas } from '#adapters/formula'
import { createPhone } from '#adapters/phone'
import { createAjvSchema } from '#adapters/schema'
import { openStore, type Store } from '#adapters/sqlite'
import { systemClock, systemHash, systemIds, systemRandom } from '#adapters/system'
import { CONNECTORS } from '#connectors'
import {
  applyRunEvent,
  compilePlan,
  type Data,
  drive,
  type Flow,
  flowSchema,
  Gates,
  Lanes,
  type NetRequest,
  type RunView,
  type Source,
} from '#engine'

interface Answer {
  status: number
  json?: unknown
  text?: string
}
interface Asked {
  inputs: { id: string; properties?: Record<string, string> }[]
}

/** A CRM in a map: it answers look-ups and upserts as HubSpot does, unless `instead` answers first. */
class Crm {
  readonly objects = new Map<string, { id: string; properties: Record<string, string> }>()
  instead: (kind: 'look' | 'send', asked: Asked) => Answer | undefined = () => undefined

  async request(request: NetRequest) {
    const asked = JSON.parse(request.body ?? '{}') as Asked
    const kind = request.url.endsWith('/read') ? 'look' : 'send'
    const { status, json, text } = this.instead(kind, asked) ?? (kind === 'look' ? this.look(asked) : this.send(asked))
    return { status, headers: {}, body: text ?? JSON.stringify(json) }
  }

  look({ inputs }: Asked): Answer {
    const results = inputs.flatMap(({ id }) => this.objects.get(id) ?? [])
    return { status: 200, json: { results } }
  }

  send({ inputs }: Asked): Answer {
    const results = inputs.map(({ id, properties = {} }) => {
      const before = this.objects.get(id)
      const object = { id: before?.id ?? `o${id}`, properties: { ...before?.properties, ...properties, site_key: id } }
      this.objects.set(id, object)
      return { ...object, new: before === undefined, objectWriteTraceId: id }
    })
    return { status: 200, json: { results } }
  }
}

const write = {
  kind: 'write',
  title: 'Write',
  settings: {
    connection: 'crm',
    operation: 'upsert-company',
    matchField: 'site_key',
    key: { fields: ['key'], ignore: [] },
    fields: [{ to: 'name', from: 'name' }],
  },
}
const start = { kind: 'webhook', title: 'Start', settings: { fields: ['key', 'name'], samples: [] } }
const end = { kind: 'end', title: 'End', settings: {} }

/** A flow of these steps; wires are written as `from.port>to`. */
function flowOf(steps: Record<string, unknown>, ...wires: string[]): Flow {
  return flowSchema.parse({
    formatVersion: 1,
    id: 'review',
    name: 'Review',
    steps,
    wires: wires.map((wire, index) => {
      const [step, port, to] = wire.split(/[.>]/)
      return { id: `w${index}`, from: { step, port }, to: { step: to } }
    }),
    connections: { crm: { name: 'CRM', connector: 'hubspot' } },
  })
}

const sourceOf = (rows: Data[]): Source => ({
  async *read({ taken }) {
    if (taken < rows.length)
      yield {
        records: rows.slice(taken).map((data, index) => ({ label: `row ${taken + index + 1}`, data })),
        position: { taken: rows.length },
      }
  },
})

/** Events as a queue numbers them: each its own, whatever it says. */
const eventsOf = (first: number, events: Data[]): Source => ({
  async *read() {
    const records = events.map((data, index) => ({ label: 'event', identity: `event ${first + index}`, data }))
    yield { records, position: { taken: events.length } }
  },
})

function freshStore(): Store {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-review-'))
  const store = openStore(folder)
  onTestFinished(() => {
    store.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return store
}

function begin(store: Store, fingerprint = systemIds.next(), mode: 'practice' | 'live' = 'practice'): string {
  const run = systemIds.next()
  const facts = { flow: 'review', hash: 'h', revision: 1, mode, input: 'rows', fingerprint, file: '' }
  store.runs.begin({ run, ...facts }, systemClock.now())
  return run
}

/** Runs the rows through the flow, or takes the run up again. */
async function go(
  store: Store,
  crm: Crm,
  flow: Flow,
  rows: Data[] | Source,
  run = begin(store),
  stop?: AbortController,
) {
  const schema = createAjvSchema()
  const phone = createPhone()
  const formula = createFormulas()
  const plan = compilePlan(flow, { hash: 'h', schema, phone, connectors: CONNECTORS })
  const clock = {
    now: () => Date.now(),
    sleep: (ms: number, signal?: AbortSignal) => systemClock.sleep(Math.min(ms, 5), signal),
  }
  await drive({
    plan,
    journal: store.runs.journal(run),
    ports: { clock, ids: systemIds, random: systemRandom, hash: systemHash, network: crm, schema, phone, formula },
    connectors: CONNECTORS,
    access: { crm: { address: 'https://crm.test', token: 'secret-token' } },
    lanes: new Lanes(),
    gates: new Gates(),
    patience: 500,
    source: Array.isArray(rows) ? sourceOf(rows) : rows,
    signal: (stop ?? new AbortController()).signal,
    publish: () => undefined,
  })
  const stored = store.runs.get(run)
  if (!stored) throw new Error('the run is gone')
  return { run, n: stored.n, view: stored.view }
}

const plain = flowOf({ start, write }, 'start.main>write')
const outcomesOf = ({ outcomes }: RunView) => Object.fromEntries(Object.entries(outcomes).filter(([, n]) => n !== 0))

test('a refused record is not taken for written because another record has its position as key', async () => {
  const crm = new Crm()
  crm.instead = (kind, asked) => {
    if (kind === 'look') return undefined
    const good = asked.inputs.filter(({ id }) => id !== '5')
    const { json } = crm.send({ inputs: good })
    const context = { objectWriteTraceId: ['5'] }
    const errors = good.length < asked.inputs.length ? [{ category: 'VALIDATION_ERROR', message: 'Bad', context }] : []
    return { status: 207, json: { ...(json as object), errors } }
  }
  const rows = ['1', '2', '3', '4', '5'].map((key) => ({ key, name: `n${key}` }))
  const { view } = await go(freshStore(), crm, plain, rows)
  expect(crm.objects.has('5')).toBe(false)
  expect(outcomesOf(view)).toEqual({ created: 4, held: 1 })
})

test('one record that the look-up refuses does not fail the others of its batch', async () => {
  const crm = new Crm()
  crm.instead = (kind, { inputs }) =>
    kind === 'look' && inputs.some(({ id }) => id === 'bad') ? { status: 400, json: { message: 'Bad id' } } : undefined
  const rows = ['a', 'b', 'bad', 'c', 'd'].map((key) => ({ key, name: key }))
  const { view } = await go(freshStore(), crm, plain, rows)
  expect(outcomesOf(view)).toEqual({ created: 4, held: 1 })
})

test('what the system says was there already is not booked as created', async () => {
  const crm = new Crm()
  // A contact that was merged answers under its other address, and somebody may be faster: looked up, it is not there.
  crm.objects.set('k', { id: 'theirs', properties: { name: 'Theirs', site_key: 'k' } })
  crm.instead = (kind) => (kind === 'look' ? { status: 200, json: { results: [] } } : undefined)
  const { view } = await go(freshStore(), crm, plain, [{ key: 'k', name: 'Ours' }])
  expect(outcomesOf(view)).toEqual({ updated: 1 })
})

test('a record that somebody else created between a kill and the resume keeps its before-image', async () => {
  const crm = new Crm()
  const store = freshStore()
  const stop = new AbortController()
  crm.instead = (kind) => {
    if (kind === 'look') return undefined
    stop.abort()
    return { status: 503, json: { message: 'Away' } }
  }
  const rows = [{ key: 'k', name: 'Ours' }]
  const { run } = await go(store, crm, plain, rows, undefined, stop)
  crm.instead = () => undefined
  crm.objects.set('k', { id: 'theirs', properties: { name: 'Theirs', site_key: 'k' } })
  const { n, view } = await go(store, crm, plain, rows, run)
  expect(outcomesOf(view)).toEqual({ updated: 1 })
  expect(store.records.writesOf(n, 1)[0]).toMatchObject({ does: 'updated', before: { name: 'Theirs' } })
})

test('an answer to a write that nobody can read is an unknown outcome: it is looked up, not called failed', async () => {
  const crm = new Crm()
  let broken = 1
  crm.instead = (kind, asked) => {
    if (kind === 'look' || broken-- <= 0) return undefined
    crm.send(asked)
    return { status: 200, text: '{"results":[{"id":"1","ne' }
  }
  const { view } = await go(freshStore(), crm, plain, [{ key: 'k', name: 'Ours' }])
  expect(crm.objects.size).toBe(1)
  expect(outcomesOf(view)).toEqual({ created: 1 })
})

const dedupe = { kind: 'dedupe', title: 'Dedupe', settings: { fields: ['key'], ignore: [], window: 'days', days: 30 } }

test('a record that was refused gives its key back, wherever its exit leads', async () => {
  const crm = new Crm()
  const store = freshStore()
  const flow = flowOf({ start, dedupe, write, end }, 'start.main>dedupe', 'dedupe.main>write', 'write.rejected>end')
  crm.instead = (kind) => (kind === 'send' ? { status: 400, json: { message: 'Bad name' } } : undefined)
  const first = await go(store, crm, flow, [{ key: 'k', name: 'bad' }])
  expect(outcomesOf(first.view)).toEqual({ rejected: 1 })
  crm.instead = () => undefined
  const mended = await go(store, crm, flow, [{ key: 'k', name: 'good' }])
  expect(outcomesOf(mended.view)).toEqual({ created: 1 })
})

test('a record that was written and then reaches "End here" counts as written', async () => {
  const flow = flowOf({ start, write, end }, 'start.main>write', 'write.main>end')
  const { view } = await go(freshStore(), new Crm(), flow, [{ key: 'k', name: 'n' }])
  expect(outcomesOf(view)).toEqual({ created: 1 })
})

test('a step may be called "constructor"', async () => {
  const flow = flowOf({ start, constructor: write }, 'start.main>constructor')
  const { view } = await go(freshStore(), new Crm(), flow, [{ key: 'k', name: 'n' }])
  expect(outcomesOf(view)).toEqual({ created: 1 })
})

test('records of one step are not listed under another whose id begins alike', async () => {
  const store = freshStore()
  const flow = flowOf({ start, 'write-2': write, write }, 'start.main>write-2')
  const { n } = await go(store, new Crm(), flow, [{ key: 'k', name: 'n' }])
  expect(store.records.records(n, { step: 'write-2', offset: 0, limit: 9 }).total).toBe(1)
  expect(store.records.records(n, { step: 'write', offset: 0, limit: 9 }).total).toBe(0)
})

test('an event that comes again after a new version was installed is a duplicate, as before', async () => {
  const store = freshStore()
  const flow = flowOf({ start, dedupe, write }, 'start.main>dedupe', 'dedupe.main>write')
  const crm = new Crm()
  const event = { key: 'k', name: 'old' }
  const first = eventsOf(1, [event, { key: 'other', name: 'x' }, event])
  const one = await go(store, crm, flow, first, begin(store, 'webhook 1'))
  expect(outcomesOf(one.view)).toEqual({ created: 2, duplicate: 1 })
  crm.objects.set('k', { id: 'ok', properties: { name: 'newer', site_key: 'k' } })
  const two = await go(store, crm, flow, eventsOf(4, [event]), begin(store, 'webhook 2'))
  expect(crm.objects.get('k')?.properties.name).toBe('newer')
  expect(outcomesOf(two.view)).toEqual({ duplicate: 1 })
})

test('a token that a system repeats in its refusal is not journaled', async () => {
  const store = freshStore()
  const crm = new Crm()
  crm.instead = () => ({ status: 401, json: { message: 'The token secret-token has expired' } })
  const { view } = await go(store, crm, plain, [{ key: 'k', name: 'n' }])
  expect(view.state).toBe('interrupted')
  expect(JSON.stringify(view)).not.toContain('secret-token')
})

test('a half of a batch that was sent is journaled before a stop takes effect', async () => {
  const crm = new Crm()
  const store = freshStore()
  const stop = new AbortController()
  crm.instead = (kind, asked) => {
    if (kind === 'look') return undefined
    if (asked.inputs.length === 4) return { status: 400, json: { message: 'One of them is bad' } }
    stop.abort()
    return crm.send(asked)
  }
  const rows = ['a', 'b', 'c', 'd'].map((key) => ({ key, name: key }))
  const { view } = await go(store, crm, plain, rows, undefined, stop)
  expect(crm.objects.size).toBe(2)
  expect(outcomesOf(view)).toEqual({ created: 2, waiting: 2 })
})

test('a resumed run is shown as running, also after it broke off without room for its end', () => {
  // An end that could not be journaled is told with a number between two of the journal, whose next is 6.
  const view = { run: 'r', seq: 5.5, state: 'interrupted', resumed: 0 } as RunView
  expect(applyRunEvent(view, { seq: 6, run: 'r', at: 1, kind: 'run.resumed' })?.state).toBe('running')
})

test('what was claimed in practice is not a duplicate in the live system', async () => {
  const store = freshStore()
  const flow = flowOf({ start, dedupe, write }, 'start.main>dedupe', 'dedupe.main>write')
  await go(store, new Crm(), flow, [{ key: 'k', name: 'sample' }])
  const live = new Crm()
  const { view } = await go(store, live, flow, [{ key: 'k', name: 'real' }], begin(store, 'file', 'live'))
  expect(live.objects.has('k')).toBe(true)
  expect(outcomesOf(view)).toEqual({ created: 1 })
})

test('a record that waits on the hold list of the live system is not settled by a practice run', async () => {
  const store = freshStore()
  const live = new Crm()
  live.instead = (kind) => (kind === 'send' ? { status: 400, json: { message: 'Bad' } } : undefined)
  const rows = [{ key: 'k', name: 'n' }]
  await go(store, live, plain, rows, begin(store, 'file', 'live'))
  expect(store.records.holds('review', 'live', 0, 9).total).toBe(1)
  await go(store, new Crm(), plain, rows)
  expect(store.records.holds('review', 'live', 0, 9).total).toBe(1)
})

test('after the last try of a write whose outcome is unknown it is looked once more', async () => {
  const crm = new Crm()
  let sends = 0
  crm.instead = (kind, asked) => {
    if (kind === 'look') return undefined
    if (++sends === 4) crm.send(asked)
    return { status: 503, json: { message: 'Away' } }
  }
  const { view } = await go(freshStore(), crm, plain, [{ key: 'k', name: 'n' }])
  expect(crm.objects.size).toBe(1)
  expect(outcomesOf(view)).toEqual({ created: 1 })
})

test('a write whose intent is journaled is repeated with that key and body, whatever a newer Sluice would make of the record', async () => {
  const crm = new Crm()
  const store = freshStore()
  const stop = new AbortController()
  crm.instead = (kind, asked) => {
    if (kind === 'look') return undefined
    stop.abort()
    crm.send(asked)
    return { status: 504, json: { message: 'No answer in time' } }
  }
  const rows = [{ key: 'K', name: 'n' }]
  const { run } = await go(store, crm, plain, rows, undefined, stop)
  crm.instead = () => undefined
  // The same definition, read by a version that normalises differently.
  const settings = { ...write.settings, key: { fields: ['key'], ignore: ['case'] } }
  await go(store, crm, flowOf({ start, write: { ...write, settings } }, 'start.main>write'), rows, run)
  expect([...crm.objects.keys()]).toEqual(['K'])
})

test('a good record is not dropped as the duplicate of one that is then refused', async () => {
  const crm = new Crm()
  crm.instead = (kind, { inputs }) =>
    kind === 'send' && inputs.some(({ properties }) => properties?.name === 'bad')
      ? { status: 400, json: { message: 'Bad name' } }
      : undefined
  const flow = flowOf({ start, dedupe, write }, 'start.main>dedupe', 'dedupe.main>write')
  const { view } = await go(freshStore(), crm, flow, [
    { key: 'k', name: 'bad' },
    { key: 'k', name: 'good' },
  ])
  expect(outcomesOf(view)).toEqual({ held: 1, created: 1 })
})

test('two keys that differ in a broken character are two keys', async () => {
  const flow = flowOf({ start, dedupe, write }, 'start.main>dedupe', 'dedupe.main>write')
  const { view } = await go(freshStore(), new Crm(), flow, [
    { key: '\ud800', name: 'a' },
    { key: '\ud801', name: 'b' },
  ])
  expect(outcomesOf(view)).toEqual({ created: 2 })
})
