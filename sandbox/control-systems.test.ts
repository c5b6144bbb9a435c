import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './kit/served.ts'

let served: ServedPractice
let now = Date.parse('2026-11-22T08:00:00Z')

beforeEach(async () => {
  served = await servePractice({ now: () => now })
})

afterEach(() => served.end())

const create = (email: string) => served.ask('POST', '/v1/contacts', { name: email.toUpperCase(), email })
const company = (name: string) => {
  const { address, token } = served.practice.systems.hubspot
  const headers = { authorization: `Bearer ${token}` }
  const body = JSON.stringify({ properties: { name, site_key: name } })
  return fetch(`${address}/crm/v3/objects/companies`, { method: 'POST', headers, body })
}

test('every system is listed with what it holds, HubSpot too', async () => {
  await create('a')
  await company('Alder')
  const { systems } = (await served.control('systems')) as { systems: { name: string; kinds: unknown[] }[] }
  expect(systems.map(({ name }) => name)).toEqual(['hubspot', 'made-up'])
  expect(systems[0]?.kinds).toContainEqual({ name: 'companies', title: 'Companies', label: 'name', count: 1 })
  expect(systems[1]?.kinds).toEqual([{ name: 'contacts', title: 'Contacts', label: 'name', count: 2 }])
})

test('what was made, changed or removed since a moment is told', async () => {
  await create('a')
  await create('b')
  now += 1_000
  const since = new Date(now).toISOString()
  expect(await served.control(`made-up/changes?since=${since}`)).toEqual({ changes: [] })
  await create('c')
  await served.ask('DELETE', '/v1/contacts/1')
  expect(await served.control(`made-up/changes?since=${since}`)).toMatchObject({
    changes: [
      { kind: 'contacts', id: '1', label: 'A', did: 'removed', at: since },
      { id: '3', label: 'C', did: 'created', body: { email: 'c' } },
    ],
  })
  expect(await served.control('made-up/changes?since=never')).toEqual({ error: expect.stringContaining('since') })
})

test('HubSpot is shown, changed and broken in the same way as the others', async () => {
  const since = new Date().toISOString()
  await company('Alder')
  expect(await served.control('hubspot/show/companies')).toMatchObject({
    total: 1,
    objects: [{ label: 'Alder', body: { site_key: 'Alder' } }],
    effects: [{ key: 'Alder', effects: 1 }],
  })
  expect(await served.control(`hubspot/changes?since=${since}`)).toMatchObject({
    changes: [{ kind: 'companies', label: 'Alder', did: 'created' }],
  })
  const storm = { answers: 1, waitMs: 2_000 }
  expect(await served.control('hubspot/faults', { storm, token: 'expired' })).toEqual({ storm, token: 'expired' })
  expect((await company('Birch')).status).toBe(429)
  expect((await company('Birch')).status).toBe(401)
  const said = await served.control('hubspot/faults', { webhooks: { lost: 1 } })
  expect(said).toEqual({ error: expect.stringContaining('The practice HubSpot cannot do that') })
})

test('one system is emptied without the others, or all of them', async () => {
  await create('a')
  await company('Alder')
  await served.control('made-up/reset', {})
  expect(await served.control('made-up/show/contacts')).toMatchObject({ total: 1, effects: [] })
  expect(await served.control('hubspot/show/companies')).toMatchObject({ total: 1 })
  await create('b')
  await served.control('reset', {})
  expect(await served.control('made-up/show/contacts')).toMatchObject({ total: 1 })
  expect(await served.control('hubspot/show/companies')).toMatchObject({ total: 0 })
})

test('what is nowhere, and who may not, is refused', async () => {
  expect(await served.control('made-up/show/clouds')).toEqual({
    error: 'Practice Made-up holds no clouds, but contacts',
  })
  expect(await served.control('made-up/show/contacts?limit=some')).toHaveProperty('error')
  expect(await served.control('made-up/weather')).toEqual({ error: 'There is no such control path' })
  expect(await served.control('nobody/faults')).toEqual({ error: 'There is no such control path' })
  const answer = await fetch(`${served.practice.control.address}/__practice/made-up/show/contacts`)
  expect(answer.status).toBe(401)
})
