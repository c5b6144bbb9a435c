/** Saved connections over the protocol, against real practice systems: saved once, used by several flows, checked, signed out. */
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SignInProgress, Studio } from '#protocol'
import { type Practice, startPractice } from '#sandbox'
import { openStudio } from '#studio'
import { freshFolder, setFaults } from './practice.ts'

async function opened(dataFolder = join(freshFolder(), 'data')) {
  const studio = await openStudio({ dataFolder, host: 'terminal', patience: 1000 })
  const close = () => studio.close().catch(() => undefined)
  onTestFinished(close)
  return { ...studio, dataFolder, client: createRouterClient(studio.router, { context: {} }) as unknown as Studio }
}

async function vendor(accountType = 'SANDBOX'): Promise<Practice> {
  const practice = await startPractice({ folder: join(freshFolder(), 'vendor'), accountType })
  onTestFinished(() => practice.close())
  return practice
}

const crm = ({ systems: { hubspot } }: Practice, more: object = {}) => ({
  ...{ connector: 'hubspot', name: 'CRM', slot: 'practice' as const, way: 'key' as const },
  ...{ address: hubspot.address, secret: hubspot.token, ...more },
})

describe('a saved connection', () => {
  test('is used by several flows, stays when one goes, and cannot be removed while one uses it', async () => {
    const { client, context } = await opened()
    const practice = await vendor()
    const saved = await client.connections.save(crm(practice))
    expect(saved).toMatchObject({ system: 'HubSpot', warning: 0, belongsTo: 'service', uses: [] })
    const leads = await client.flows.create({ example: 'webhook-lead' })
    const sites = await client.flows.create({ example: 'childcare-sites' })
    const ids = [sites.flow.id, leads.flow.id]
    for (const flow of ids)
      await client.connections.chooseFor({ flow, connection: 'crm', slot: 'practice', saved: saved.id })
    expect((await client.connections.list())[0]?.uses.map(({ flow }) => flow)).toEqual(ids)
    for (const flow of ids) {
      expect(await client.practice.slots({ flow })).toMatchObject([{ kind: 'own-sandbox', address: saved.address }])
    }
    const removed = client.connections.remove({ saved: saved.id })
    await expect(removed).rejects.toMatchObject({ data: { code: 'saved.in-use', values: { count: 2 } } })
    for (const flow of ids) await client.flows.remove({ flow })
    expect(await client.connections.list()).toMatchObject([{ id: saved.id, uses: [] }])
    expect(await client.connections.remove({ saved: saved.id })).toEqual({ removed: true })
    expect(context.secrets.vault.names('')).toEqual([])
    expect(JSON.stringify(saved)).not.toContain(practice.systems.hubspot.token)
  })

  test('for live is kept apart: practice never takes it, and refuses a live account', async () => {
    const { client } = await opened()
    const practice = await vendor('STANDARD')
    await expect(client.connections.save(crm(practice))).rejects.toMatchObject({ data: { code: 'slot.live-key' } })
    const live = await client.connections.save(crm(practice, { slot: 'live', name: 'CRM live' }))
    const { flow } = await client.flows.create({ example: 'webhook-lead' })
    const put = (slot: 'practice' | 'live') =>
      client.connections.chooseFor({ flow: flow.id, connection: 'crm', slot, saved: live.id })
    await expect(put('practice')).rejects.toMatchObject({ data: { code: 'saved.other-slot' } })
    expect(await put('live')).toMatchObject([{ slot: 'live' }])
    // What stands in the live slot changes nothing in practice.
    expect(await client.practice.slots({ flow: flow.id })).toMatchObject([{ kind: 'practice-system' }])
  })

  test('is checked: good, without a permission, revoked, expired and unreachable, each told apart', async () => {
    const { client } = await opened()
    const practice = await vendor()
    const { id } = await client.connections.save(crm(practice))
    const { flow } = await client.flows.create({ example: 'webhook-lead' })
    await client.connections.chooseFor({ flow: flow.id, connection: 'crm', slot: 'practice', saved: id })
    const check = () => client.connections.check({ saved: id })
    const good = await check()
    expect(good).toMatchObject({ state: 'good', accepted: true, missing: [], belongsTo: 'service' })
    expect(good.needs.length).toBeGreaterThan(0)
    expect(good.needs.every(({ has, reasons }) => has === true && reasons[0]?.includes(flow.name))).toBe(true)

    const lost =
      good.needs.map(({ permission }) => permission).find((permission) => permission.endsWith('.write')) ?? ''
    await setFaults(practice, { withoutPermissions: [lost] })
    const lacking = await check()
    expect(lacking).toMatchObject({ state: 'under-privileged', accepted: true, missing: [lost] })
    expect(lacking.words.join(' ')).toContain(`The permission ${lost} is missing, for `)

    await setFaults(practice, { rejectToken: 'expired' })
    expect(await check()).toMatchObject({ state: 'expired', reachable: true, accepted: false })
    await setFaults(practice, {})
    expect(await check()).toMatchObject({ state: 'good' })
    await setFaults(practice, { rejectToken: 'revoked' })
    expect(await check()).toMatchObject({ state: 'revoked' })
    await setFaults(practice, { outage: 'hang-up' })
    expect(await check()).toMatchObject({ state: 'unreachable', reachable: false })
    expect(await client.connections.list()).toMatchObject([{ checked: { state: 'unreachable' } }])
    const request = await client.connections.request({ saved: id })
    expect(request.permissions.map(({ permission }) => permission)).toContain(lost)
    expect(request.text).toContain('not a personal login')
  })
})

