// Every fault as a client meets it, and what the system then really holds.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice

beforeEach(async () => {
  served = await servePractice()
})

afterEach(() => served.end())

const ana = { name: 'Ana', email: 'ana@alder.example' }
const create = (body: object = ana) => served.ask('POST', '/v1/contacts', body)
const list = () => served.ask('GET', '/v1/contacts')
const total = async () => ((await served.control('made-up/show/contacts')) as { total: number }).total

test('a lost answer has its effect, one that was cut before or unavailable has none; looks are spared', async () => {
  await served.faults({ lostAnswers: 1 })
  expect((await list()).status).toBe(200)
  await expect(create()).rejects.toThrow()
  expect(await total()).toBe(2)
  await served.faults({ cutBefore: 1 })
  expect((await list()).status).toBe(200)
  await expect(create()).rejects.toThrow()
  await served.faults({ unavailable: 1 })
  expect(await create()).toMatchObject({ status: 503, body: { error: { code: 'unavailable' } } })
  expect(await total()).toBe(2)
  expect(await served.control('made-up/faults')).toEqual({ unavailable: 0 })
  expect((await create()).status).toBe(201)
})

test('an outage refuses or hangs up, and the control API still answers', async () => {
  await served.faults({ outage: 'refuse' })
  expect((await list()).status).toBe(503)
  await served.faults({ outage: 'hang-up' })
  await expect(list()).rejects.toThrow()
  await served.faults({})
  expect((await list()).status).toBe(200)
})

test('a storm tells the wait, so many times', async () => {
  await served.faults({ storm: { answers: 2, waitMs: 3_000 } })
  expect((await create()).headers.get('retry-after')).toBe('3')
  expect((await list()).status).toBe(429)
  expect((await list()).status).toBe(200)
  expect(await total()).toBe(1)
})

test('a server error comes before the effect, or after it', async () => {
  await served.faults({ serverErrors: { probability: 1 } })
  expect((await create()).status).toBe(500)
  expect(await total()).toBe(1)
  await served.faults({ serverErrors: { probability: 1, when: 'after' } })
  expect((await create()).status).toBe(500)
  expect(await total()).toBe(2)
})

test('latency stands before the effect or between it and its answer, for writes only where that is asked for', async () => {
  await served.faults({ latency: { beforeMs: 600_000, writesOnly: true } })
  const before = create()
  before.catch(() => undefined)
  expect((await list()).body.items).toHaveLength(1)
  await served.faults({ latency: { afterMs: 600_000 } })
  const after = create()
  after.catch(() => undefined)
  await expect.poll(total).toBe(2)
  await served.practice.close()
  await expect(before).rejects.toThrow()
  await expect(after).rejects.toThrow()
})

test.each(['expired', 'revoked', 'unknown'] as const)(
  'a sign-in that is %s is refused as that; a new one is taken',
  async (token) => {
    await served.faults({ token })
    expect(await list()).toMatchObject({ status: 401, body: { error: { code: token } } })
    const { token: fresh } = await served.control('made-up/sign-ins', {})
    const authorization = `Bearer ${String(fresh)}`
    expect((await served.ask('GET', '/v1/contacts', undefined, { authorization })).status).toBe(200)
    await served.faults({ token, latency: { beforeMs: 1 } })
    expect((await served.ask('GET', '/v1/contacts', undefined, { authorization })).status).toBe(200)
  },
)

test('a lost permission is named, and the others remain', async () => {
  await served.faults({ withoutPermissions: ['contacts.write'] })
  const permission = { code: 'permission', permission: 'contacts.write' }
  expect(await create()).toMatchObject({ status: 403, body: { error: permission } })
  expect((await list()).status).toBe(200)
})

test('a renamed field has its new name in answers and in what is taken', async () => {
  await create()
  await served.faults({ renamed: [{ kind: 'contacts', from: 'email', to: 'mail.address' }] })
  expect((await served.ask('GET', '/v1/contacts/1')).body).toMatchObject({ mail: { address: ana.email } })
  expect((await served.ask('GET', '/v1/contacts/1')).body).not.toHaveProperty('email')
  expect(await create()).toMatchObject({ status: 400, body: { error: { code: 'unknown_field', field: 'email' } } })
  expect((await create({ name: 'Ben', mail: { address: 'ben@alder.example' } })).status).toBe(201)
  await served.faults({})
  expect((await served.ask('GET', '/v1/contacts/2')).body).toMatchObject({ email: 'ben@alder.example' })
})

test('a field that became required is missed, also when it is blank', async () => {
  await served.faults({ required: [{ kind: 'contacts', field: 'phone' }] })
  const missing = { status: 400, body: { error: { code: 'required', field: 'phone' } } }
  expect(await create()).toMatchObject(missing)
  expect(await create({ ...ana, phone: '' })).toMatchObject(missing)
  expect((await create({ ...ana, phone: '1' })).status).toBe(201)
})

test('dates come in changing forms, all of the same moment', async () => {
  await create()
  const dates = async () => ((await list()).body.items as { made: string }[]).map(({ made }) => made)
  const before = await dates()
  await served.faults({ mixedDates: true })
  const after = await dates()
  expect(after[0]).toBe(before[0])
  expect(after[1]).toMatch(/\+02:00$/)
  expect(Math.abs(Date.parse(after[1] ?? '') - Date.parse(before[1] ?? ''))).toBeLessThan(1_000)
})

test('single records of a bulk call are refused, the rest is carried out', async () => {
  await served.faults({ partial: 1 })
  const items = [ana, { name: 'Ben', email: 'ben@alder.example' }]
  const { body } = await served.ask('POST', '/v1/contacts/bulk', { items })
  expect(body.results).toMatchObject([{ error: { code: 'busy' } }, { name: 'Ben' }])
  expect(await total()).toBe(2)
})

test('a refused call undoes what it wrote, what it looked at for the first time too', async () => {
  await served.faults({ required: [{ kind: 'contacts', field: 'phone' }] })
  const items = [{ ...ana, phone: '1' }, { name: 'Ben' }]
  expect((await served.ask('POST', '/v1/contacts/bulk', { items })).status).toBe(400)
  expect(await served.control('made-up/show/contacts')).toMatchObject({ total: 1, effects: [] })
})

test('search does not find what is too young', async () => {
  await served.faults({ searchLagMs: 600_000 })
  expect((await list()).body.items).toEqual([])
})

test('faults that make no sense are refused and change nothing', async () => {
  await served.faults({ partial: 1 })
  const said = await served.control('made-up/faults', { weather: 'bad' })
  expect(said).toEqual({ error: 'There is no fault named "weather"' })
  expect(await served.control('made-up/faults', { renamed: [{ kind: 'contacts' }] })).toEqual({
    error: '"renamed.0" needs "from"',
  })
  expect(await served.control('made-up/faults')).toEqual({ partial: 1 })
})
