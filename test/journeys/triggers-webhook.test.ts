/** Promise: an event that was answered is in the database, once, whoever sends it and however often. */
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { CloudEvent, HTTP } from 'cloudevents'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import type { Flow, Json } from '#engine'
import { type RunningServer, startServer } from '#server'
import { bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
import { cleanUp, newFolder, type PracticeSaid, type Process, startPracticeProcess } from './server-process.ts'

const signer = newSigner()
const secret = 'shared-secret-of-both'
const incidents: unknown[] = []
let crm: Process<PracticeSaid>
let server: RunningServer
let call: ReturnType<typeof caller>
const anybody = caller('')

beforeEach(async () => {
  crm = await startPracticeProcess(newFolder())
  server = await startServer({
    dataFolder: newFolder(),
    trust: [publicKeyText(signer)],
    intakeTimes: { body: 300, outcome: 5000 },
    onIncident: (_number, error) => incidents.push(error),
  })
  call = caller(server.address, server.apiToken)
})
afterEach(async () => {
  await server.close()
  await cleanUp()
  expect(incidents.splice(0)).toEqual([])
})

/** A started flow that begins with this; answers its address. */
async function started(kind: string, settings: Record<string, Json>): Promise<string> {
  const flow: Flow = leadsFlow('webhook')
  const start = flow.steps.start!
  const changed = {
    ...flow,
    steps: { ...flow.steps, start: { ...start, kind, settings: { fields: ['email', 'name'], ...settings } } },
  }
  const sent = await call('POST', '/api/bundles', bundleOf(changed, signer))
  expect(sent.status).toBe(201)
  const { address, token } = crm.said.systems.hubspot
  await call('PUT', '/api/flows/leads/connections/crm', { address, token })
  await call('POST', '/api/flows/leads/start')
  return (sent.body.intake as { address: string }).address
}

const lead = (n: number) => JSON.stringify({ email: `lead${n}@example.com`, name: `Lead ${n}`, id: `e${n}` })
const sign = (body: string, key = secret) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`

describe('a signed webhook', () => {
  it('takes what is signed with the secret of the server, refuses everything else, and tells the secret to nobody', async () => {
    const hook = await started('webhook', { signature: 'github' })
    const send = (body: string, signature?: string) =>
      anybody('POST', hook, body, signature === undefined ? {} : { 'x-hub-signature-256': signature })
    expect(await send(lead(1), sign(lead(1)))).toMatchObject({ status: 503, body: { code: 'hook.no-secret' } })
    const set = await call('PUT', '/api/flows/leads/secret', { secret })
    expect(set).toMatchObject({ status: 200, body: { kind: 'webhook', signature: 'github', secret: true, events: 0 } })
    expect(await send(lead(1), sign(lead(1)))).toMatchObject({ status: 202, body: { id: '1' } })
    for (const signature of [undefined, '', sign(lead(2)), sign(lead(1), 'another secret')]) {
      expect(await send(lead(1), signature)).toMatchObject({ status: 401, body: { code: 'hook.signature' } })
    }
    const told = await call('GET', '/api/flows/leads/intake')
    expect(told.body).toMatchObject({ events: 1, refused: { 'hook.signature': 4, 'hook.no-secret': 1 } })
    const flow = await call('GET', '/api/flows/leads')
    expect(JSON.stringify([set, told, flow])).not.toContain(secret)
    expect((await call('DELETE', '/api/flows/leads/secret')).body).toMatchObject({ secret: false })
    expect((await send(lead(1), sign(lead(1)))).status).toBe(503)
  })
})

describe('an event that is sent again', () => {
  it('in the very same moment is one record with one status address', async () => {
    const hook = await started('webhook', { eventId: 'field', eventIdName: 'id' })
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => anybody('POST', hook, lead(n % 2))))
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(202))
    expect(new Set(answers.map(({ body }) => body.status)).size).toBe(2)
    // Only the id counts: systems that send again often count their tries in the body.
    const again = await anybody('POST', hook, JSON.stringify({ id: 'e1', tries: 2 }))
    expect(again.body.status).toBe(answers[1]?.body.status)
    expect((await call('GET', '/api/flows/leads/intake')).body.events).toBe(2)
  })

  it('may be told by a header', async () => {
    const hook = await started('webhook', { eventId: 'header', eventIdName: 'X-Delivery' })
    const send = (n: number, id: string) => anybody('POST', hook, lead(n), { 'x-delivery': id })
    const [first, second, third] = [await send(1, 'a'), await send(1, 'a'), await send(1, 'b')]
    expect([first.body.id, second.body.id, third.body.id]).toEqual(['1', '1', '2'])
  })
})

describe('what is no event', () => {
  it('is refused by name, and the others go on', async () => {
    const hook = await started('webhook', {})
    const send = (body: string, type = 'application/json') => anybody('POST', hook, body, { 'content-type': type })
    const big = JSON.stringify({ email: 'x'.repeat(1_100_000) })
    expect(await send(big)).toMatchObject({ status: 413, type: 'application/problem+json' })
    for (const body of [
      '{"a":1e999}',
      '{"a":"\\ud800"}',
      '{"a":1,"a":2}',
      '{"a":1',
      '',
      '[]',
      `{"a":${'['.repeat(200)}`,
    ]) {
      expect(await send(body)).toMatchObject({ status: 400, body: { code: 'server.not-a-record' } })
    }
    expect(await send('<a/>', 'application/xml')).toMatchObject({ status: 415, body: { code: 'hook.wrong-type' } })
    expect((await send('{"__proto__": {"x": 1}, "constructor": 2}')).status).toBe(202)
    expect((await send('email=ada%40example.com&name=Ada', 'application/x-www-form-urlencoded')).status).toBe(202)
    expect((await anybody('POST', `${hook}/more`, '{}')).status).toBe(404)
  })

  it('is told when it comes too slowly, and its connection is closed', async () => {
    const hook = new URL(await started('webhook', {}))
    const socket = connect(Number(hook.port), hook.hostname)
    socket.write(`POST ${hook.pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"a":`)
    let said = ''
    socket.on('data', (piece) => {
      said += piece
    })
    await once(socket, 'close')
    expect(said).toMatch(/^HTTP\/1\.1 408 /)
    expect(said).toContain('hook.too-slow')
    expect((await anybody('POST', hook.href, lead(1))).status).toBe(202)
  })
})

describe('a sender that wants to know', () => {
  it('is answered when the record is done', async () => {
    const hook = await started('webhook', { answer: 'when-done' })
    expect(await anybody('POST', hook, lead(1))).toMatchObject({
      status: 200,
      body: { id: '1', outcome: 'created', step: 'write' },
    })
  })
})

describe('CloudEvents', () => {
  const event = (n: number, type = 'lead') =>
    new CloudEvent({ id: `${n}`, source: '/forms', type, data: { email: `lead${n}@example.com`, name: `Lead ${n}` } })
  const post = (address: string, message: { headers: unknown; body?: unknown }) =>
    anybody('POST', address, String(message.body), message.headers as Record<string, string>)

  it('arrive in every form, once each, and those of other types are left out', async () => {
    const address = await started('events', { types: ['lead'] })
    expect(address).toContain('/events/leads.')
    const structured = await post(address, HTTP.structured(event(1)))
    const binary = await post(address, HTTP.binary(event(1)))
    expect(structured.status).toBe(202)
    expect(binary.body).toEqual(structured.body)
    const batch = {
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify([1, 2, 3].map((n) => event(n))),
    }
    const batched = (await post(address, batch)).body.events as { id: string }[]
    expect(batched.map(({ id }) => id)).toEqual(['1', '2', '3'])
    expect(await post(address, HTTP.structured(event(9, 'other')))).toMatchObject({ status: 202, body: { events: [] } })
    expect(await post(address, { headers: {}, body: '{}' })).toMatchObject({
      status: 400,
      body: { code: 'hook.not-an-event' },
    })
    expect((await anybody('POST', address.replace('/events/', '/hooks/'), lead(1))).status).toBe(409)
    const status = (structured.body.events as { status: string }[])[0]?.status ?? ''
    const done = await until(
      () => anybody('GET', status),
      ({ body }) => body.outcome !== 'waiting',
    )
    expect(done.body).toMatchObject({ outcome: 'created' })
  })
})
