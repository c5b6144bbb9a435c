import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import { bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
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
const data = newFolder()
const UPLOAD = '/api/flows/leads/files'
const csv = (rows: number) =>
  ['email,name', ...Array.from({ length: rows }, (_, n) => `lead${n}@example.com,Lead ${n}`)].join('\n')
let crm: Process<PracticeSaid>
let server: Process<ServerSaid>
let token = ''
let call: ReturnType<typeof caller>

const practice = (method: string, path: string, body?: unknown) =>
  caller(crm.said.control.address, crm.said.control.token)(method, `/__practice/${path}`, body)
const shown = async () =>
  (await practice('GET', 'show/contacts?limit=1000')).body as unknown as {
    total: number
    effects: { effects: number }[]
  }
const startAgain = async () => {
  server = await startServerProcess(data)
  call = caller(server.said.address, token)
}
const finished = (run: unknown) =>
  until(
    () => call('GET', `/api/runs/${run}`),
    ({ body }) => body.state === 'finished',
  )

beforeAll(async () => {
  crm = await startPracticeProcess(newFolder())
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  server = await startServerProcess(data, '--trust', keyFile)
  token = server.said.apiToken ?? ''
  call = caller(server.said.address, token)
  await call('POST', '/api/bundles', bundleOf(leadsFlow('read-file'), signer))
  const { address, token: live } = crm.said.systems.hubspot
  await call('PUT', '/api/flows/leads/connections/crm', { address, token: live })
})
afterAll(cleanUp)

describe('a file flow on a server', () => {
  it('takes no file while it is paused, and none that is no table', async () => {
    expect(await call('POST', UPLOAD, csv(2))).toMatchObject({ status: 503, body: { code: 'server.not-running' } })
    await call('POST', '/api/flows/leads/start')
    const empty = await call('POST', `${UPLOAD}?name=leads.csv`, '')
    expect(empty).toMatchObject({ status: 422, body: { code: 'file.empty', values: { file: 'leads.csv' } } })
    expect((await caller('')('POST', server.said.address + UPLOAD, csv(2))).status).toBe(401)
    expect(readdirSync(join(data, 'uploads'))).toEqual([])
  })

  it('writes each row once, through a kill after the answer and the same file again', async () => {
    await practice('POST', 'faults', { latency: { beforeMs: 100, afterMs: 100 } })
    const answer = await call('POST', `${UPLOAD}?name=${encodeURIComponent('C:\\in\\leads.csv')}`, csv(300))
    expect(answer).toMatchObject({ status: 202, body: { status: expect.stringContaining('/api/runs/') } })
    await server.end('SIGKILL')
    await startAgain()
    await until(shown, ({ total }) => total > 0)
    await server.end('SIGKILL')
    await startAgain()
    // The sender did not see the answer, and sends the file again: it is the same run.
    const again = await call('POST', `${UPLOAD}?name=leads.csv`, csv(300))
    expect(again.body.run).toBe(answer.body.run)
    await practice('POST', 'faults', {})
    const { body } = await finished(answer.body.run)
    expect(body).toMatchObject({ input: 'leads.csv', received: 300, unaccounted: 0, outcomes: { held: 0, waiting: 0 } })
    expect((await shown()).effects.map((each) => each.effects)).toEqual(Array(300).fill(1))

    const second = await call('POST', UPLOAD, csv(300))
    expect(second.body.run).not.toBe(answer.body.run)
    expect((await finished(second.body.run)).body).toMatchObject({ outcomes: { unchanged: 300 } })
    expect((await shown()).effects.map((each) => each.effects)).toEqual(Array(300).fill(1))
    await until(
      async () => readdirSync(join(data, 'uploads')),
      (files) => files.length === 0,
    )
  })

  it('shows what waits for a person, with its reason and without its data', async () => {
    const { body } = await call('POST', UPLOAD, 'email,name\n,Nobody\nnew@example.com,New\n')
    expect((await finished(body.run)).body).toMatchObject({ outcomes: { held: 1, created: 1 }, newlyHeld: 1 })
    const hold = await call('GET', '/api/flows/leads/hold')
    expect(hold.body).toMatchObject({ total: 1, entries: [{ label: 'row 1', reason: { code: 'record.no-key' } }] })
    expect(JSON.stringify(hold.body)).not.toContain('Nobody')
  })

  it('runs the next file though one that is done cannot be removed', async () => {
    await practice('POST', 'faults', { latency: { beforeMs: 400, afterMs: 0 } })
    const first = await call('POST', UPLOAD, csv(3))
    const second = await call('POST', UPLOAD, csv(4))
    await until(
      async () => (await call('GET', `/api/runs/${first.body.run}`)).body,
      ({ received }) => received === 3,
    )
    // Read to its end and still under way: what stands in its place now is not a file.
    const [name = ''] = byAge(join(data, 'uploads'))
    rmSync(join(data, 'uploads', name))
    mkdirSync(join(data, 'uploads', name))
    expect((await finished(first.body.run)).body).toMatchObject({ received: 3, unaccounted: 0, resumed: 0 })
    expect((await finished(second.body.run)).body).toMatchObject({ received: 4, unaccounted: 0, resumed: 0 })
    rmSync(join(data, 'uploads', name), { recursive: true })
  })
})

/** Names of files, the oldest first. */
const byAge = (folder: string): string[] => {
  const made = new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).birthtimeMs]))
  return [...made.keys()].sort((a, b) => (made.get(a) ?? 0) - (made.get(b) ?? 0))
}
