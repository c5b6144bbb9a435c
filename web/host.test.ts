import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Studio } from '#protocol'
import { openWebHost, type WebHost } from './host.ts'

const studioScript = join(import.meta.dirname, '../test/fixtures/studio-child.ts')
let folder: string
let host: WebHost

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-web-'))
  mkdirSync(join(folder, 'screen/assets'), { recursive: true })
  writeFileSync(join(folder, 'screen/index.html'), '<title>Sluice</title>')
  writeFileSync(join(folder, 'screen/assets/app-1a2b.js'), '"use strict"')
  writeFileSync(join(folder, 'private.txt'), 'not for pages')
  host = await openWebHost({ dataFolder: folder, screenFolder: join(folder, 'screen'), studioScript })
})

afterAll(async () => {
  await host.close()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  status: number
  headers: Record<string, unknown>
  body: string
}

/** Sends a path exactly as written, which fetch would tidy up first. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}) {
  const { port } = new URL(host.origin)
  return new Promise<Answer>((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {} },
      (answer) => {
        let body = ''
        answer.on('data', (part) => {
          body += String(part)
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
      },
    )
    sent.on('error', reject)
    sent.end(options.body)
  })
}

const tokenOf = (link: string) => new URL(link).hash.slice(1)
const post = (path: string, body: string, origin = host.origin) =>
  ask(path, { method: 'POST', headers: { origin }, body })
const signIn = async () => (await post('/session', tokenOf(host.startLink()))).body

function connect(key: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, ['sluice', key], {
    origin: host.origin,
    headers,
  })
  const opened = new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true))
    socket.once('error', () => resolve(false))
  })
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const studio: Studio = createORPCClient(new RPCLink({ websocket: socket as never }))
  return { socket, opened, closed, studio }
}

describe('the screen', () => {
  it('is served with the policy, and hashed files for good', async () => {
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('Sluice')
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['cache-control']).toBe('no-cache')
    const asset = await ask('/assets/app-1a2b.js')
    expect(asset.headers['cache-control']).toContain('immutable')
    expect(asset.headers['content-type']).toContain('javascript')
  })

  it('answers malformed and foreign paths without falling over', async () => {
    expect((await ask('/%')).status).toBe(400)
    expect((await ask('//')).status).toBe(400)
    expect((await ask('/%00')).status).toBe(400)
    expect((await ask('/missing.js')).status).toBe(404)
    expect((await ask('/../private.txt')).status).toBe(404)
    expect((await ask('/%2e%2e%2fprivate.txt')).status).toBe(404)
    expect((await ask('/..%5cprivate.txt')).status).toBe(400)
    expect((await ask('/', { method: 'DELETE' })).status).toBe(404)
    expect((await ask('/')).status).toBe(200)
  })

  it('is refused under another name', async () => {
    expect((await ask('/', { headers: { host: 'evil.example' } })).status).toBe(421)
  })
})

describe('signing in', () => {
  it('takes a token once', async () => {
    const token = tokenOf(host.startLink())
    expect((await post('/session', token)).status).toBe(200)
    expect((await post('/session', token)).status).toBe(403)
  })

  it('refuses other sites, guesses and long bodies', async () => {
    expect((await post('/session', tokenOf(host.startLink()), 'http://evil.example')).status).toBe(403)
    expect((await post('/session', 'guess')).status).toBe(403)
    expect((await post('/session', 'x'.repeat(10_000))).status).toBe(413)
  })

  it('lets an open window sign in another, and nobody else', async () => {
    const token = (await post('/window', await signIn())).body
    expect((await post('/session', token)).status).toBe(200)
    expect((await post('/window', 'guess')).status).toBe(403)
  })
})

describe('the line to the studio', () => {
  it('is open to a signed-in window only', async () => {
    const good = connect(await signIn())
    expect(await good.opened).toBe(true)
    expect((await good.studio.app.info()).host).toBe('web')
    expect(await connect('guess').opened).toBe(false)
    expect(await connect(await signIn(), { host: 'evil.example' }).opened).toBe(false)
    const foreign = new WebSocket(`${host.origin.replace('http', 'ws')}/rpc`, ['sluice', await signIn()], {
      origin: 'http://evil.example',
    })
    await expect(new Promise((_, reject) => foreign.once('error', reject))).rejects.toThrow('403')
    good.socket.close()
  })

  it('comes back with the same sign-in after the studio died', async () => {
    const key = await signIn()
    const before = connect(key)
    await before.opened
    const pid = host.studioPid()
    process.kill(pid ?? 0, 'SIGKILL')
    await before.closed
    // A line may still reach the studio that is just dying; a window then simply asks again.
    const after = await vi.waitFor(async () => {
      const next = connect(key)
      expect(await next.opened).toBe(true)
      return next
    }, 15_000)
    expect((await after.studio.app.info()).version).not.toBe('')
    expect(host.studioPid()).not.toBe(pid)
    after.socket.close()
  })
})

describe('beginning and ending', () => {
  it('names a port that is taken', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as { port: number }
    await expect(openWebHost({ dataFolder: folder, screenFolder: folder, port, studioScript })).rejects.toMatchObject({
      code: 'port.taken',
      values: { port: String(port) },
    })
    other.close()
  })

  it('passes on why the studio cannot open', async () => {
    await expect(openWebHost({ dataFolder: 'owned', screenFolder: folder, studioScript })).rejects.toMatchObject({
      code: 'data.owned',
    })
  })

  it('ends by itself when the last window has gone', async () => {
    const short = await openWebHost({ dataFolder: folder, screenFolder: folder, studioScript, idleLimit: 10 })
    const key = await fetch(`${short.origin}/session`, {
      method: 'POST',
      headers: { origin: short.origin },
      body: tokenOf(short.startLink()),
    }).then((answer) => answer.text())
    const socket = new WebSocket(`${short.origin.replace('http', 'ws')}/rpc`, ['sluice', key], { origin: short.origin })
    await new Promise((resolve) => socket.once('open', resolve))
    socket.close()
    await short.ended
    await expect(fetch(short.origin)).rejects.toThrow()
  })
})
