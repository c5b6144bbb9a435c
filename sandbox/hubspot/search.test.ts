import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Practice, startPractice } from '../index.ts'

let folder: string
let practice: Practice

const companies = [
  { site_key: 'S1', name: 'Müller GmbH', city: 'Köln', numberofemployees: 9 },
  { site_key: 'S2', name: 'Nord-Süd Logistik', city: 'Bremen', numberofemployees: 120 },
  { site_key: 'S3', name: 'North Logistics', numberofemployees: 1_000 },
]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  practice = await startPractice({ folder, limits: { tenSeconds: null, searchPerSecond: null } })
  await send('batch/create', { inputs: companies.map((properties) => ({ properties })) })
})

afterAll(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown> & { results?: { properties: Record<string, string> }[] }
}

async function send(path: string, body: unknown): Promise<Answer> {
  const { address, token } = practice.systems.hubspot
  const answer = await fetch(`${address}/crm/v3/objects/companies/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as Answer['body'] }
}

async function keysFound(search: object): Promise<string[]> {
  const { body } = await send('search', { properties: ['site_key'], ...search })
  return (body.results ?? []).map((one) => one.properties.site_key ?? '')
}

const one = (propertyName: string, operator: string, more: object = {}) => ({
  filters: [{ propertyName, operator, ...more }],
})

test.each([
  ['EQ without regard to case', one('name', 'EQ', { value: 'MÜLLER GMBH' }), ['S1']],
  ['EQ on numbers by size', one('numberofemployees', 'EQ', { value: '120.0' }), ['S2']],
  ['GT on numbers by size', one('numberofemployees', 'GT', { value: 99 }), ['S2', 'S3']],
  ['LTE', one('numberofemployees', 'LTE', { value: '120' }), ['S1', 'S2']],
  ['BETWEEN', one('numberofemployees', 'BETWEEN', { value: '100', highValue: '200' }), ['S2']],
  ['IN', one('city', 'IN', { values: ['köln', 'rome'] }), ['S1']],
  ['NOT_IN, of those with a value', one('city', 'NOT_IN', { values: ['köln'] }), ['S2']],
  ['NEQ, of those with a value', one('city', 'NEQ', { value: 'Köln' }), ['S2']],
  ['NOT_HAS_PROPERTY', one('city', 'NOT_HAS_PROPERTY'), ['S3']],
  ['CONTAINS_TOKEN, whole words', one('name', 'CONTAINS_TOKEN', { value: 'logist' }), []],
  ['CONTAINS_TOKEN with a star', one('name', 'CONTAINS_TOKEN', { value: 'logist*' }), ['S2', 'S3']],
  ['NOT_CONTAINS_TOKEN', one('name', 'NOT_CONTAINS_TOKEN', { value: 'gmbh' }), ['S2', 'S3']],
  ['a unique value, looked up', one('site_key', 'EQ', { value: 'S2' }), ['S2']],
  ['a date', one('createdate', 'GTE', { value: '2020-01-01T00:00:00.000Z' }), ['S1', 'S2', 'S3']],
])('finds by %s', async (_name, group, keys) => {
  expect(await keysFound({ filterGroups: [group] })).toEqual(keys)
})

test('takes groups as alternatives and filters in a group together', async () => {
  const both = {
    filters: [...one('city', 'HAS_PROPERTY').filters, ...one('name', 'CONTAINS_TOKEN', { value: 'gmbh' }).filters],
  }
  expect(await keysFound({ filterGroups: [both, one('site_key', 'EQ', { value: 'S3' })] })).toEqual(['S1', 'S3'])
})

test('looks for words in the searchable properties', async () => {
  expect(await keysFound({ query: 'nord' })).toEqual(['S2'])
})

test('sorts by number and pages to the end', async () => {
  const search = { sorts: [{ propertyName: 'numberofemployees', direction: 'DESCENDING' }], limit: 2 }
  expect(await keysFound(search)).toEqual(['S3', 'S2'])
  expect(await keysFound({ ...search, after: '2' })).toEqual(['S1'])
})

test.each([
  ['an unknown property', { filterGroups: [one('colour', 'EQ', { value: 'red' })] }],
  ['an unknown operator', { filterGroups: [one('name', 'constructor')] }],
  ['a missing value', { filterGroups: [one('name', 'EQ')] }],
  ['too many groups', { filterGroups: Array.from({ length: 6 }, () => one('name', 'HAS_PROPERTY')) }],
  ['too high a limit', { limit: 201 }],
  ['paging too far', { after: '9999', limit: 2 }],
  ['a body that is not JSON', '{"limit":'],
])('refuses %s', async (_name, search) => {
  const { status, body } = await send('search', search)
  expect(status).toBe(400)
  expect(body).toMatchObject({ status: 'error', category: 'VALIDATION_ERROR', correlationId: expect.any(String) })
})

test.each([
  ['PROPERTY_DOESNT_EXIST', { colour: 'red' }],
  ['READ_ONLY_VALUE', { hs_object_id: '1' }],
  ['INVALID_OPTION', { industry: 'Software' }],
  ['INVALID_NUMBER', { numberofemployees: 'many' }],
])('refuses values with %s, naming the property', async (code, properties) => {
  const { status, body } = await send('batch/create', { inputs: [{ properties: { name: 'x' } }, { properties }] })
  expect(status).toBe(400)
  expect(body.errors).toEqual([
    { code, message: expect.any(String), context: { propertyName: Object.keys(properties) } },
  ])
  expect(await keysFound({ query: 'x' })).toEqual([])
})

test('refuses a unique value that another object holds, and the batch with it', async () => {
  const inputs = [{ properties: { name: 'Fresh' } }, { properties: { name: 'Copy', site_key: 'S1' } }]
  const { status, body } = await send('batch/create', { inputs })
  expect(status).toBe(400)
  expect(body.message).toMatch(/propertyName=site_key, value=S1\} on \d+\. \d+ already has that value\.$/)
  expect(await keysFound({ query: 'fresh' })).toEqual([])
})

test('frees the unique values of an archived object', async () => {
  const made = await send('batch/create', { inputs: [{ properties: { site_key: 'gone' } }] })
  const id = (made.body.results as unknown as { id: string }[])[0]?.id
  const { address, token } = practice.systems.hubspot
  const headers = { authorization: `Bearer ${token}` }
  const url = `${address}/crm/v3/objects/0-2/${id}`
  expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(204)
  expect((await fetch(url, { method: 'DELETE', headers })).status).toBe(204)
  expect((await send('batch/create', { inputs: [{ properties: { site_key: 'gone' } }] })).status).toBe(201)
})
