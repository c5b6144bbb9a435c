import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Failure } from '#engine'
import { openNetwork, sealTo } from './index.ts'

let server: Server
let address: string
let asked = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    asked++
    if (request.url === '/cut') request.socket.destroy()
    else if (request.url === '/away') response.writeHead(302, { location: 'http://192.0.2.1/' }).end('{}')
    else if (request.url === '/never') return
    else if (request.url === '/drops') drip(response)
    else response.writeHead(200, { 'X-Thing': 'yes' }).end('{"ok":true}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** A head at once, and then a sign now and again, without end. */
function drip(response: ServerResponse): void {
  response.writeHead(200).write('[')
  const drops = setInterval(() => response.write(' '), 5)
  response.once('close', () => {
    clearInterval(drops)
    ended.resolve()
  })
}
const ended = Promise.withResolvers<void>()

async function failureOf(url: string, seal = [address], timeout = 1000): Promise<Failure> {
  const network = openNetwork({ seal: sealTo(seal) })
  try {
    await network.request({ method: 'GET', url, headers: {}, timeout })
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  } finally {
    await network.close()
  }
  throw new Error('it was answered')
}

test('what is inside the seal is reached, with lower-case headers', async () => {
  const network = openNetwork({ seal: sealTo([`${address}/some/path`]) })
  const reply = await network.request({ method: 'POST', url: `${address}/x`, headers: {}, body: '{}', timeout: 1000 })
  expect(reply).toMatchObject({ status: 200, body: '{"ok":true}', headers: { 'x-thing': 'yes' } })
  await network.close()
})

test('no other address is reached: another port, another host, another protocol, a name that only begins alike', async () => {
  const before = asked
  const port = new URL(address).port
  for (const url of [
    'http://127.0.0.1:1/',
    `http://localhost:${port}/`,
    `https://127.0.0.1:${port}/`,
    `http://127.0.0.1:${port}@192.0.2.1/`,
    `http://127.0.0.1.example:${port}/`,
    'https://api.hubapi.com/crm/v3/objects/companies',
    'file:///etc/passwd',
    'not an address',
  ]) {
    expect(await failureOf(url)).toMatchObject({ code: 'call.blocked', category: 'permanent' })
  }
  expect(asked).toBe(before)
})

test('an answer that points elsewhere is not followed', async () => {
  const network = openNetwork({ seal: sealTo([address]) })
  expect((await network.request({ method: 'GET', url: `${address}/away`, headers: {}, timeout: 1000 })).status).toBe(
    302,
  )
  await network.close()
})

test('no answer is transient, and says whether the request may have arrived', async () => {
  expect(await failureOf(`${address}/cut`)).toMatchObject({
    code: 'call.unavailable',
    category: 'transient',
    details: { sent: 'maybe' },
  })
  expect(await failureOf(`${address}/never`, [address], 50)).toMatchObject({
    code: 'call.unavailable',
    details: { sent: 'maybe' },
  })
  const nobody = 'http://127.0.0.1:9'
  expect(await failureOf(`${nobody}/`, [nobody])).toMatchObject({ code: 'call.unavailable', details: { sent: 'no' } })
})

test('an answer that comes in drops ends in time, and with it its connection', async () => {
  expect(await failureOf(`${address}/drops`, [address], 60)).toMatchObject({
    code: 'call.unavailable',
    category: 'transient',
    values: { why: 'no answer in time' },
    details: { sent: 'maybe' },
  })
  await ended.promise
})
