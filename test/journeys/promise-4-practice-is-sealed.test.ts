/** Practice is sealed: a live account is refused in a practice slot, and a run reaches nothing but its slots. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Studio } from '#protocol'
import { startOrders, startPractice } from '#sandbox'
import { openStudio } from '#studio'
import { chaosRig, lineOf, rows, writeStep } from '../fixtures/chaos-rig.ts'
import { wiresOf } from '../fixtures/drive-flow.ts'
import { ordersConnector } from '../fixtures/orders-connector.ts'
import { childcare, freshFolder, practiceIn, runToEnd, studioIn } from './practice.ts'

async function studioClient(folder: string): Promise<Studio> {
  const studio = await openStudio({ dataFolder: folder, host: 'terminal', patience: 1000 })
  onTestFinished(() => studio.close())
  return createRouterClient(studio.router, { context: {} }) as unknown as Studio
}

async function account(accountType: string) {
  const practice = await startPractice({ folder: join(freshFolder(), 'account'), accountType })
  onTestFinished(() => practice.close())
  return { ...practice.systems.hubspot, close: () => practice.close() }
}

describe('the practice slot', () => {
  test('takes a sandbox account, and the run writes there', async () => {
    const folder = freshFolder()
    const own = await account('SANDBOX')
    const studio = await studioClient(folder)
    const { flow } = await studio.flows.create({ example: 'webhook-lead' })
    const slot = await studio.practice.setSlot({
      flow: flow.id,
      connection: 'crm',
      address: own.address,
      token: own.token,
    })
    expect(slot).toMatchObject({ kind: 'own-sandbox', address: own.address })
    expect(JSON.stringify(slot)).not.toContain(own.token)
    await studio.practice.setSlot({ flow: flow.id, connection: 'crm', address: '', token: '' })
    expect((await studio.practice.slots({ flow: flow.id }))[0]).toMatchObject({ kind: 'practice-system' })
  })

  test.each([
    ['a live account', 'STANDARD'],
    ['an account of a kind that nobody knows', 'UNHEARD_OF'],
  ])('refuses %s', async (_, accountType) => {
    const own = await account(accountType)
    const studio = await studioClient(freshFolder())
    const { flow } = await studio.flows.create({ example: 'webhook-lead' })
    const set = studio.practice.setSlot({ flow: flow.id, connection: 'crm', address: own.address, token: own.token })
    await expect(set).rejects.toMatchObject({
      code: 'FAILURE',
      data: { code: 'slot.live-key', values: { system: 'HubSpot' } },
    })
    expect((await studio.practice.slots({ flow: flow.id }))[0]).toMatchObject({ kind: 'practice-system' })
  })

  test('refuses a wrong token and an address where nobody answers, each with its own words', async () => {
    const own = await account('SANDBOX')
    const studio = await studioClient(freshFolder())
    const { flow } = await studio.flows.create({ example: 'webhook-lead' })
    const set = (address: string, token: string) =>
      studio.practice.setSlot({ flow: flow.id, connection: 'crm', address, token })
    await expect(set(own.address, 'wrong')).rejects.toMatchObject({ data: { code: 'slot.refused' } })
    await expect(set('http://127.0.0.1:9', own.token)).rejects.toMatchObject({ data: { code: 'slot.unreachable' } })
    await expect(set('nowhere', own.token)).rejects.toMatchObject({ data: { code: 'slot.unreachable' } })
  })
})

describe('a run that could not go on', () => {
  test('is taken up where it began, and begun anew when the slot leads elsewhere', async () => {
    const [away, other] = [await account('SANDBOX'), await account('SANDBOX')]
    const studio = await studioClient(freshFolder())
    const { flow, revision } = await studio.flows.create({ example: 'webhook-lead' })
    const signIn = ({ address, token }: { address: string; token: string }) =>
      studio.practice.setSlot({ flow: flow.id, connection: 'crm', address, token })
    const start = () => studio.runs.start({ flow: flow.id, revision })
    const atRest = async () => {
      const state = async () => (await studio.runs.latest({ flow: flow.id }))?.state
      await expect.poll(state, { timeout: 20_000 }).not.toBe('running')
      return studio.runs.latest({ flow: flow.id })
    }
    await signIn(away)
    await away.close()
    const first = await start()
    expect(first.resumed).toBe(false)
    expect(await atRest()).toMatchObject({ state: 'interrupted', received: 12 })
    expect(await start()).toEqual({ run: first.run, resumed: true })
    await studio.runs.stop({ run: first.run })
    await atRest()
    await signIn(other)
    expect(await start()).toMatchObject({ resumed: false })
    expect(await atRest()).toMatchObject({ state: 'finished', received: 12, outcomes: { waiting: 0 } })
    await signIn({ address: '', token: '' })
    expect(await start()).toMatchObject({ resumed: false })
    expect(await atRest()).toMatchObject({ state: 'finished' })
  })
})

test('the token of a slot is in no flow, no export and no bundle', async () => {
  const folder = freshFolder()
  const own = await account('SANDBOX')
  const studio = await studioClient(folder)
  const { flow } = await studio.flows.create({ example: 'webhook-lead' })
  await studio.practice.setSlot({ flow: flow.id, connection: 'crm', address: own.address, token: own.token })
  const saved = await studio.flows.open({ flow: flow.id })
  const named = { ...saved.flow, owners: { logic: 'Priya', backup: '' }, alerts: { person: 'Sam', afterHeld: 1 } }
  await studio.flows.save({ flow: named, revision: saved.revision })
  await studio.launch.prove({ flow: flow.id })
  const texts = [
    JSON.stringify(await studio.flows.open({ flow: flow.id })),
    (await studio.flows.export({ flow: flow.id })).text,
    (await studio.launch.bundle({ flow: flow.id })).text,
    JSON.stringify(await studio.launch.state({ flow: flow.id })),
    JSON.stringify(await studio.runs.latest({ flow: flow.id })),
  ]
  for (const text of texts) {
    expect(text.length).toBeGreaterThan(100)
    expect(text).not.toContain(own.token)
  }
})

/** A system that is not to be reached; counts who reached it all the same. */
async function outsider() {
  let reached = 0
  const server = createServer((_, response) => {
    reached++
    response.end('{}')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, reached: () => reached }
}

test('an answer that points elsewhere is not followed', async () => {
  const outside = await outsider()
  const pointing = createServer((_, response) => {
    response.writeHead(302, { location: `http://127.0.0.1:${outside.port}/` })
    response.end()
  })
  await new Promise<void>((done) => pointing.listen(0, '127.0.0.1', done))
  onTestFinished(() => void pointing.close())
  const orders = await startOrders()
  const address = `http://127.0.0.1:${(pointing.address() as AddressInfo).port}`
  const rig = await chaosRig({ orders: { ...orders, address }, patience: 500 })
  const view = await rig.run(lineOf({ write: writeStep('upsert-customer', 'ref', { tries: 2 }) }), rows(3))
  expect(view.outcomes).toMatchObject({ created: 0, updated: 0 })
  expect(outside.reached()).toBe(0)
})

test('a flow inside another one cannot leave either, whatever its calls are made to look like', async () => {
  const outside = await outsider()
  const declared = ordersConnector.operations['upsert-customer']!
  // An address in front of an @ is a name, and what stands behind it would be the host.
  const path = `@127.0.0.1:${outside.port}/customers`
  const { request } = declared.send
  const operations = { 'upsert-customer': { ...declared, send: { ...declared.send, request: { ...request, path } } } }
  const rig = await chaosRig({ connector: { ...ordersConnector, operations }, patience: 500 })
  const start = { kind: 'called', title: 'start', settings: { fields: [] } }
  const write = { title: 'write', ...writeStep('upsert-customer', 'ref', { tries: 2 }) }
  const wires = wiresOf(['start>write'])
  const inner = { name: 'Inner', flow: 'inner', hash: 'h', steps: { start, write }, wires, contracts: {} }
  const flow = { ...lineOf({ call: { kind: 'subflow', settings: { subflow: 'inner' } } }), subflows: { inner } }
  const view = await rig.run(flow, rows(3))
  expect(view.outcomes).toMatchObject({ created: 0, updated: 0 })
  expect(view.outcomes.held + view.outcomes.waiting).toBe(3)
  expect(outside.reached()).toBe(0)
  expect(rig.orders.things('customers')).toEqual([])
})

test('a flow whose slot is left alone never leaves the practice systems', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const view = await runToEnd(context, await childcare(context))
  expect(view).toMatchObject({ mode: 'practice', state: 'finished' })
  expect(new URL(practice.systems.hubspot.address).hostname).toBe('127.0.0.1')
})
