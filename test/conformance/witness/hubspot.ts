/** HubSpot's own client; what more it sees stands in sandbox/hubspot/witness.test.ts. */
import { createRequire } from 'node:module'
import { Client } from '@hubspot/api-client'
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/companies/models/Filter.js'
import { expect } from 'vitest'
import type { Witness, WitnessPlace } from './contract.ts'

const { version } = createRequire(import.meta.url)('@hubspot/api-client/package.json') as { version: string }

const connect = ({ system }: WitnessPlace, accessToken = system.token) =>
  new Client({ accessToken, basePath: system.address, numberOfApiCallRetries: 0 })

const upsert = (place: WitnessPlace, key: string, name: string) =>
  connect(place).crm.companies.batchApi.upsert({ inputs: [{ idProperty: 'site_key', id: key, properties: { name } }] })

const search = (place: WitnessPlace, value: string) =>
  connect(place).crm.companies.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: 'site_key', operator: FilterOperatorEnum.Eq, value }] }],
    properties: ['name'],
  })

export const hubspot: Witness = {
  connector: 'hubspot',
  by: `@hubspot/api-client ${version}`,

  async signIn(place) {
    const details = await connect(place).apiRequest({ path: '/account-info/v3/details' })
    expect(await details.json()).toMatchObject({ accountType: 'SANDBOX', portalId: expect.any(Number) })
    const stranger = connect(place, 'practice-nobody').crm.companies.basicApi.getPage()
    await expect(stranger).rejects.toMatchObject({ code: 401, body: { category: 'INVALID_AUTHENTICATION' } })
  },

  async create(place) {
    const made = await upsert(place, 'K1', 'Alder')
    expect(made.results).toMatchObject([{ _new: true, properties: { name: 'Alder', site_key: 'K1' } }])
    const read = await connect(place).crm.companies.basicApi.getById(made.results[0]?.id ?? '', ['name'])
    expect(read.properties).toMatchObject({ name: 'Alder' })
  },

  async find(place) {
    const made = await upsert(place, 'K1', 'Alder')
    expect((await search(place, 'K1')).results.map(({ id }) => id)).toEqual([made.results[0]?.id])
    expect((await search(place, 'K2')).total).toBe(0)
  },

  async repeat(place) {
    await place.control.faults({ lostAnswers: 1 })
    await expect(upsert(place, 'K1', 'Alder')).rejects.toThrow()
    expect((await upsert(place, 'K1', 'Alder')).results).toMatchObject([{ _new: false }])
    const { effects } = await place.control.show('companies')
    expect(effects).toMatchObject([{ key: 'K1', effects: 1, writes: 2 }])
  },

  async limited(place) {
    await place.control.faults({ storm: { answers: 1, waitMs: 2_000 } })
    const refused = { code: 429, body: { errorType: 'RATE_LIMIT' }, headers: { 'retry-after': '2' } }
    await expect(upsert(place, 'K1', 'Alder')).rejects.toMatchObject(refused)
    expect((await upsert(place, 'K1', 'Alder')).results).toHaveLength(1)
  },

  async expired(place) {
    await place.control.faults({ token: 'expired' })
    const refused = { code: 401, body: { category: 'EXPIRED_AUTHENTICATION' } }
    await expect(upsert(place, 'K1', 'Alder')).rejects.toMatchObject(refused)
  },
}
