// HubSpot's own client as the witness: it reads every answer with the vendor's own types.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@hubspot/api-client'
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/companies/models/Filter.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Practice, startPractice } from '../index.ts'

let folder: string
let practice: Practice
let client: Client

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  practice = await startPractice({ folder, limits: { tenSeconds: null, searchPerSecond: null } })
  client = connect(practice.systems.hubspot.token)
})

afterEach(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

function connect(accessToken: string): Client {
  return new Client({ accessToken, basePath: practice.systems.hubspot.address, numberOfApiCallRetries: 0 })
}

async function refusal(work: Promise<unknown>): Promise<{ code: number; body: Record<string, unknown> }> {
  const outcome = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(Error)
  return outcome as { code: number; body: Record<string, unknown> }
}

const upsert = (key: string, properties: Record<string, string>) => ({ idProperty: 'site_key', id: key, properties })

test('creates, reads, updates, lists and archives a company', async () => {
  const api = client.crm.companies.basicApi
  const created = await api.create({
    properties: { name: 'Acme', domain: 'acme.test', site_key: 'S1' },
    associations: [],
  })
  expect(created.properties).toMatchObject({ name: 'Acme', site_key: 'S1', hs_object_id: created.id })
  expect(created.createdAt).toBeInstanceOf(Date)

  const read = await api.getById('S1', ['name', 'phone'], undefined, undefined, false, 'site_key')
  expect(read.id).toBe(created.id)
  expect(read.properties).toMatchObject({ name: 'Acme', phone: null })

  const updated = await api.update(created.id, { properties: { phone: '+49 30 1' } })
  expect(updated.properties.phone).toBe('+49 30 1')
  await api.create({ properties: { name: 'Beta' }, associations: [] })

  const first = await api.getPage(1)
  expect(first.results.map((one) => one.properties.name)).toEqual(['Acme'])
  const second = await api.getPage(1, first.paging?.next?.after)
  expect(second.results.map((one) => one.properties.name)).toEqual(['Beta'])
  expect(second.paging).toBeUndefined()

  await api.archive(created.id)
  expect(await refusal(api.getById(created.id))).toMatchObject({ code: 404, body: { category: 'OBJECT_NOT_FOUND' } })
  const archived = await api.getById(created.id, undefined, undefined, undefined, true)
  expect(archived.archived).toBe(true)
})

test('searches by value, by presence, by word; sorts and pages', async () => {
  const names = ['Alpha Works', 'Beta Works', 'Gamma']
  const inputs = names.map((name, index) => ({
    properties: { name, site_key: `S${index}`, city: index ? 'Rome' : '' },
  }))
  await client.crm.companies.batchApi.create({ inputs: inputs.map((input) => ({ ...input, associations: [] })) })
  const find = (propertyName: string, operator: FilterOperatorEnum, more: object = {}) =>
    client.crm.companies.searchApi.doSearch({
      filterGroups: [{ filters: [{ propertyName, operator, ...more }] }],
      sorts: ['-name'],
      properties: ['name'],
      limit: 1,
    })

  const works = await find('name', FilterOperatorEnum.ContainsToken, { value: 'works' })
  expect(works.total).toBe(2)
  expect(works.results.map((one) => one.properties.name)).toEqual(['Beta Works'])
  expect(works.paging?.next?.after).toBe('1')
  expect((await find('site_key', FilterOperatorEnum.In, { values: ['S0', 'S2', 'S9'] })).total).toBe(2)
  expect((await find('name', FilterOperatorEnum.Eq, { value: 'gamma' })).total).toBe(1)
  expect((await find('name', FilterOperatorEnum.Neq, { value: 'gamma' })).total).toBe(2)
  expect((await find('city', FilterOperatorEnum.HasProperty)).total).toBe(2)
})

test('upserts by a unique property, saying what is new', async () => {
  const api = client.crm.companies.batchApi
  const first = await api.upsert({ inputs: [upsert('K1', { name: 'One' }), upsert('K2', { name: 'Two' })] })
  expect('numErrors' in first).toBe(false)
  expect(first.results.map((one) => (one as unknown as { _new: boolean })._new)).toEqual([true, true])
  const again = await api.upsert({ inputs: [upsert('K2', { name: 'Two, changed' }), upsert('K3', { name: 'Three' })] })
  expect(again.results.map((one) => (one as unknown as { _new: boolean })._new)).toEqual([false, true])
  expect(again.results[0]?.id).toBe(first.results[1]?.id)
})

test('reads a batch by a unique property and names what is missing in a 207', async () => {
  const api = client.crm.companies.batchApi
  await api.upsert({ inputs: [upsert('K1', { name: 'One' })] })
  const read = await api.read({
    idProperty: 'site_key',
    inputs: [{ id: 'K1' }, { id: 'nobody' }],
    properties: ['name'],
    propertiesWithHistory: [],
  })
  expect(read.results.map((one) => one.properties.name)).toEqual(['One'])
  expect(read).toMatchObject({
    numErrors: 1,
    errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['nobody'] } }],
  })
})

