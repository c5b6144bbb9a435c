import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import type { Json } from '#engine'
import { type Answer, bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
import {
  cleanUp,
  newFolder,
  type PracticeSaid,
  type Process,
  type ServerSaid,
  startPracticeProcess,
  startServerProcess,
} from './server-process.ts'

const signer = newSigner()
let crm: Process<PracticeSaid>
let server: Process<ServerSaid>
let data = ''
let token = ''
let hook = ''
let call: ReturnType<typeof caller>

const startAgain = async () => {
  server = await startServerProcess(data)
  call = caller(server.said.address, token)
  hook = ((await call('GET', '/api/flows/leads')).body.intake as { address: string }).address
}
const practice = (method: string, path: string, body?: unknown) =>
  caller(crm.said.control.address, crm.said.control.token)(method, `/__practice/${path}`, body)
const setFaults = (faults: unknown) => practice('POST', 'faults', faults)
const mapSlot = (liveToken = crm.said.systems.hubspot.token) =>
  call('PUT', '/api/flows/leads/connections/crm', { address: crm.said.systems.hubspot.address, token: liveToken })
const post = (n: number, key?: string): Promise<Answer> =>
  caller('')('POST', hook, { email: `lead${n}@example.com`, name: `Lead ${n}` }, key ? { 'idempotency-key': key } : {})

interface Shown {
  total: number
  effects: { key: string; effects: number }[]
}
const shown = async () => (await practice('GET', 'show/contacts?limit=1000')).body as unknown as Shown
interface LastRun {
  run: string
  state: string
  outcomes: Record<string, number>
}
const lastRun = async () => (await call('GET', '/api/flows/leads')).body.lastRun as unknown as LastRun
const settled = () => until(lastRun, ({ outcomes }) => outcomes.waiting === 0)

beforeEach(async () => {
  data = newFolder()
  crm = await startPracticeProcess(newFolder())
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  server = await startServerProcess(data, '--trust', keyFile)
  token = server.said.apiToken ?? ''
  call = caller(server.said.address, token)
  const sent = await call('POST', '/api/bundles', bundleOf(leadsFlow('webhook'), signer))
  hook = (sent.body.intake as { address: string }).address
  await mapSlot()
  await call('POST', '/api/flows/leads/start')
})
afterEach(cleanUp)

describe('a webhook', () => {
  it('is answered at once, and its record arrives at the target', async () => {
    const answer = await post(1)
    expect(answer).toMatchObject({ status: 202, body: { id: '1', status: `${hook}/1` } })
    const status = await until(
      () => caller('')('GET', `${hook}/1`),
      ({ body }) => body.outcome !== 'waiting',
    )
    expect(status.body).toMatchObject({ id: '1', flow: 'leads', outcome: 'created', step: 'write' })
    expect((await shown()).effects).toMatchObject([{ key: 'lead1@example.com', effects: 1 }])
    const run = await call('GET', `/api/runs/${status.body.run}`)
    expect(run.body).toMatchObject({ mode: 'live', state: 'running', received: 1, unaccounted: 0 })
  })

  it('that is repeated with its key is the same event, and a key belongs to one record', async () => {
    const [first, again] = await Promise.all([post(1, 'k1'), post(1, 'k1')])
    expect(again.body).toEqual(first.body)
    expect((await post(1, 'k1')).body).toEqual(first.body)
    expect(await post(2, 'k1')).toMatchObject({ status: 422, body: { code: 'server.key-reused' } })
    expect((await post(2, 'k2')).body).toMatchObject({ id: '2' })
    await settled()
    expect((await lastRun()).outcomes).toMatchObject({ created: 2, waiting: 0 })
  })

  it('takes one JSON object, from whoever knows its address or has the token', async () => {
    const anybody = caller('')
    for (const bad of ['', 'email=a', '[{"email":"a@example.com"}]', '"text"', 'null', '{"a":1']) {
      expect(await anybody('POST', hook, bad)).toMatchObject({ status: 400, body: { code: 'server.not-a-record' } })
    }
    expect((await anybody('POST', hook, JSON.stringify({ a: 'x'.repeat(1_100_000) }))).status).toBe(413)
    const plain = `${server.said.address}/hooks/leads`
    for (const address of [plain, `${hook}x`, `${plain}.`, `${server.said.address}/hooks/none`]) {
      expect((await anybody('POST', address, { email: 'a@example.com' })).status).toBe(401)
    }
    expect((await call('POST', '/hooks/leads', { email: 'a@example.com' })).status).toBe(202)
    expect(await anybody('GET', `${hook}/99`)).toMatchObject({ status: 404 })
  })

  it('that was answered is at the target exactly once, through kills of the server at any moment', async () => {
    await setFaults({ latency: { beforeMs: 150, afterMs: 150 } })
    const answered = (await Promise.all(Array.from({ length: 100 }, (_, n) => post(n, `key ${n}`)))).map(
      (one) => one.status,
    )
    expect(answered).toEqual(Array(100).fill(202))
    await server.end('SIGKILL')
    await startAgain()
    // A second kill while the first of them are being written.
    await until(shown, ({ total }) => total > 0)
    await server.end('SIGKILL')
    await startAgain()
    await setFaults({})
    // The senders were not sure, and send again.
    await Promise.all(Array.from({ length: 100 }, (_, n) => post(n, `key ${n}`)))
    const { outcomes } = await settled()
    expect(outcomes.held).toBe(0)
    expect((outcomes.created ?? 0) + (outcomes.unchanged ?? 0) + (outcomes.updated ?? 0)).toBe(100)
    const { total, effects } = await shown()
    expect(total).toBe(100)
    expect(effects.map((each) => each.effects)).toEqual(Array(100).fill(1))
  })

  it('waits through a pause, a restart and a refused sign-in, and goes on where it stopped', async () => {
    await setFaults({ outage: 'refuse' })
    await post(1)
    expect((await call('POST', '/api/flows/leads/pause')).body).toMatchObject({ state: 'paused' })
    expect((await post(2)).status).toBe(503)
    await setFaults({})
    await mapSlot('a-wrong-token')
    expect(await server.end('SIGTERM')).toBe(0)
    await startAgain()
    await call('POST', '/api/flows/leads/start')
    expect((await post(2)).status).toBe(202)
    const flow = await until(
      () => call('GET', '/api/flows/leads'),
      ({ body }) => (body.trouble as { waiting: number } | undefined)?.waiting === 2,
    )
    expect(flow.body).toMatchObject({
      state: 'running',
      trouble: {
        code: 'connection.paused',
        what: expect.stringContaining('HubSpot no longer accepts the sign-in'),
        effect: 'The connection is paused: its records wait, the others go on.',
        next: expect.stringContaining('Renew the sign-in'),
      },
      lastRun: { state: 'running' },
    })
    expect((await call('GET', `/api/runs/${(await lastRun()).run}`)).body.trouble).toMatchObject({
      code: 'connection.paused',
    })
    expect((await caller('')('GET', `${hook}/2`)).body).toMatchObject({ outcome: 'waiting' })
    expect((await shown()).total).toBe(0)
    await mapSlot()
    expect(await until(lastRun, ({ outcomes }) => outcomes.created === 2)).toMatchObject({ outcomes: { held: 0 } })
    expect((await call('GET', '/api/flows/leads')).body.trouble).toBeUndefined()
  })

  it('that waits for one account is not sent to another, which takes the new ones', async () => {
    await setFaults({ outage: 'refuse' })
    await post(1)
    await until(lastRun, ({ outcomes }) => outcomes.waiting === 1)
    const first = (await lastRun()).run
    const other = await startPracticeProcess(newFolder())
    const { address, token: otherToken } = other.said.systems.hubspot
    await call('PUT', '/api/flows/leads/connections/crm', { address, token: otherToken })
    await post(2)
    const second = await until(lastRun, ({ run, outcomes }) => run !== first && outcomes.created === 1)
    expect((await call('GET', '/api/flows/leads')).body.trouble).toMatchObject({
      code: 'run.other-target',
      waiting: 1,
      effect: 'Nothing was sent to the other place.',
    })
    expect((await caller('')('GET', `${hook}/1`)).body).toMatchObject({ outcome: 'waiting', run: first })
    expect((await caller('')('GET', `${hook}/2`)).body).toMatchObject({ outcome: 'created', run: second.run })
    const elsewhere = caller(other.said.control.address, other.said.control.token)
    const there = (await elsewhere('GET', '/__practice/show/contacts?limit=1000')).body as unknown as Shown
    expect(there.effects).toMatchObject([{ key: 'lead2@example.com', effects: 1 }])

    await setFaults({})
    await mapSlot()
    await post(3)
    await until(shown, ({ total }) => total === 2)
    expect((await shown()).effects.map(({ key }) => key).sort()).toEqual(['lead1@example.com', 'lead3@example.com'])
    const finished = await until(
      () => call('GET', `/api/runs/${first}`),
      ({ body }) => body.state === 'finished',
    )
    expect(finished.body).toMatchObject({ received: 1, outcomes: { created: 1 } })
    expect((await caller('')('GET', `${hook}/3`)).body).toMatchObject({ outcome: 'created' })
  })

  it('of an earlier version is finished by that version, and none is taken twice', async () => {
    await setFaults({ outage: 'hang-up' })
    await Promise.all([1, 2, 3].map((n) => post(n)))
    await until(lastRun, ({ outcomes }) => outcomes.waiting === 3)
    const first = (await lastRun()).run
    const better = { ...leadsFlow('webhook'), name: 'Leads, better' }
    expect((await call('POST', '/api/bundles', bundleOf(better, signer))).body).toMatchObject({ version: 2 })
    await call('POST', '/api/flows/leads/start')
    await post(4)
    await setFaults({})
    await until(shown, ({ total }) => total === 4)
    const finished = await until(
      () => call('GET', `/api/runs/${first}`),
      ({ body }) => body.state === 'finished',
    )
    expect(finished.body).toMatchObject({ received: 3, unaccounted: 0, outcomes: { created: 3 } })
    expect(await settled()).toMatchObject({ received: 1, outcomes: { created: 1 } })
    expect((await shown()).effects.map((each) => each.effects)).toEqual([1, 1, 1, 1])
    expect((await caller('')('GET', `${hook}/2`)).body).toMatchObject({ outcome: 'created', run: first })
    expect((await caller('')('GET', `${hook}/4`)).body).toMatchObject({ outcome: 'created', record: 1 })
  })

  it('that says again what an earlier one said is a duplicate also for a newer version', async () => {
    const settings = { fields: ['email'], ignore: [], window: 'days', days: 30 }
    const once = inserted(leadsFlow('webhook', 'once'), settings)
    const hookOf = async (flow: typeof once) => {
      const sent = await call('POST', '/api/bundles', bundleOf(flow, signer))
      const { address, token: crmToken } = crm.said.systems.hubspot
      await call('PUT', '/api/flows/once/connections/crm', { address, token: crmToken })
      await call('POST', '/api/flows/once/start')
      return (sent.body.intake as { address: string }).address
    }
    const send = async (address: string, n: number) => {
      await caller('')('POST', address, { email: 'lead@example.com', name: 'Lead' })
      const ask = () => caller('')('GET', `${address}/${n}`)
      return (await until(ask, ({ body }) => body.outcome !== 'waiting')).body.outcome
    }
    const first = await hookOf(once)
    expect(await send(first, 1)).toBe('created')
    expect(await send(first, 2)).toBe('duplicate')
    const second = await hookOf({ ...once, name: 'Leads, once' })
    expect(await send(second, 3)).toBe('duplicate')
    expect((await shown()).effects.map((each) => each.effects)).toEqual([1])
  })
})

/** The leads with a Dedupe step before the write. */
function inserted(flow: ReturnType<typeof leadsFlow>, settings: Record<string, Json>): ReturnType<typeof leadsFlow> {
  const wires = [
    { id: 'w1', from: { step: 'start', port: 'main' }, to: { step: 'dedupe' } },
    { id: 'w2', from: { step: 'dedupe', port: 'main' }, to: { step: 'write' } },
  ] as const
  const dedupe = { kind: 'dedupe', title: 'Only once', settings }
  return { ...flow, steps: { ...flow.steps, dedupe }, wires: [...wires] }
}
