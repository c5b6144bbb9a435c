/**
 * Attempts to break out of practice: a canary on this computer counts who reaches it. Nothing may, and each refusal is a plain
 * sentence.
 */
import { execFile } from 'node:child_process'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openNetwork, sealTo } from '#adapters/net'
import { type Connector, type Failure, type Flow, type Json, type RequestTemplate, sentenceOf } from '#engine'
import { startOrders, startPractice } from '#sandbox'
import { smtp } from '../../sandbox/smtp/index.ts'
import { chaosRig, lineOf, newFolder, rows, writeStep } from '../fixtures/chaos-rig.ts'
import { wiresOf } from '../fixtures/drive-flow.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'

/** Takes every connection, whatever is spoken, and counts it. */
async function canary() {
  let reached = 0
  const server = createServer((socket) => {
    reached++
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, reached: () => reached }
}

/** The orders connector with another request for its writes. */
function sending(request: Partial<RequestTemplate>): Connector {
  const declared = ordersConnector.operations['upsert-customer']
  if (!declared) throw new Error('there is no such operation')
  const send = { ...declared.send, request: { ...declared.send.request, ...request } }
  return { ...ordersConnector, operations: { 'upsert-customer': { ...declared, send } } }
}

const writing = () => writeStep('upsert-customer', 'ref', { tries: 2 })

/** The same step inside another flow. */
function nested(): Flow {
  const start = { kind: 'called', title: 'start', settings: { fields: [] } }
  const write = { title: 'write', ...writing() }
  const inner = {
    name: 'Inner',
    flow: 'inner',
    hash: 'h',
    steps: { start, write },
    wires: wiresOf(['start>write']),
    contracts: {},
  }
  return { ...lineOf({ call: { kind: 'subflow', settings: { subflow: 'inner' } } }), subflows: { inner } }
}

test('the canary sees whoever comes', async () => {
  const { port, reached } = await canary()
  await fetch(`http://127.0.0.1:${port}/`)
  expect(reached()).toBe(1)
})

describe('a real run whose calls are made to look like others', () => {
  const PATHS: [string, (port: number) => string][] = [
    ['what stands before an @ as a name', (port) => `@127.0.0.1:${port}/customers`],
    ['a longer name', (port) => `.example.com:${port}/customers`],
    ['more digits of the port', () => '1/customers'],
    ['a name with a password', (port) => `:x@localhost:${port}/`],
  ]
  test.each(PATHS)('%s: each record is held with the reason', async (_, pathFor) => {
    const { port, reached } = await canary()
    for (const flow of [lineOf({ write: writing() }), nested()]) {
      const rig = await chaosRig({ connector: sending({ path: pathFor(port) }), patience: 500 })
      const view = await rig.run(flow, rows(3))
      expect(view.outcomes).toMatchObject({ created: 0, updated: 0, held: 3 })
      const { held } = rig.store.holds.list(flow.id, 'practice', { limit: 10, offset: 0 })
      for (const { reason } of held) {
        expect(reason.code).toBe('call.blocked')
        const sentence = sentenceOf('call.blocked', reason.values)
        expect(sentence).toMatch(/^A call to \S+ was stopped: .+\. Nothing was sent there\. In practice, /)
        expect(sentence).not.toContain('unknown')
        expect(sentence).not.toContain(rig.orders.token)
      }
      expect(held).toHaveLength(3)
      expect(rig.orders.things('customers')).toEqual([])
    }
    expect(reached()).toBe(0)
  })

  test('values of records become no address, no header and no host', async () => {
    const { port, reached } = await canary()
    const connector = sending({ path: '/customers/{key}', headers: { 'x-key': '{key}', host: '{key}' } })
    const rig = await chaosRig({ connector, patience: 500 })
    const keys = [`@127.0.0.1:${port}/`, `//127.0.0.1:${port}/`, `x\r\nhost: 127.0.0.1:${port}`, '../../../']
    await rig.run(
      lineOf({ write: writing() }),
      keys.map((ref) => ({ ref, name: 'n' })),
    )
    expect(reached()).toBe(0)
  })

  test.each([301, 302, 303, 307, 308])('an answer that says "look there" (%d) is not followed', async (status) => {
    const { port, reached } = await canary()
    const pointing = createHttpServer((_, response) => {
      response
        .writeHead(status, { location: `http://127.0.0.1:${port}/`, refresh: `0; url=http://127.0.0.1:${port}/` })
        .end()
    })
    await new Promise<void>((resolve) => pointing.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void pointing.close())
    const orders = { ...(await startOrders()), address: `http://127.0.0.1:${(pointing.address() as AddressInfo).port}` }
    const rig = await chaosRig({ orders, patience: 500 })
    const view = await rig.run(lineOf({ write: writing() }), rows(2))
    expect(view.outcomes).toMatchObject({ created: 0, updated: 0 })
    expect(reached()).toBe(0)
  })

  test('a formula has nothing to call anybody with', async () => {
    const { port, reached } = await canary()
    const url = `http://127.0.0.1:${port}/`
    const formulas = [
      `$fetch("${url}")`,
      `$eval("$fetch('${url}')")`,
      `$map([1], function($v) { $v.constructor.constructor("return fetch('${url}')")() })`,
      `name.constructor("return process")()`,
      `$lookup($, "__proto__").constructor("return fetch('${url}')")()`,
    ]
    for (const formula of formulas) {
      const rig = await chaosRig({ patience: 500 })
      const work = { kind: 'formula', settings: { formula, answer: 'field', into: 'out' } }
      const view = await rig.run(lineOf({ work, write: writing() }), rows(1) as Record<string, Json>[])
      expect(view.received, formula).toBe(1)
    }
    expect(reached()).toBe(0)
  })
})

describe('the way out', () => {
  const failing = async (asked: Promise<unknown>) =>
    asked.then(
      () => undefined,
      (error: Failure) => error,
    )

  test.each(['postgres', 'mysql', 'smtp', 'smtps', 'http', 'https', 'ftp', 'ws', 'gopher'])(
    'leads to no other address by %s',
    async (scheme) => {
      const { port, reached } = await canary()
      const orders = await startOrders()
      onTestFinished(() => orders.close())
      const network = openNetwork({ seal: sealTo([orders.address]) })
      onTestFinished(() => network.close())
      for (const host of [
        '127.0.0.1',
        'localhost',
        '2130706433',
        '0177.1',
        '[::ffff:127.0.0.1]',
        'me:hush@127.0.0.1',
      ]) {
        const url = `${scheme}://${host}:${port}/shop`
        const failure = await failing(
          network.request({ method: 'POST', url, headers: {}, body: '{"do":"tables"}', timeout: 2000 }),
        )
        expect(failure, url).toMatchObject({ code: 'call.blocked', category: 'permanent' })
        expect(sentenceOf('call.blocked', failure?.values)).not.toMatch(/unknown|hush/)
      }
      expect(reached()).toBe(0)
    },
  )

  test('does not follow a name that first leads to where it should and then to here', async () => {
    const { port, reached } = await canary()
    const answers = ['203.0.114.1', '127.0.0.1', '::1', '::ffff:127.0.0.1', '0.0.0.0', '10.0.0.1', '169.254.169.254']
    for (const scheme of ['http', 'postgres', 'mysql', 'smtp', 'smtps']) {
      let asked = 0
      const resolve = async () => {
        const address = answers[1 + (asked++ % (answers.length - 1))] ?? ''
        return [{ address, family: address.includes(':') ? 6 : 4 }]
      }
      const url = `${scheme}://sandbox.example.com:${port}`
      const network = openNetwork({ seal: sealTo([url]), resolve })
      const mail = { from: 'a@example.com', to: 'b@example.com', subject: 's', text: 't' }
      const body = JSON.stringify(scheme.startsWith('smtp') ? mail : { do: 'tables' })
      for (let n = 1; n < answers.length; n++) {
        const failure = await failing(
          network.request({ method: 'POST', url: `${url}/`, headers: {}, body, timeout: 2000 }),
        )
        expect(failure, `${scheme} ${answers[n]}`).toMatchObject({ code: 'call.blocked' })
        expect(sentenceOf('call.blocked', failure?.values)).toMatch(/its name leads to \S+, /)
      }
      expect(asked).toBeGreaterThanOrEqual(answers.length - 1)
      await network.close()
    }
    expect(reached()).toBe(0)
  })

  test('goes past the proxies and databases that an environment names', async () => {
    const { port, reached } = await canary()
    const orders = await startOrders()
    onTestFinished(() => orders.close())
    const proxy = `http://127.0.0.1:${port}`
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy']
    const env = {
      ...process.env,
      ...Object.fromEntries(names.map((name) => [name, proxy])),
      NO_PROXY: '',
      no_proxy: '',
      NODE_USE_ENV_PROXY: '1',
      ...{ PGHOST: '127.0.0.1', PGHOSTADDR: '127.0.0.1', PGPORT: String(port), PGUSER: 'other', PGPASSWORD: 'other' },
    }
    const child = fileURLToPath(new URL('../fixtures/proxied-child.ts', import.meta.url))
    // Nobody answers at these, so that whatever is reached is what the environment names.
    const closed = ['http', 'postgres', 'mysql', 'smtp'].map((scheme) => `${scheme}://127.0.0.1:9`)
    const { stdout } = await promisify(execFile)(process.execPath, [child, orders.address, ...closed], { env })
    expect(JSON.parse(stdout)).toEqual([expect.any(Number), ...closed.map(() => 'call.unavailable')])
    expect(reached()).toBe(0)
  })

  test('mails no file and nothing from elsewhere, whatever a message asks for', async () => {
    const { port, reached } = await canary()
    const practice = await startPractice({ folder: newFolder(), systems: [smtp], limited: false })
    onTestFinished(() => practice.close())
    const { address = '', token = '' } = practice.systems.smtp ?? {}
    const network = openNetwork({ seal: sealTo([address]) })
    onTestFinished(() => network.close())
    const url = `http://127.0.0.1:${port}/`
    const wished = { href: url, path: '/etc/passwd' }
    const mail = {
      ...{ from: 'a@example.com', to: 'b@example.com', subject: 's', text: wished, html: wished, raw: wished },
      ...{
        attachments: [wished],
        alternatives: [wished],
        icalEvent: wished,
        headers: { 'x-a': wished },
        proxy: url,
        host: '127.0.0.1',
        port,
      },
    }
    const headers = { authorization: `Basic ${Buffer.from(token).toString('base64')}` }
    const reply = await network.request({
      method: 'POST',
      url: address,
      headers,
      body: JSON.stringify(mail),
      timeout: 5000,
    })
    expect(reply.status).toBe(200)
    const asked = { headers: { authorization: `Bearer ${practice.control.token}` } }
    const shown = await (await fetch(`${practice.control.address}/__practice/smtp/show/messages`, asked)).text()
    expect(shown).toContain('b@example.com')
    expect(shown).not.toMatch(/root:|etc.passwd.*\/bin/)
    expect(reached()).toBe(0)
  })
})
