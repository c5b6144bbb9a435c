/** A flow that comes after a removed one begins with nothing of it; what the removed one did stays in the journal. */
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { expect, onTestFinished, test } from 'vitest'
import type { Studio } from '#protocol'
import { startPractice } from '#sandbox'
import { openStudio } from '#studio'
import { freshFolder } from './practice.ts'

async function openOn(dataFolder: string) {
  const { router, context, close } = await openStudio({ dataFolder, host: 'terminal', patience: 1000 })
  onTestFinished(() => close())
  return { studio: createRouterClient(router, { context: {} }) as unknown as Studio, context }
}

async function sandboxAccount() {
  const practice = await startPractice({ folder: join(freshFolder(), 'account'), accountType: 'SANDBOX' })
  onTestFinished(() => practice.close())
  return practice.systems.hubspot
}

async function runOnce(studio: Studio, flow: string, revision: number) {
  const { run } = await studio.runs.start({ flow, revision })
  await expect.poll(async () => (await studio.runs.latest({ flow }))?.state, { timeout: 20_000 }).toBe('finished')
  return { run, view: await studio.runs.latest({ flow }) }
}

test('a flow made anew from the same example takes over no runs, keys, held records, proofs or sign-ins', async () => {
  const { studio, context } = await openOn(freshFolder())
  const own = await sandboxAccount()
  const first = await studio.flows.create({ example: 'webhook-lead' })
  const id = first.flow.id
  await studio.practice.setSlot({ flow: id, connection: 'crm', address: own.address, token: own.token })
  const before = await runOnce(studio, id, first.revision)
  expect((await studio.runs.holdList({ flow: id })).total).toBeGreaterThan(0)
  await studio.launch.prove({ flow: id })
  expect(await studio.flows.remove({ flow: id })).toEqual({ removed: true })
  expect(await studio.flows.remove({ flow: id })).toEqual({ removed: false })
  expect(context.store.notes.setting(`practice-slot ${id} crm`)).toBeUndefined()

  const anew = await studio.flows.create({ example: 'webhook-lead' })
  const flow = anew.flow.id
  expect(flow).not.toBe(id)
  expect(await studio.flows.create({ example: 'webhook-lead' })).toEqual(anew)
  expect(await studio.runs.list({ flow })).toEqual([])
  expect(await studio.runs.holdList({ flow })).toEqual({ total: 0, entries: [] })
  expect((await studio.launch.state({ flow })).proof).toBeUndefined()
  expect(await studio.practice.slots({ flow })).toMatchObject([{ kind: 'practice-system' }])
  const { view } = await runOnce(studio, flow, anew.revision)
  expect(view?.outcomes).toEqual(before.view?.outcomes)
  expect(view?.newlyHeld).toBe(before.view?.newlyHeld)
  expect(await studio.runs.eventsSince({ run: before.run, seq: 0 })).not.toEqual([])
})

test('neither an imported file nor a late save brings a removed id back', async () => {
  const { studio } = await openOn(freshFolder())
  const first = await studio.flows.create({ example: 'webhook-lead' })
  await runOnce(studio, first.flow.id, first.revision)
  const file = await studio.flows.export({ flow: first.flow.id })
  await studio.flows.remove({ flow: first.flow.id })
  const late = studio.flows.save({ flow: first.flow, revision: 0 })
  await expect(late).rejects.toMatchObject({ data: { code: 'flow.conflict' } })
  expect((await studio.flows.import(file)).flow.id).not.toBe(first.flow.id)
})

test('an id that never ran is free again, without the sign-in it had', async () => {
  const { studio } = await openOn(freshFolder())
  const own = await sandboxAccount()
  const { flow } = await studio.flows.create({ example: 'webhook-lead' })
  await studio.practice.setSlot({ flow: flow.id, connection: 'crm', address: own.address, token: own.token })
  await studio.flows.remove({ flow: flow.id })
  expect((await studio.flows.create({ example: 'webhook-lead' })).flow.id).toBe(flow.id)
  expect(await studio.practice.slots({ flow: flow.id })).toMatchObject([{ kind: 'practice-system' }])
})

test('a sign-in is not used for a connection that came to lead to another system', async () => {
  const { studio, context } = await openOn(freshFolder())
  const own = await sandboxAccount()
  const { flow, revision } = await studio.flows.create({ example: 'webhook-lead' })
  await studio.practice.setSlot({ flow: flow.id, connection: 'crm', address: own.address, token: own.token })
  context.store.notes.keepSetting(`practice-slot ${flow.id} other`, { ...own, connector: 'salesforce' })
  const other = { ...flow.connections, other: { name: 'Other', connector: 'hubspot' } }
  const saved = await studio.flows.save({ flow: { ...flow, connections: other }, revision })
  const kinds = Object.fromEntries(
    (await studio.practice.slots({ flow: flow.id })).map(({ connection, kind }) => [connection, kind]),
  )
  expect(kinds).toEqual({ crm: 'own-sandbox', other: 'practice-system' })
  const crm = { name: 'CRM', connector: 'salesforce' }
  const led = await studio.flows.save({ flow: { ...flow, connections: { crm } }, revision: saved.revision })
  expect(await studio.practice.slots({ flow: flow.id })).toMatchObject([{ connection: 'crm', kind: 'practice-system' }])
  const unknown = { crm: { name: 'CRM', connector: 'nobody-knows' } }
  await studio.flows.save({ flow: { ...flow, connections: unknown }, revision: led.revision })
  await expect(studio.practice.slots({ flow: flow.id })).rejects.toMatchObject({ data: { code: 'connector.unknown' } })
})
