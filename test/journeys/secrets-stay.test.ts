/** Secrets stand nowhere but in their sealed place: not in the data folder, in outputs, bundles, journals, or command lines. */
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import { Runner } from '#adapters/run'
import { openSecrets } from '#adapters/secrets'
import { createSignIns } from '#adapters/sign-ins'
import { openStore } from '#adapters/sqlite'
import { systemHash } from '#adapters/system'
import { flowSchema, hashOf } from '#engine'
import { startServer } from '#server'
import { incident } from '#studio'
import { sourceOf } from '../fixtures/drive-flow.ts'
import { commandLines, foundIn, foundInText } from '../fixtures/look-for-secrets.ts'
import { oauthConnector } from '../fixtures/oauth-connector.ts'
import { startOAuthServer } from '../fixtures/oauth-server.ts'
import { emptyFolder, servePractice, start } from './cli-process.ts'
import { childcare, freshFolder, practiceIn, runToEnd, setFaults, studioIn } from './practice.ts'
import { bundleOf, caller, leadsFlow, newSigner } from './server-launch.ts'
import { cleanUp, newFolder } from './server-process.ts'

afterEach(cleanUp)

const entriesFlow = flowSchema.parse({
  formatVersion: 1,
  id: 'entries',
  name: 'Entries',
  connections: { shop: { name: 'Shop', connector: 'vault-test' } },
  steps: {
    read: { kind: 'manual', title: 'Read', settings: { fields: ['ref', 'name'], samples: [] } },
    write: {
      kind: 'write',
      title: 'Put',
      settings: {
        ...{ connection: 'shop', operation: 'put', matchField: 'ref' },
        ...{ key: { fields: ['ref'], ignore: [] }, fields: [{ to: 'name', from: 'name' }] },
      },
    },
  },
  wires: [{ id: 'w1', from: { step: 'read', port: 'main' }, to: { step: 'write' } }],
})

/** A data folder with one OAuth sign-in, and a runner whose flows use it. */
async function withEntries() {
  const folder = emptyFolder()
  const server = await startOAuthServer()
  const data = join(folder, 'data')
  const secrets = openSecrets(data, { keys: join(folder, 'keys') })
  const connector = oauthConnector()
  const connectors = { [connector.id]: connector }
  const signIns = createSignIns({ ...secrets, connectors })
  const store = openStore(data)
  const runner = new Runner({ store, connectors, patience: 2000 })
  onTestFinished(async () => {
    await runner.close()
    store.close()
    secrets.close()
    await server.close()
  })
  const given = { connector: connector.id, name: 'Shop', slot: 'practice', way: 'oauth-code', values: {} } as const
  const tokens = server.signIn()
  const { id } = signIns.keepTokens({ ...given, address: server.address }, tokens, server.client)
  const run = (records: Record<string, string>[], fingerprint: string) =>
    runner.start({
      ...{ flow: entriesFlow, hash: hashOf(entriesFlow, systemHash), revision: 1, mode: 'practice' },
      ...{ input: { name: 'rows', fingerprint }, source: sourceOf(records), access: { shop: signIns.access(id) } },
    } as const)
  return { data, keys: join(folder, 'keys'), server, secrets, signIns, id, tokens, run, runner, store }
}

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ ref: `r${n}`, name: `Name ${n}` }))

describe('a run whose sign-in ends again and again', () => {
  it('goes on with new ones, and writes each record once', async () => {
    const { server, signIns, id, run } = await withEntries()
    server.lasts = 150
    const tokens = { ...server.signIn(), expires: Date.now() + 150 }
    signIns.keepTokens({ ...signIns.get(id), id }, tokens, server.client)
    const view = await run(rows(60), 'many').done
    expect(view).toMatchObject({ state: 'finished', outcomes: { held: 0 } })
    expect(server.entries.size).toBe(60)
    expect(Math.max(...server.entries.values())).toBe(1)
    // Renewed with the one that came before, each time: none was asked with twice.
    const refreshes = server.asked.map(({ refresh }) => refresh)
    expect(refreshes.length).toBeGreaterThan(1)
    expect(new Set(refreshes).size).toBe(refreshes.length)
  })
})

