import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import { bundleOf, caller, leadsFlow, newSigner, payloadOf } from './server-launch.ts'
import { cleanUp, NotStarted, newFolder, type Process, type ServerSaid, startServerProcess } from './server-process.ts'

const signer = newSigner()
const stranger = newSigner('Mallory')
const data = newFolder()
const keyFile = join(newFolder(), 'ada.key')
let server: Process<ServerSaid>
let token = ''
let call: ReturnType<typeof caller>

beforeAll(async () => {
  writeFileSync(keyFile, publicKeyText(signer))
  server = await startServerProcess(data, '--trust', keyFile)
  token = server.said.apiToken ?? ''
  call = caller(server.said.address, token)
})
afterAll(cleanUp)

describe('a server at its first start', () => {
  it('tells its token, keeps only a fingerprint of it, and never tells it again', async () => {
    expect(token).toMatch(/^sluice_[\w-]{43}$/)
    for (const file of readdirSync(data)) expect(readFileSync(join(data, file)).includes(token)).toBe(false)
    if (process.platform !== 'win32') expect(statSync(join(data, 'server.db')).mode & 0o777).toBe(0o600)
    expect(await server.end('SIGTERM')).toBe(0)
    server = await startServerProcess(data, '--trust', keyFile)
    expect(server.said.apiToken).toBeUndefined()
    call = caller(server.said.address, token)
    expect((await call('GET', '/api/flows')).body).toEqual([])
  })

  it('answers nobody without the token', async () => {
    for (const wrong of [undefined, 'sluice_wrong', `${token}x`]) {
      const answer = await caller(server.said.address, wrong)('GET', '/api/flows')
      expect(answer).toMatchObject({ status: 401, type: expect.stringContaining('application/problem+json') })
      expect(answer.body).toMatchObject({ code: 'server.sign-in', title: expect.stringMatching(/token/) })
    }
    const big = await caller(server.said.address)('POST', '/api/bundles', Buffer.alloc(1024))
    expect(big.status).toBe(401)
  })

  it('trusts several signers, and names the address that others know it by', async () => {
    const otherFile = join(newFolder(), 'grace.key')
    const grace = newSigner('Grace')
    writeFileSync(otherFile, publicKeyText(grace))
    const options = ['--trust', keyFile, '--trust', otherFile, '--public', 'https://hooks.example.com/sluice/']
    const both = await startServerProcess(newFolder(), ...options)
    const ask = caller(both.said.address, both.said.apiToken)
    expect((await ask('POST', '/api/bundles', bundleOf(leadsFlow('webhook', 'one'), signer))).status).toBe(201)
    const sent = await ask('POST', '/api/bundles', bundleOf(leadsFlow('webhook', 'two'), grace))
    expect(sent.body.intake).toMatchObject({
      address: expect.stringMatching(/^https:\/\/hooks\.example\.com\/sluice\/hooks\/two\./),
    })
    expect(await both.end('SIGTERM')).toBe(0)
  })

  it('says in words why it does not start', async () => {
    const why = async (...options: string[]) => {
      const failed = await startServerProcess(...(options as [string])).catch((error: unknown) => error)
      expect(failed).toBeInstanceOf(NotStarted)
      return failed as NotStarted
    }
    const port = new URL(server.said.address).port
    const taken = await why(newFolder(), '--trust', keyFile, '--port', port)
    expect(taken).toMatchObject({
      status: 1,
      message: `Port ${port} is taken by another program. Nothing was started. Choose another with --port, or leave it out to use a free one.\n`,
    })
    expect(await why(data, '--trust', keyFile)).toMatchObject({
      status: 1,
      message: expect.stringContaining(`in use by another Sluice (process ${server.pid},`),
    })
    expect(await why(newFolder(), '--trust', join(data, 'none'))).toMatchObject({ status: 1 })
    expect(await why(newFolder(), '--port', 'http')).toMatchObject({ status: 2 })
  })
})

