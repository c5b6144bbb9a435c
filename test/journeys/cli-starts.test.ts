/** From the terminal, a flow runs whatever it starts with; and the secret of a webhook goes to a server without being seen. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { publicKeyText } from '#adapters/bundle'
import type { Flow, Json } from '#engine'
import { emptyFolder, type RunDocument, sluice, sluiceJson, start } from './cli-process.ts'
import { bundleOf, caller, leadsFlow, newSigner } from './server-launch.ts'
import { cleanUp, newFolder, startServerProcess } from './server-process.ts'

afterEach(cleanUp)

/** The leads, beginning in another way. */
function startingWith(kind: string, settings: Record<string, Json>): Flow {
  const flow = leadsFlow('webhook')
  return { ...flow, steps: { ...flow.steps, start: { kind, title: 'Leads come in', settings } } }
}

function written(data: string, flow: Flow): string {
  const path = join(data, 'leads.flow.json')
  writeFileSync(path, JSON.stringify(flow))
  return path
}

test('a folder is read as it lies there, and the file of --input instead of it', async () => {
  const data = emptyFolder()
  const folder = join(data, 'incoming')
  mkdirSync(folder)
  writeFileSync(join(folder, 'a.csv'), 'email,name\nada@example.com,Ada\ngrace@example.com,Grace\n')
  const other = join(data, 'other.csv')
  writeFileSync(other, 'email,name\nlin@example.com,Lin\n')
  const every = { amount: 10, unit: 'seconds' }
  const flow = written(data, startingWith('folder', { folder, fields: ['email', 'name'], every }))
  const first = await sluiceJson<RunDocument>(['run', flow, '--data', data])
  expect(first.document).toMatchObject({ state: 'finished', in: 2, outcomes: { created: 2 } })
  const second = await sluiceJson<RunDocument>(['run', flow, '--data', data, '--input', other])
  expect(second.document).toMatchObject({ state: 'finished', in: 1, outcomes: { created: 1 } })
})

test('a webhook reads its samples and a schedule starts once, now; neither takes a file', async () => {
  const data = emptyFolder()
  const samples = [{ email: 'ada@example.com', name: 'Ada' }]
  const hook = written(data, startingWith('webhook', { fields: ['email', 'name'], samples }))
  expect((await sluiceJson<RunDocument>(['run', hook, '--data', data])).document).toMatchObject({ in: 1 })
  const refused = await sluice(['run', hook, '--data', data, '--input', hook])
  expect(refused.stderr).toContain('"Leads come in" reads its own sample events here, so leave --input out')

  const ticking = startingWith('schedule', { cron: '0 7 * * *', missed: 'skip' })
  const noted = { kind: 'end', title: 'Nothing to write', settings: {} }
  const every = written(data, { ...ticking, connections: {}, steps: { ...ticking.steps, write: noted } })
  expect((await sluiceJson<RunDocument>(['run', every, '--data', data])).document).toMatchObject({ in: 1 })
  const late = await sluice(['run', every, '--data', data, '--input', hook])
  expect(late.stderr).toContain('starts once, now, so leave --input out')
})

test('a signing secret is read from standard input, kept on the server, and removed again', async () => {
  const signer = newSigner()
  const keyFile = join(newFolder(), 'ada.key')
  writeFileSync(keyFile, publicKeyText(signer))
  const { said } = await startServerProcess(newFolder(), '--trust', keyFile)
  const call = caller(said.address, said.apiToken ?? '')
  await call(
    'POST',
    '/api/bundles',
    bundleOf(startingWith('webhook', { fields: ['email', 'name'], signature: 'github' }), signer),
  )
  const env = { SLUICE_SERVER: said.address, SLUICE_SERVER_TOKEN: said.apiToken ?? '' }
  const secret = async (text: string, ...more: string[]) => {
    const running = start(['secret', 'leads', ...more], env)
    running.child.stdin?.end(text)
    return running.ended
  }
  const isSet = async () => (await call('GET', '/api/flows/leads/intake')).body.secret

  const given = await secret('a-very-secret-word\n')
  expect(given).toMatchObject({ status: 0, stdout: 'The signing secret of leads is set.\n' })
  expect(await isSet()).toBe(true)
  expect(await secret('')).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing came') })
  expect(await isSet()).toBe(true)
  const removed = await secret('', '--remove')
  expect(removed).toMatchObject({ status: 0, stderr: 'Every event is refused until another one is set.\n' })
  expect(await isSet()).toBe(false)
})
