// A made-up vendor, served as vendors are: what it holds, who may, how much, and what goes wrong.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice

beforeEach(async () => {
  served = await servePractice()
})

afterEach(() => served.end())

const ana = { name: 'Ana', email: 'ana@alder.example' }
const create = (body: object = ana, headers = {}) => served.ask('POST', '/v1/contacts', body, headers)
const held = async () => (await served.control('made-up/show/contacts')) as { total: number; effects: unknown[] }

test('keeps what is made, finds it, hands it over page by page and counts what was brought about', async () => {
  expect(await create()).toMatchObject({ status: 201, body: { id: '1', ...ana } })
  await create({ name: 'Ben', email: 'ben@alder.example' })
  expect((await served.ask('GET', '/v1/contacts?email=ana@alder.example')).body.items).toMatchObject([{ id: '1' }])
  const first = await served.ask('GET', '/v1/contacts')
  expect(first.body).toMatchObject({ items: [{ id: 'seed-1' }, { id: '1' }], more: true })
  expect((await served.ask('GET', '/v1/contacts?after=1')).body).toMatchObject({ items: [{ id: '2' }], more: false })
  expect(await served.control('made-up/show/contacts?limit=1&offset=1')).toMatchObject({
    total: 3,
    objects: [{ id: '1', label: 'Ana', body: ana }],
    effects: [{ key: 'ben@alder.example', created: 1, effects: 1, writes: 1 }],
  })
})

test('the same idempotency key has one effect', async () => {
  const again = { 'Idempotency-Key': 'k1' }
  const [first, second] = [await create(ana, again), await create(ana, again)]
  expect(second.body).toEqual(first.body)
  expect(await held()).toMatchObject({ total: 2, effects: [{ created: 1, effects: 1, writes: 2 }] })
})

test('refuses who is not signed in, what cannot be read and what is nowhere, in the words of the vendor', async () => {
  expect(await served.ask('GET', '/v1/contacts', undefined, { authorization: 'Bearer nobody' })).toMatchObject({
    status: 401,
    body: { error: { code: 'unknown' } },
  })
  expect(await served.ask('GET', '/v1/contacts', undefined, { authorization: '' })).toMatchObject({
    body: { error: { code: 'missing' } },
  })
  expect(await served.ask('POST', '/v1/contacts', '{')).toMatchObject({ body: { error: { code: 'unreadable' } } })
  expect(await served.ask('GET', '/nowhere')).toMatchObject({ body: { error: { code: 'no_such_path' } } })
  expect((await fetch(`${served.system.address}/status`)).status).toBe(200)
})