describe('nothing of a secret stands', () => {
  it('in the data folder after refusals that repeat it, an ended sign-in and an incident', async () => {
    const { data, keys, id, server, run, tokens, secrets, store } = await withEntries()
    await run([...rows(3), { ref: 'bad', name: 'BAD' }], 'first').done
    const { holds } = store.records.holds('entries', 'practice', 0, 10)
    expect(JSON.stringify(holds)).toContain('[token]')
    // A process dies with new tokens in its hands.
    const { promise: ended, resolve: end } = Promise.withResolvers<NodeJS.Signals | null>()
    server.expire()
    const task = JSON.stringify({ folder: data, keys, id, dies: true })
    const child = spawn(process.execPath, [resolve('build/entry/run.js'), 'test/fixtures/renew-child.ts', task])
    child.once('close', (_status, signal) => end(signal))
    expect(await ended).toBe('SIGKILL')
    incident(data, new Error('a defect'))
    server.revoke()
    const { state } = await run([{ ref: 'more', name: 'More' }], 'second').done
    expect(state).toBe('interrupted')
    const canaries = {
      'client secret': server.client.secret,
      'first token': tokens.token,
      'refresh token': tokens.refresh,
      ...Object.fromEntries(server.asked.map(({ refresh = '' }, n) => [`refresh ${n}`, refresh])),
      ...Object.fromEntries([...new Set(server.calls)].map((token, n) => [`token ${n}`, token])),
    }
    expect(secrets.vault.names('connection ')).toHaveLength(1)
    expect(foundIn(data, canaries)).toEqual([])
    // The search itself finds what is there.
    writeFileSync(join(data, 'planted.log'), `x ${tokens.refresh} y`)
    expect(foundIn(data, canaries)).toContainEqual(expect.stringContaining('planted.log: refresh token'))
  })

  it('in what the terminal prints, exports, or shows of itself to others', async () => {
    const folder = emptyFolder()
    const served = await servePractice(join(folder, 'vendor'))
    const { address, token } = served.practice.systems.hubspot
    const data = join(folder, 'mine')
    const keys = join(folder, 'keys')
    mkdirSync(data)
    const env = { SLUICE_KEYS: keys, SLUICE_PASSPHRASE: 'canary-passphrase-7' }
    const at = ['--data', data]
    const canaries = { key: token, passphrase: env.SLUICE_PASSPHRASE, password: 'canary-password-7' }
    const outputs: string[] = []
    const told = async (args: string[], more: Record<string, string> = {}) => {
      const running = start([...args, ...at], { ...env, ...more })
      const seen = commandLines()
      const { stdout, stderr, status } = await running.ended
      outputs.push(stdout, stderr, seen)
      return { stdout, stderr, status }
    }
    const added = await told(['connections', 'add', 'hubspot', '--name', 'CRM', '--address', address], {
      SLUICE_SECRET: token,
    })
    expect(added).toMatchObject({ status: 0, stdout: expect.stringContaining('"CRM" is saved for practice') })
    const refused = await told(['connections', 'add', 'hubspot', '--name', 'Bad', '--address', address], {
      SLUICE_SECRET: canaries.password,
    })
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('does not accept') })
    expect(await told(['connections', 'check', 'CRM'])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('CRM: good'),
    })
    expect((await told(['connections', 'list', '--json'])).stdout).toContain('"practice"')
    expect((await told(['connections', 'request', 'CRM'])).stdout).toContain('Access to HubSpot')
    const out = join(folder, 'lead.sluice')
    const people = ['--owner', 'Ada', '--alert', 'Bob']
    const exported = await told(['export', 'webhook-lead', '--prove', ...people, '--out', out])
    expect(exported).toMatchObject({ status: 0 })
    expect(foundInText('bundle', readFileSync(out), canaries)).toEqual([])
    const wrong = await told(['connections', 'check', 'CRM'], { SLUICE_PASSPHRASE: 'another-passphrase' })
    expect(wrong).toMatchObject({ status: 1, stderr: expect.stringContaining('not the passphrase') })
    expect(foundIn(data, canaries)).toEqual([])
    expect(foundInText('output', outputs.join('\n'), canaries)).toEqual([])
    expect((await told(['connections', 'remove', 'CRM'])).status).toBe(0)
    expect(await told(['connections', 'check', 'CRM'])).toMatchObject({ status: 1 })
  })

  it('in what a server finds out about a sign-in', async () => {
    const folder = newFolder()
    const signer = newSigner()
    const practice = await practiceIn(newFolder())
    const { address, token } = practice.systems.hubspot
    const server = await startServer({ dataFolder: folder, trust: [publicKeyText(signer)] })
    onTestFinished(() => server.close())
    const call = caller(server.address, server.apiToken)
    await call('POST', '/api/bundles', bundleOf(leadsFlow('webhook'), signer))
    const check = () => call('GET', '/api/flows/leads/connections/crm/check')
    expect(await check()).toMatchObject({ body: { code: 'server.slot-missing' } })
    await call('PUT', '/api/flows/leads/connections/crm', { address, token })
    const good = await check()
    expect(good).toMatchObject({ status: 200, body: { state: 'good', missing: [] } })
    expect(good.body.needs).not.toEqual([])
    await setFaults(practice, { rejectToken: 'expired' })
    const expired = await check()
    expect(expired.body).toMatchObject({ state: 'expired', accepted: false })
    expect(foundInText('answers', JSON.stringify([good, expired]), { token })).toEqual([])
    expect(foundIn(folder, { token })).toEqual([])
  })

  it('in a folder that an earlier version kept it in, once it was opened', async () => {
    const folder = freshFolder()
    const data = join(folder, 'data')
    const practice = await practiceIn(join(folder, 'vendor'))
    const { address, token } = practice.systems.hubspot
    const before = studioIn(data)
    const saved = await childcare(before)
    before.store.notes.keepSetting(`practice-slot ${saved.flow.id} crm`, { connector: 'hubspot', address, token })
    await before.close()
    expect(foundIn(data, { token })).not.toEqual([])
    const context = studioIn(data)
    expect(foundIn(data, { token })).toEqual([])
    // And it is used as before, also when the system refuses it, in words that repeat it or not.
    await setFaults(practice, { rejectToken: 'expired' })
    const view = await runToEnd(context, saved)
    expect(view.state).toBe('interrupted')
    expect(view.reason?.code).toMatch(/sign-in|paused/)
    expect(foundIn(data, { token })).toEqual([])
  })

  it('in the data folder of a server: live sign-ins and webhook secrets', async () => {
    const folder = newFolder()
    const signer = newSigner()
    const canaries = { live: 'canary-live-token-7', webhook: 'canary-webhook-secret-7' }
    const options = { dataFolder: folder, trust: [publicKeyText(signer)] }
    const first = await startServer(options)
    const call = caller(first.address, first.apiToken)
    expect((await call('POST', '/api/bundles', bundleOf(leadsFlow('webhook'), signer))).status).toBe(201)
    const live = { address: 'http://127.0.0.1:9', token: canaries.live }
    const mapped = await call('PUT', '/api/flows/leads/connections/crm', live)
    const secret = await call('PUT', '/api/flows/leads/secret', { secret: canaries.webhook })
    expect([mapped.status, secret.status]).toEqual([200, 200])
    expect(foundIn(folder, canaries)).toEqual([])
    await first.close()
    const second = await startServer(options)
    const again = caller(second.address, first.apiToken)
    const shown = [
      mapped,
      secret,
      await again('GET', '/api/flows/leads'),
      await again('GET', '/api/flows/leads/intake'),
    ]
    expect(shown[2]?.body).toMatchObject({ slots: [{ mapped: true }] })
    expect(shown[3]?.body).toMatchObject({ secret: true })
    expect(foundInText('answers', JSON.stringify(shown), canaries)).toEqual([])
    await second.close()
    expect(foundIn(folder, canaries)).toEqual([])
  })
})
