/** Practice is sealed: a live account is refused in a practice slot, and a run reaches nothing but its slots. */
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Studio } from '#protocol'
import { startPractice } from '#sandbox'
import { openStudio } from '#studio'
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

test('a flow whose slot is left alone never leaves the practice systems', async () => {
  const folder = freshFolder()
  const practice = await practiceIn(folder)
  const context = studioIn(folder)
  const view = await runToEnd(context, await childcare(context))
  expect(view).toMatchObject({ mode: 'practice', state: 'finished' })
  expect(new URL(practice.systems.hubspot.address).hostname).toBe('127.0.0.1')
})
