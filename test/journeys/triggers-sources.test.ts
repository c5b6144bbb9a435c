/** Promise: what starts a flow by itself starts it once for each thing, through restarts, and what cannot be read is told. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import { publicKeyText } from '#adapters/bundle'
import type { Flow, Json } from '#engine'
import { type RunningServer, startServer } from '#server'
import { bundleOf, caller, leadsFlow, newSigner, until } from './server-launch.ts'
import { cleanUp, newFolder, type PracticeSaid, type Process, startPracticeProcess } from './server-process.ts'

const signer = newSigner()
const incidents: unknown[] = []
let data = ''
let crm: Process<PracticeSaid>
let server: RunningServer
let token = ''
let call: ReturnType<typeof caller>

const startAgain = async () => {
  const onIncident = (_number: string, error: unknown) => incidents.push(error)
  server = await startServer({ dataFolder: data, trust: [publicKeyText(signer)], onIncident })
  token = server.apiToken ?? token
  call = caller(server.address, token)
}
beforeEach(async () => {
  data = newFolder()
  crm = await startPracticeProcess(newFolder())
  await startAgain()
})
afterEach(async () => {
  await server.close()
  await cleanUp()
  expect(incidents.splice(0)).toEqual([])
})

async function started(kind: string, settings: Record<string, Json>, change: (flow: Flow) => Flow = (flow) => flow) {
  const flow = leadsFlow('webhook')
  const steps = { ...flow.steps, start: { kind, title: 'Leads come in', settings } }
  const sent = await call('POST', '/api/bundles', bundleOf(change({ ...flow, steps }), signer))
  expect(sent).toMatchObject({ status: 201 })
  const { address, token: crmToken } = crm.said.systems.hubspot
  await call('PUT', '/api/flows/leads/connections/crm', { address, token: crmToken })
  expect(await call('POST', '/api/flows/leads/start')).toMatchObject({ status: 200 })
  return sent.body.intake as { kind: string; address: string }
}

interface Shown {
  total: number
  effects: { key: string; effects: number }[]
}
const shown = async () =>
  (await caller(crm.said.control.address, crm.said.control.token)('GET', '/__practice/show/contacts?limit=1000'))
    .body as unknown as Shown
const intake = async () => (await call('GET', '/api/flows/leads/intake')).body

const every = { amount: 5, unit: 'seconds' }

describe('a watched folder', () => {
  it('gives each file once, in every form, through a restart; one that cannot be read is told', async () => {
    const folder = newFolder()
    mkdirSync(join(folder, 'a.csv'))
    writeFileSync(join(folder, 'one.csv'), 'email,name\nada@example.com,Ada\n')
    writeFileSync(join(folder, 'two.jsonl'), '{"email": "bea@example.com", "name": "Bea"}\n')
    writeFileSync(join(folder, 'bad.csv'), '%PDF-1.7\n')
    const sheet = [
      ['email', 'name'],
      ['cem@example.com', 'Cem'],
    ]
    await writeWorkbook([{ sheet: 'S', data: sheet }]).toFile(join(folder, 'three.xlsx'))
    expect(await started('folder', { folder, format: 'any', every })).toMatchObject({ kind: 'folder', address: '' })
    await until(shown, ({ total }) => total === 3)
    const told = await until(intake, (body) => (body.told as unknown[]).length > 0)
    expect(told.told).toMatchObject([{ code: 'file.not-csv' }])
    await server.close()
    await startAgain()
    writeFileSync(join(folder, 'four.csv'), 'email,name\ndan@example.com,Dan\n')
    await until(shown, ({ total }) => total === 4)
    expect((await shown()).effects.map(({ effects }) => effects)).toEqual([1, 1, 1, 1])
  })
})

describe('asking what changed', () => {
  it('gives each entry once, and again when it changes, through a restart', async () => {
    const { address, token: crmToken } = crm.said.systems.hubspot
    const crmCall = caller(address, crmToken)
    const create = (n: number) =>
      crmCall('POST', '/crm/v3/objects/contacts', { properties: { email: `c${n}@example.com`, lastname: `C ${n}` } })
    const first = await create(1)
    await create(2)
    const settings = {
      connection: 'crm',
      operation: 'upsert-contact',
      fields: ['email', 'lastname'],
      every: { amount: 10, unit: 'seconds' },
    }
    const same = (flow: Flow): Flow => {
      const write = flow.steps.write!
      const fields = [{ to: 'lastname', from: 'lastname' }]
      return { ...flow, steps: { ...flow.steps, write: { ...write, settings: { ...write.settings, fields } } } }
    }
    await started('poll', settings, same)
    await until(intake, ({ events }) => events === 2)
    await server.close()
    await startAgain()
    await create(3)
    await crmCall('PATCH', `/crm/v3/objects/contacts/${first.body.id}`, { properties: { lastname: 'Changed' } })
    expect((await until(intake, ({ events }) => Number(events) >= 4)).events).toBe(4)
    const run = await until(
      async () => (await call('GET', '/api/flows/leads')).body.lastRun as { outcomes: Record<string, number> },
      ({ outcomes }) => outcomes.waiting === 0 && (outcomes.unchanged ?? 0) === 4,
    )
    expect(run.outcomes).toMatchObject({ unchanged: 4, created: 0, updated: 0 })
  })
})

describe('a schedule and a flow for other flows', () => {
  it('start when they may, and say what is wrong otherwise', async () => {
    await started('schedule', { cron: '* * * * *', missed: 'once' }, (flow) => {
      const write = flow.steps.write!
      const key = { fields: ['scheduled_at'], ignore: [] }
      const settings = { ...write.settings, key, fields: [{ to: 'lastname', from: 'date' }] }
      return { ...flow, steps: { ...flow.steps, write: { ...write, settings } } }
    })
    expect(await intake()).toMatchObject({ kind: 'schedule', address: '', told: [] })
    expect((await call('POST', '/hooks/leads', { email: 'a@example.com' })).status).toBe(409)
    const flow = leadsFlow('webhook', 'part')
    const steps = { ...flow.steps, start: { kind: 'called', title: 'Called', settings: { fields: ['email', 'name'] } } }
    await call('POST', '/api/bundles', bundleOf({ ...flow, steps }, signer))
    await call('PUT', '/api/flows/part/connections/crm', crm.said.systems.hubspot)
    expect(await call('POST', '/api/flows/part/start')).toMatchObject({ body: { code: 'trigger.called-only' } })
  })
})
