/** Promise: whatever starts a flow, it runs in practice, also by itself while the studio is open, and nothing starts twice. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, expect, it } from 'vitest'
import writeWorkbook from 'write-excel-file/node'
import type { Flow, Json, RunView } from '#engine'
import { keepFile, openStudio, type StudioHandle, startPracticeRun } from '#studio'
import { leadsFlow, until } from './server-launch.ts'
import { cleanUp, newFolder } from './server-process.ts'

let data = ''
let studio: StudioHandle
const open = async () => {
  studio = await openStudio({ dataFolder: data, host: 'terminal' })
}
beforeEach(async () => {
  data = newFolder()
  await open()
})
afterEach(async () => {
  await studio.close()
  await cleanUp()
})
const client = () => createRouterClient(studio.router)

function leads(kind: string, settings: Record<string, Json>, from = 'name', key = 'email'): Flow {
  const flow = leadsFlow('webhook')
  const write = flow.steps.write!
  const changed = { ...write.settings, key: { fields: [key], ignore: [] }, fields: [{ to: 'lastname', from }] }
  const steps = { start: { kind, title: 'Leads come in', settings }, write: { ...write, settings: changed } }
  return { ...flow, steps }
}
const save = (flow: Flow, revision = 0) => client().flows.save({ flow, revision })
async function run(flow: Flow): Promise<RunView> {
  const before = studio.context.store.flows.get(flow.id)?.revision ?? 0
  return (await startPracticeRun(studio.context, await save(flow, before), { anew: true })).done
}
const row = (n: number) => `lead${n}@example.com,Lead ${n}\n`

it('Samples, this moment, a folder, a workbook and a system: each is the input of a run', async () => {
  const samples = [{ email: 'a@example.com', name: 'A' }]
  for (const kind of ['manual', 'events', 'called', 'webhook']) {
    expect((await run(leads(kind, { fields: ['email', 'name'], samples }))).received).toBe(1)
  }
  const tick = await run(leads('schedule', { cron: '0 6 * * *', missed: 'once' }, 'weekday', 'scheduled_at'))
  expect(tick).toMatchObject({ received: 1, state: 'finished' })

  const folder = newFolder()
  writeFileSync(join(folder, 'a.csv'), `email,name\n${row(1)}${row(2)}`)
  writeFileSync(join(folder, 'b.csv'), '%PDF-1.7')
  writeFileSync(join(folder, 'c.jsonl'), '{"email": "c@example.com", "name": "C"}\nbroken\n')
  const whole = await run(leads('folder', { folder, format: 'any', every: { amount: 30, unit: 'seconds' } }))
  expect(whole).toMatchObject({ received: 5, outcomes: { created: 3, held: 2 } })

  const book = join(folder, 'd.xlsx')
  const sheet = (name: string) => ({
    sheet: name,
    data: [
      ['email', 'name'],
      [`${name}@example.com`, name],
    ],
  })
  await writeWorkbook([sheet('one'), sheet('two')]).toFile(book)
  const kept = await keepFile(studio.context, book)
  const file = { file: kept.id, name: 'd.xlsx', columns: ['email', 'name'] }
  const two = await client().files.describe({ file: kept.id, sheet: 'TWO' })
  expect(two).toMatchObject({ sheet: 'two', sheets: ['one', 'two'], columns: ['email', 'name'] })
  const rows = await client().files.rows({ file: kept.id, sheet: 'two' })
  expect(rows).toMatchObject({ total: 1, rows: [{ data: { name: 'two' } }] })
  expect(await run(leads('read-file', { file, sheet: 'two' }))).toMatchObject({ received: 1, outcomes: { created: 1 } })

  const settings = { connection: 'crm', operation: 'upsert-contact', fields: ['email', 'lastname'] }
  const polled = await run(leads('poll', { ...settings, every: { amount: 5, unit: 'minutes' } }, 'lastname'))
  expect(polled.received).toBeGreaterThanOrEqual(5)
  expect(polled.outcomes.unchanged).toBe(polled.received)
})

it('A watched folder starts a run for each file while the studio is open, and for none twice', async () => {
  const folder = newFolder()
  writeFileSync(join(folder, 'a.csv'), `email,name\n${row(1)}`)
  const flow = leads('folder', { folder, format: 'csv', every: { amount: 5, unit: 'seconds' } })
  await save(flow)
  expect(await client().triggers.start({ flow: flow.id })).toMatchObject({ watching: true, told: [] })
  const runs = () => studio.context.store.runs.list(flow.id).filter(({ view }) => view.state === 'finished')
  await until(
    async () => runs().length,
    (count) => count === 1,
  )
  const state = await client().triggers.state({ flow: flow.id })
  expect(state).toMatchObject({ watching: true, started: 1, lookedAt: expect.any(Number) })
  await studio.close()
  await open()
  expect(await client().triggers.state({ flow: flow.id })).toEqual({ watching: false, started: 0, told: [] })
  await client().triggers.start({ flow: flow.id })
  writeFileSync(join(folder, 'b.csv'), `email,name\n${row(2)}`)
  await until(
    async () => runs().length,
    (count) => count === 2,
  )
  expect(runs().map(({ view }) => view.outcomes.created)).toEqual([1, 1])
  expect(await client().triggers.stop({ flow: flow.id })).toMatchObject({ watching: false })
  await expect(client().triggers.start({ flow: 'none' })).rejects.toMatchObject({ data: { code: 'flow.not-found' } })
})