test('refuses a batch as a whole for one bad value, and does the rest when inputs are traced', async () => {
  const api = client.crm.companies.batchApi
  const good = upsert('K1', { name: 'One' })
  const bad = upsert('K2', { colour: 'red' })
  expect(await refusal(api.upsert({ inputs: [good, bad] }))).toMatchObject({
    code: 400,
    body: {
      category: 'VALIDATION_ERROR',
      errors: [{ code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['colour'] } }],
    },
  })
  const traced = await api.upsert({
    inputs: [
      { ...good, objectWriteTraceId: 'a' },
      { ...bad, objectWriteTraceId: 'b' },
    ],
  })
  expect(traced.results).toHaveLength(1)
  expect(traced).toMatchObject({ numErrors: 1, errors: [{ context: { objectWriteTraceId: ['b'] } }] })
})

test('refuses more than 100 inputs, the same id twice, and upserting by a property that is not unique', async () => {
  const api = client.crm.companies.batchApi
  const many = Array.from({ length: 101 }, (_, index) => upsert(`K${index}`, { name: 'x' }))
  expect(await refusal(api.upsert({ inputs: many }))).toMatchObject({ code: 400 })
  const twice = await refusal(api.upsert({ inputs: [upsert('K1', { name: 'x' }), upsert('K1', { name: 'y' })] }))
  expect(twice.body.message).toBe('Duplicate IDs found in batch input: [K1]. IDs must be unique')
  const byDomain = await refusal(api.upsert({ inputs: [{ idProperty: 'domain', id: 'a.test', properties: {} }] }))
  expect(byDomain.body.message).toContain('Unable to perform update/upsert by non-unique 0-2 property domain')
})

test('keeps e-mail addresses of contacts unique without regard to case', async () => {
  const { basicApi, batchApi } = client.crm.contacts
  const ada = await basicApi.create({ properties: { email: 'Ada@Example.test', firstname: 'Ada' }, associations: [] })
  expect(await refusal(basicApi.create({ properties: { email: 'ada@example.TEST' }, associations: [] }))).toMatchObject(
    {
      code: 409,
      body: { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${ada.id}` },
    },
  )
  const inputs = [{ idProperty: 'email', id: 'ADA@example.test', properties: { lastname: 'L' } }]
  expect((await batchApi.upsert({ inputs })).results[0]?.id).toBe(ada.id)
  const bob = await basicApi.create({ properties: { email: 'bob@example.test' }, associations: [] })
  const taken = await refusal(basicApi.update(bob.id, { properties: { email: 'ada@example.test' } }))
  expect(taken).toMatchObject({ code: 400, body: { category: 'VALIDATION_ERROR' } })
  expect(taken.body.message).toContain(`on ${bob.id}. ${ada.id} already has that value.`)
})

test('updates the objects that exist and names the others', async () => {
  const api = client.crm.companies.batchApi
  const made = await api.create({ inputs: [{ properties: { name: 'One' }, associations: [] }] })
  const id = made.results[0]?.id ?? ''
  const updated = await api.update({
    inputs: [
      { id, properties: { city: 'Rome' } },
      { id: '999', properties: {} },
    ],
  })
  expect(updated.results.map((one) => one.properties.city)).toEqual(['Rome'])
  expect(updated).toMatchObject({ numErrors: 1, errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['999'] } }] })
})

test('knows its properties and takes new unique ones, which then identify objects', async () => {
  const api = client.crm.properties.coreApi
  const siteKey = await api.getByName('companies', 'site_key')
  expect(siteKey).toMatchObject({ label: 'Site key', hasUniqueValue: true })
  const added = {
    name: 'ledger_no',
    label: 'Ledger number',
    type: 'string' as never,
    fieldType: 'text' as never,
    groupName: 'companyinformation',
    hasUniqueValue: true,
  }
  await api.create('companies', added)
  expect(await refusal(api.create('companies', added))).toMatchObject({ code: 409 })
  expect((await api.getAll('companies')).results.map((one) => one.name)).toContain('ledger_no')
  const inputs = [{ idProperty: 'ledger_no', id: 'L1', properties: { name: 'Ledger' } }]
  expect((await client.crm.companies.batchApi.upsert({ inputs })).results[0]?.properties.ledger_no).toBe('L1')
})

test('refuses a missing or wrong token with 401', async () => {
  const { code, body } = await refusal(connect('pat-somebody-else').crm.companies.basicApi.getPage())
  expect(code).toBe(401)
  expect(body).toMatchObject({ status: 'error', category: 'INVALID_AUTHENTICATION' })
  expect(body.correlationId).toMatch(/^[0-9a-f-]{36}$/)
})

test('says of its account what it was told to say', async () => {
  const details = await client.apiRequest({ path: '/account-info/v3/details' })
  expect(await details.json()).toMatchObject({ accountType: 'SANDBOX', portalId: expect.any(Number) })
})