describe('signing in with a browser', () => {
  const begin = async (client: Studio, practice: Practice, more: object = {}) => {
    const zendesk = practice.systems.zendesk
    if (!zendesk?.oauth) throw new Error('the practice system offers no OAuth')
    const { clientId: app, clientSecret } = zendesk.oauth
    const given = { connector: 'zendesk', name: 'Help desk', slot: 'practice', way: 'oauth-code' } as const
    const { signIn, progress } = await client.connections.startSignIn({
      ...{ ...given, address: zendesk.address, client: app, clientSecret, ...more },
    })
    if (progress.state !== 'waiting') throw new Error('it does not wait for a person')
    return { signIn, open: progress.open }
  }
  const ended = async (client: Studio, signIn: string): Promise<SignInProgress> => {
    for (;;) {
      const progress = await client.connections.finish({ signIn })
      if (progress.state !== 'waiting') return progress
    }
  }

  test('keeps what was allowed, over a restart, and tells what was refused or cancelled', async () => {
    const { client, close, dataFolder } = await opened()
    const practice = await vendor()
    const refused = await begin(client, practice)
    await fetch(`${refused.open}&decision=refuse`)
    expect(await ended(client, refused.signIn)).toMatchObject({
      state: 'failed',
      reason: { code: 'sign-in.consent-refused' },
    })
    const cancelled = await begin(client, practice)
    expect(await client.connections.cancel({ signIn: cancelled.signIn })).toEqual({ cancelled: true })
    expect(await ended(client, cancelled.signIn)).toMatchObject({
      state: 'failed',
      reason: { code: 'sign-in.cancelled' },
    })
    expect(await client.connections.list()).toEqual([])

    const allowed = await begin(client, practice)
    const page = await (await fetch(`${allowed.open}&decision=allow`)).text()
    expect(page).toContain('Sluice has the answer of Zendesk')
    const done = await ended(client, allowed.signIn)
    expect(done).toMatchObject({ state: 'saved', saved: { renews: true, way: 'oauth-code', name: 'Help desk' } })
    await close()

    const again = await opened(dataFolder)
    const [saved] = await again.client.connections.list()
    expect(saved).toMatchObject({ name: 'Help desk', warning: 0 })
    expect(await again.client.connections.check({ saved: saved?.id ?? '' })).toMatchObject({ state: 'good' })
    expect(await again.client.connections.signOut({ saved: saved?.id ?? '' })).toMatchObject({
      ended: { code: 'saved.signed-out' },
      warning: 3,
    })
    expect(again.context.secrets.vault.names('connection ')).toEqual([])
  })
})
