/** One sign-in, several processes: nothing is renewed twice, and a process that dies in the middle loses nothing unnoticed. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type OpenSecrets, openSecrets } from '#adapters/secrets'
import { createSignIns, type SignIns } from '#adapters/sign-ins'
import type { OAuthWay } from '#engine'
import { oauthConnector } from '../fixtures/oauth-connector.ts'
import { type OAuthServer, startOAuthServer } from '../fixtures/oauth-server.ts'
import type { RenewTask } from '../fixtures/renew-child.ts'

const ENTRY = [resolve('build/entry/run.js'), 'test/fixtures/renew-child.ts']

let folder = ''
let secrets: OpenSecrets
let signIns: SignIns
let server: OAuthServer

async function begin(rotates: boolean, way: Partial<OAuthWay> = {}): Promise<string> {
  folder = mkdtempSync(join(tmpdir(), 'sluice-renew-'))
  secrets = openSecrets(join(folder, 'data'), { keys: join(folder, 'keys') })
  server = await startOAuthServer({ rotates })
  const connector = oauthConnector(way)
  signIns = createSignIns({ ...secrets, connectors: { [connector.id]: connector } })
  const given = { connector: connector.id, name: 'Entries', slot: 'practice', way: 'oauth-code', values: {} } as const
  const tokens = { ...server.signIn(), expires: Date.now() - 1 }
  return signIns.keepTokens({ ...given, address: server.address }, tokens, server.client).id
}

afterEach(async () => {
  secrets.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

interface Ended {
  token?: string
  code?: string
  signal: NodeJS.Signals | null
}

function child(task: Pick<RenewTask, 'id' | 'dies'>): Promise<Ended> {
  const whole: RenewTask = { folder: join(folder, 'data'), keys: join(folder, 'keys'), ...task }
  const process_ = spawn(process.execPath, [...ENTRY, JSON.stringify(whole)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  return new Promise((done) =>
    process_.once('close', (_status, signal) => done({ ...(said ? (JSON.parse(said) as object) : {}), signal })),
  )
}

const refreshes = () => server.asked.map(({ refresh }) => refresh)

describe('a sign-in that several processes use', () => {
  it('is renewed by one of them, and the others take it over', async () => {
    const id = await begin(true)
    server.slow = 1500
    const ended = await Promise.all([child({ id }), child({ id }), child({ id })])
    expect(refreshes()).toHaveLength(1)
    const tokens = new Set(ended.map(({ token }) => token))
    expect(tokens.size).toBe(1)
    expect([...tokens][0]).toBe(signIns.access(id).token)
  })
})

describe('a process that is killed between the answer and its keeping', () => {
  it('costs a person one sign-in where each renewal ends the token before, and says so', async () => {
    const id = await begin(true)
    expect(await child({ id, dies: true })).toMatchObject({ signal: 'SIGKILL' })
    // The next one tries the token that was kept, at once, and learns that it counts no more.
    expect(await child({ id })).toMatchObject({ code: 'sign-in.answer-lost' })
    expect(refreshes()).toHaveLength(2)
    expect(new Set(refreshes()).size).toBe(1)
    expect(signIns.get(id).ended).toMatchObject({ code: 'sign-in.answer-lost' })
    // It is not asked for again and again; a person signs in, and everything goes on.
    expect(await child({ id })).toMatchObject({ code: 'sign-in.answer-lost' })
    expect(refreshes()).toHaveLength(2)
    signIns.keepTokens({ ...signIns.get(id), id }, server.signIn(), server.client)
    expect(await child({ id })).toMatchObject({ token: expect.stringMatching(/^access-/) })
  })

  it('costs nothing where the token before still counts', async () => {
    const id = await begin(false, { refresh: 'stays' })
    expect(await child({ id, dies: true })).toMatchObject({ signal: 'SIGKILL' })
    expect(await child({ id })).toMatchObject({ token: expect.stringMatching(/^access-/) })
    expect(signIns.get(id).ended).toBeUndefined()
  })
})