describe('a bundle', () => {
  const flow = leadsFlow('webhook')

  it('is refused unless a trusted person signed exactly this', async () => {
    const good = bundleOf(flow, signer)
    const changed = Buffer.from(good)
    changed[changed.length - 9] = 0x21
    const cases: [Buffer, number, string][] = [
      [Buffer.from('{"flow":1}'), 400, 'bundle.not-a-bundle'],
      [Buffer.alloc(0), 400, 'bundle.not-a-bundle'],
      [changed, 422, 'bundle.changed'],
      [bundleOf(flow, stranger), 403, 'bundle.unknown-key'],
      [bundleOf(flow, signer, { engine: 2 }), 422, 'bundle.newer-engine'],
      [bundleOf({ ...flow, name: 'Another' }, signer, { hash: payloadOf(flow).hash }), 422, 'bundle.hash-mismatch'],
      [bundleOf(flow, signer, { evidence: { checklist: [] } }), 422, 'bundle.blocked'],
      [bundleOf({ ...flow, owners: { logic: '', backup: '' } }, signer), 422, 'bundle.blocked'],
      [bundleOf({ ...flow, wires: [] }, signer), 422, 'bundle.blocked'],
      [Buffer.concat([good, Buffer.alloc(21 * 1024 * 1024)]), 413, 'server.too-large'],
    ]
    for (const [bytes, status, code] of cases) {
      const answer = await call('POST', '/api/bundles', bytes)
      expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') })
      expect(answer.body).toMatchObject({
        code,
        status,
        type: `urn:sluice:${code}`,
        detail: expect.stringMatching(/\.$/),
      })
    }
    expect((await call('GET', '/api/flows')).body).toEqual([])
  })

  it('from a trusted key arrives paused, once, and takes nothing yet', async () => {
    const first = await call('POST', '/api/bundles', bundleOf(flow, signer))
    expect(first).toMatchObject({ status: 201, body: { flow: 'leads', version: 1, state: 'paused' } })
    expect(first.body.slots).toEqual([{ connection: 'crm', system: 'HubSpot', name: 'Our CRM', mapped: false }])
    expect(await call('POST', '/api/bundles', bundleOf(flow, signer))).toMatchObject({
      status: 200,
      body: { version: 1 },
    })
    expect((await call('GET', '/api/flows')).body).toEqual([first.body])

    const { address } = first.body.intake as { address: string }
    const posted = await caller('')('POST', address, { email: 'a@example.com' })
    expect(posted).toMatchObject({ status: 503, body: { code: 'server.not-running' } })
  })

  it('does not start before every connection has a live sign-in, which is never told again', async () => {
    const refused = await call('POST', '/api/flows/leads/start')
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'server.slot-missing', values: { connection: 'Our CRM' } },
    })
    const slot = '/api/flows/leads/connections/crm'
    const open = await call('PUT', slot, { address: 'http://crm.example.com', token: 'live-secret' })
    expect(open).toMatchObject({ status: 422, body: { code: 'slot.address' } })
    expect(await call('PUT', slot, { address: 'https://crm.example.com' })).toMatchObject({ status: 400 })
    expect(
      await call('PUT', '/api/flows/leads/connections/none', { address: 'https://x.example', token: 't' }),
    ).toMatchObject({ status: 404 })

    const mapped = await call('PUT', slot, { address: 'https://crm.example.com/', token: 'live-secret' })
    expect(mapped.body.slots).toMatchObject([{ mapped: true, address: 'https://crm.example.com' }])
    const started = await call('POST', '/api/flows/leads/start')
    expect(started).toMatchObject({ status: 200, body: { state: 'running' } })
    for (const answer of [open, mapped, started, await call('GET', '/api/flows/leads')]) {
      expect(JSON.stringify(answer.body)).not.toContain('live-secret')
    }
    expect((await call('POST', '/api/flows/leads/pause')).body).toMatchObject({ state: 'paused' })
  })

  it('in a newer version pauses the flow, keeps its address and its sign-ins', async () => {
    const before = (await call('GET', '/api/flows/leads')).body
    await call('POST', '/api/flows/leads/start')
    const sent = await call('POST', '/api/bundles', bundleOf({ ...flow, name: 'Leads, better' }, signer))
    expect(sent).toMatchObject({ status: 201, body: { version: 2, state: 'paused', name: 'Leads, better' } })
    expect(sent.body.intake).toEqual(before.intake)
    expect(sent.body.slots).toEqual(before.slots)
  })

  it('is still there after a restart, and what is not there is told as such', async () => {
    await server.end('SIGINT')
    server = await startServerProcess(data)
    call = caller(server.said.address, token)
    expect((await call('GET', '/api/flows/leads')).body).toMatchObject({ version: 2, state: 'paused' })
    expect(await call('GET', '/api/flows/none')).toMatchObject({ status: 404, body: { code: 'flow.not-found' } })
    expect(await call('GET', '/api/runs/none')).toMatchObject({ status: 404, body: { code: 'run.not-found' } })
    expect(await call('GET', '/api/nothing')).toMatchObject({ status: 404, body: { code: 'server.nothing-here' } })
    expect(await call('POST', '/api/flows/leads/files', 'a,b\n1,2\n')).toMatchObject({
      status: 409,
      body: { code: 'server.wrong-intake' },
    })
    expect((await call('POST', '/api/bundles', bundleOf(flow, signer))).status).toBe(403)
  })
})
