/** Mail behind the port of the network, against the practice mail server. */
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type OpenNetwork, openNetwork, sealTo } from '#adapters/net'
import type { Failure, NetReply } from '#engine'
import { type Practice, startPractice } from '#sandbox'
import { smtp } from '../../sandbox/smtp/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'mail-'))
let practice: Practice
let network: OpenNetwork

beforeAll(async () => {
  practice = await startPractice({ folder, systems: [smtp], limited: false })
  network = openNetwork({ seal: sealTo([access().address]) })
})
afterAll(async () => {
  await network.close()
  await practice.close()
  rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  await control('smtp/faults', {})
  await control('smtp/reset', {})
})

function access() {
  const found = practice.systems.smtp
  if (!found) throw new Error('there is no practice mail server')
  return found
}

async function control(path: string, body?: unknown): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${practice.control.token}` }
  const asked = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  return (await (await fetch(`${practice.control.address}/__practice/${path}`, asked)).json()) as Record<
    string,
    unknown
  >
}

interface Message {
  messageId: string
  from: string
  to: string
  cc: string
  subject: string
  recipients: string[]
  headers: Record<string, string>
  content: string
}

const kept = async () => ((await control('smtp/show/messages')).objects as { body: Message }[]).map(({ body }) => body)

const MAIL = {
  from: 'Zoë Owner <owner@example.com>',
  to: 'Ana <ana@example.com>, bob@example.com',
  cc: null,
  subject: 'Order A-1001 is on its way 🚚',
  text: 'Hello\n.\nGoodbye',
  messageId: 'key-1',
}

const send = async (mail: unknown, token = access().token, timeout = 10_000) => {
  const headers = { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
  const reply = await network.request({
    method: 'POST',
    url: access().address,
    headers,
    body: JSON.stringify(mail),
    timeout,
  })
  return { ...reply, json: JSON.parse(reply.body) as Record<string, unknown> }
}
const failing = (asked: Promise<NetReply>) =>
  asked.then(
    () => undefined,
    (error: Failure) => error,
  )

test('a message arrives with everything that it says, and the same key gives it the same id', async () => {
  const first = await send({
    ...MAIL,
    cc: 'carol@example.com',
    html: '<p>Hello</p>',
    headers: { 'X-Order': 'A-1001', Bcc: 'spy@example.com' },
  })
  expect(first).toMatchObject({
    status: 200,
    json: { id: '<key-1@example.com>', accepted: expect.any(Array), rejected: [] },
  })
  expect((await send(MAIL)).json.id).toBe(first.json.id)
  const [message] = await kept()
  expect(message).toMatchObject({
    messageId: '<key-1@example.com>',
    subject: MAIL.subject,
    from: MAIL.from,
    cc: 'carol@example.com',
    recipients: ['ana@example.com', 'bob@example.com', 'carol@example.com'],
  })
  expect(message?.headers['x-order']).toBe('A-1001')
  expect(message?.content).toContain('text/html')
  expect((await control('smtp/show/messages')).effects).toMatchObject([{ key: '<key-1@example.com>', writes: 2 }])
})

test('a sign-in can be checked without a message', async () => {
  const [user] = access().token.split(':')
  expect(await send({ do: 'check' })).toMatchObject({ status: 200, json: { user } })
  expect(await kept()).toEqual([])
})

test('a wrong, an ended and a revoked sign-in are refused, and none is repeated', async () => {
  const [user] = access().token.split(':')
  const wrong = await send(MAIL, `${user}:hunter2`)
  expect(wrong).toMatchObject({
    status: 401,
    json: { message: 'The mail server does not accept the user name or password' },
  })
  const ended = String((await control('smtp/sign-ins', { lastsMs: 0 })).token)
  expect(await send(MAIL, ended)).toMatchObject({ status: 401 })
  await control('smtp/faults', { token: 'revoked' })
  expect(await send(MAIL)).toMatchObject({ status: 401 })
  expect(await kept()).toEqual([])
})

test('a message goes to all its recipients or to none', async () => {
  const refused = await send({ ...MAIL, to: ['ana@example.com', 'unknown@example.com'] })
  expect(refused).toMatchObject({
    status: 422,
    json: { message: 'The mail server refuses unknown@example.com: No such mailbox here', field: 'to' },
  })
  expect(await send({ ...MAIL, to: 'unknown@example.com' })).toMatchObject({ status: 422 })
  expect(await send({ ...MAIL, to: 'ana@example.com, full@example.com' })).toMatchObject({ status: 503 })
  expect(await kept()).toEqual([])
})

test('what asks to be tried again passes by waiting', async () => {
  await control('smtp/faults', { unavailable: 1 })
  const later = await send({ ...MAIL, to: 'ana@example.com' })
  expect(later).toMatchObject({ status: 503, json: { message: expect.stringContaining('Greylisted') } })
  expect(await send({ ...MAIL, to: 'ana@example.com' })).toMatchObject({ status: 200 })
  await control('smtp/faults', { outage: 'refuse' })
  expect(await send(MAIL)).toMatchObject({ status: 503 })
  await control('smtp/faults', { serverErrors: { probability: 1 } })
  expect(await send(MAIL)).toMatchObject({ status: 503 })
  expect(await kept()).toHaveLength(1)
})

test('a message whose answer was lost may have arrived; one that was cut off before its end did not', async () => {
  await control('smtp/faults', { lostAnswers: 1 })
  expect(await failing(send(MAIL))).toMatchObject({ code: 'call.unavailable', details: { sent: 'maybe' } })
  expect(await kept()).toHaveLength(1)
  await control('smtp/faults', { outage: 'hang-up' })
  expect(await failing(send(MAIL))).toMatchObject({ code: 'call.unavailable', details: { sent: 'no' } })
  await control('smtp/faults', { latency: { beforeMs: 3000 } })
  expect(await failing(send(MAIL, access().token, 300))).toMatchObject({
    code: 'call.unavailable',
    values: { why: 'no answer in time' },
    details: { sent: 'maybe' },
  })
})

test('what cannot be a message is refused before anybody is asked', async () => {
  for (const [wrong, words] of [
    [{ ...MAIL, to: '' }, '"to" must not be blank'],
    [{ ...MAIL, to: 'nobody' }, '"nobody" is not an e-mail address'],
    [{ ...MAIL, from: '' }, '"from" must be one e-mail address'],
    [{ ...MAIL, text: 'x'.repeat(11 * 1024 * 1024) }, 'The message is larger than 10 MB'],
    [[], 'There is no message'],
  ] as const) {
    expect(await send(wrong)).toMatchObject({ status: 422, json: { message: words } })
  }
  await send({ ...MAIL, subject: 'one\r\nBcc: spy@example.com' })
  const [message] = await kept()
  expect(message?.recipients).toEqual(['ana@example.com', 'bob@example.com'])
  expect(message?.headers.bcc).toBeUndefined()
})

test('a server whose certificate nobody vouches for gets no password', async () => {
  let signedIn = 0
  const server = new SMTPServer({
    secure: true,
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => {
      signedIn++
      done(null, { user: 'x' })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()))
  const url = `smtps://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  const other = openNetwork({ seal: sealTo([url]) })
  const headers = { authorization: `Basic ${Buffer.from('me:hush').toString('base64')}` }
  const failure = await failing(
    other.request({ method: 'POST', url, headers, body: JSON.stringify(MAIL), timeout: 5000 }),
  )
  expect(failure).toMatchObject({ code: 'call.unavailable', details: { sent: 'no' } })
  expect(failure?.values.why).toMatch(/certificate/)
  expect(signedIn).toBe(0)
  await other.close()
  await new Promise<void>((resolve) => server.close(resolve))
})
