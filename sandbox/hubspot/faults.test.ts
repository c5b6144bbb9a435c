// Faults as a client meets them, and what the practice CRM then really holds.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@hubspot/api-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Effect, type Faults, type Practice, type PracticeOptions, startPractice } from '../index.ts'

let folder: string
let practice: Practice
let client: Client

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  await begin({ limits: { tenSeconds: null, searchPerSecond: null } })
})

afterEach(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

async function begin(options: Partial<PracticeOptions>): Promise<void> {
  practice = await startPractice({ folder, ...options })
  const { address, token } = practice.systems.hubspot
  client = new Client({ accessToken: token, basePath: address, numberOfApiCallRetries: 0 })
}

async function control(path: string, body?: unknown): Promise<unknown> {
  const { address, token } = practice.control
  const headers = { authorization: `Bearer ${token}` }
  const request = body === undefined ? { headers } : { headers, method: 'POST', body: JSON.stringify(body) }
  return (await fetch(`${address}/__practice/${path}`, request)).json()
}

const setFaults = (faults: Faults) => control('faults', faults)

async function shown(): Promise<{ total: number; effects: Effect[] }> {
  return (await control('show/companies')) as { total: number; effects: Effect[] }
}

const upsert = (name = 'One') =>
  client.crm.companies.batchApi.upsert({ inputs: [{ idProperty: 'site_key', id: 'K1', properties: { name } }] })

test('a lost answer has its effect; repeating the upsert has no second one', async () => {
  await setFaults({ lostAnswers: 1 })
  await expect(upsert()).rejects.toThrow()
  expect((await shown()).effects).toEqual([{ key: 'K1', created: 1, changed: 0, writes: 1, effects: 1 }])
  const again = await upsert()
  expect(again.results).toMatchObject([{ _new: false }])
  expect((await shown()).effects).toEqual([{ key: 'K1', created: 1, changed: 0, writes: 2, effects: 1 }])
})

test('a write that was unavailable or cut before has no effect, and reads are spared', async () => {
  await setFaults({ unavailable: 1, cutBefore: 1, latency: { beforeMs: 600_000, writesOnly: true } })
  expect((await client.crm.companies.basicApi.getPage()).results).toEqual([])
  await setFaults({ unavailable: 1, cutBefore: 1 })
  await expect(upsert()).rejects.toMatchObject({ code: 503 })
  await expect(upsert()).rejects.toThrow()
  expect(await shown()).toMatchObject({ total: 0, effects: [] })
  expect((await upsert()).results).toMatchObject([{ _new: true }])
})

test('a lost answer spares reads', async () => {
  await upsert()
  await setFaults({ lostAnswers: 1 })
  const filters = [{ propertyName: 'site_key', operator: 'EQ' as never, value: 'K1' }]
  expect((await client.crm.companies.searchApi.doSearch({ filterGroups: [{ filters }] })).total).toBe(1)
  expect(await control('faults')).toEqual({ lostAnswers: 1 })
})

test('a storm answers 429 the number of times asked for, without effect', async () => {
  await setFaults({ rateLimitStorm: { answers: 2, retryAfterSeconds: 0 } })
  const tooMany = { code: 429, body: { errorType: 'RATE_LIMIT' }, headers: { 'retry-after': '0' } }
  await expect(upsert()).rejects.toMatchObject(tooMany)
  await expect(upsert()).rejects.toMatchObject(tooMany)
  expect((await shown()).total).toBe(0)
  await upsert()
  expect((await shown()).total).toBe(1)
})

test('an outage refuses or hangs up, and the control API still answers', async () => {
  await setFaults({ outage: 'refuse' })
  await expect(upsert()).rejects.toMatchObject({ code: 503 })
  await setFaults({ outage: 'hang-up' })
  await expect(upsert()).rejects.toThrow()
  expect((await shown()).total).toBe(0)
  await setFaults({})
  await upsert()
})

test('a rejected token is refused as expired or as unknown', async () => {
  await setFaults({ rejectToken: 'expired' })
  await expect(upsert()).rejects.toMatchObject({ code: 401, body: { category: 'EXPIRED_AUTHENTICATION' } })
  await setFaults({ rejectToken: 'unknown' })
  await expect(upsert()).rejects.toMatchObject({ code: 401, body: { category: 'INVALID_AUTHENTICATION' } })
})

test('a server error comes before the effect, or after it', async () => {
  await setFaults({ serverErrors: { probability: 1 } })
  await expect(upsert()).rejects.toMatchObject({ code: 500 })
  expect((await shown()).total).toBe(0)
  await setFaults({ serverErrors: { probability: 1, when: 'after' } })
  await expect(upsert()).rejects.toMatchObject({ code: 500 })
  expect((await shown()).total).toBe(1)
})

test('a token without a scope is refused where that scope is needed, and only there', async () => {
  await setFaults({ withoutPermissions: ['crm.objects.companies.write', 'tickets'] })
  const missing = { code: 403, body: { category: 'MISSING_SCOPES' } }
  await expect(upsert()).rejects.toMatchObject(missing)
  await expect(client.crm.tickets.basicApi.getPage()).rejects.toMatchObject(missing)
  expect((await client.crm.companies.basicApi.getPage()).results).toEqual([])
})

test('a renamed property keeps its values, and its old name is no longer known', async () => {
  const { basicApi } = client.crm.companies
  const made = await basicApi.create({ properties: { name: 'One', phone: '1' }, associations: [] })
  await setFaults({ renamed: [{ kind: 'companies', from: 'phone', to: 'phone_number' }] })
  const read = await basicApi.getById(made.id, ['phone', 'phone_number'])
  expect(read.properties).toMatchObject({ phone: null, phone_number: '1' })
  await expect(basicApi.update(made.id, { properties: { phone: '2' } })).rejects.toMatchObject({ code: 400 })
  await basicApi.update(made.id, { properties: { phone_number: '2' } })
  const names = (await client.crm.properties.coreApi.getAll('companies')).results.map((one) => one.name)
  expect([names.includes('phone'), names.includes('phone_number')]).toEqual([false, true])
})

test('nothing is created without a property that is demanded from now on', async () => {
  await setFaults({ required: [{ kind: 'companies', field: 'city' }] })
  await expect(upsert()).rejects.toMatchObject({ code: 400, body: { context: { properties: ['city'] } } })
  expect((await shown()).total).toBe(0)
  await client.crm.companies.basicApi.create({ properties: { name: 'One', city: 'Rome' }, associations: [] })
})

test('so many records of a traced batch are refused by themselves', async () => {
  await setFaults({ partial: 1 })
  const inputs = ['a', 'b'].map((id) => ({
    idProperty: 'site_key',
    id,
    objectWriteTraceId: id,
    properties: { name: id },
  }))
  const answer = await client.crm.companies.batchApi.upsert({ inputs })
  expect(answer).toMatchObject({ numErrors: 1, errors: [{ context: { objectWriteTraceId: ['a'] } }] })
  expect(answer.results).toHaveLength(1)
})

test('latency stands before the effect, or between the effect and its answer', async () => {
  await setFaults({ latency: { beforeMs: 600_000 } })
  const before = upsert()
  before.catch(() => undefined)
  expect((await shown()).total).toBe(0)
  await setFaults({ latency: { afterMs: 600_000 } })
  const after = upsert()
  after.catch(() => undefined)
  await expect.poll(async () => (await shown()).total, { timeout: 10_000 }).toBe(1)
  await practice.close()
  await expect(before).rejects.toThrow()
  await expect(after).rejects.toThrow()
})

test('search does not see objects that are too young', async () => {
  await upsert()
  const find = () => client.crm.companies.searchApi.doSearch({ filterGroups: [] })
  await setFaults({ searchLagMs: 600_000 })
  expect((await find()).total).toBe(0)
  await setFaults({})
  expect((await find()).total).toBe(1)
})

test('faults that make no sense are refused and change nothing', async () => {
  await setFaults({ lostAnswers: 1 })
  expect(await control('faults', { weather: 'bad' })).toEqual({ error: 'There is no fault named "weather"' })
  expect(await control('faults')).toEqual({ lostAnswers: 1 })
})

test('limits are told in headers and enforced; the account type is as set', async () => {
  await practice.close()
  await begin({ limits: { tenSeconds: 2 }, accountType: 'STANDARD' })
  const details = await client.apiRequest({ path: '/account-info/v3/details' })
  expect(await details.json()).toMatchObject({ accountType: 'STANDARD' })
  expect(details.headers.get('x-hubspot-ratelimit-max')).toBe('2')
  expect(details.headers.get('x-hubspot-ratelimit-remaining')).toBe('1')
  await upsert()
  await expect(upsert('Two')).rejects.toMatchObject({
    code: 429,
    body: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' },
    headers: { 'x-hubspot-ratelimit-remaining': '0' },
  })
  expect((await shown()).effects).toMatchObject([{ key: 'K1', writes: 1 }])
})
