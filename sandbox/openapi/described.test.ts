// A practice system made of a description alone: it keeps what fits, refuses what does not by name, and pages as it is described.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Practice, startPractice } from '../practice.ts'
import { forgetDescribed, keepDescribed } from './kept.ts'
import type { Schema } from './schema.ts'

const json = (schema: unknown) => ({ content: { 'application/json': { schema } } })
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const query = (name: string, type = 'string') => ({ name, in: 'query', schema: { type } })

const DESCRIPTION: Schema = {
  openapi: '3.1.0',
  info: { title: 'Clubs', version: '1' },
  security: [{ key: [] }],
  paths: {
    '/members': {
      get: {
        parameters: [query('email'), query('cursor'), query('limit', 'integer'), query('updated_since')],
        responses: {
          200: json({
            type: 'object',
            properties: {
              data: { type: 'array', items: ref('Member') },
              paging: { type: 'object', properties: { next_cursor: { type: ['string', 'null'] } } },
            },
          }),
        },
      },
      post: {
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          required: true,
          ...json({ type: 'object', required: ['member'], properties: { member: ref('NewMember') } }),
        },
        responses: { 201: json({ type: 'object', properties: { member: ref('Member') } }) },
      },
    },
    '/members/{member_id}': {
      get: { responses: { 200: json({ type: 'object', properties: { member: ref('Member') } }) } },
      patch: {
        requestBody: json({ type: 'object', properties: { member: ref('NewMember') } }),
        responses: { 200: json({ type: 'object', properties: { member: ref('Member') } }) },
      },
      delete: { responses: { 204: { description: 'Gone' } } },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Club-Key' } },
    schemas: {
      NewMember: {
        type: 'object',
        required: ['email'],
        properties: {
          email: { type: 'string', format: 'email' },
          age: { type: 'integer', minimum: 0 },
          address: { type: 'object', properties: { city: { type: 'string' }, zip: { type: 'string' } } },
        },
      },
      Member: {
        allOf: [
          ref('NewMember'),
          {
            type: 'object',
            required: ['id', 'plan'],
            properties: {
              id: { type: 'integer' },
              plan: { type: 'string', enum: ['free', 'paid'] },
              updated_at: { type: 'string', format: 'date-time' },
            },
          },
        ],
      },
    },
  },
}

const folder = mkdtempSync(join(tmpdir(), 'practice-described-'))
let practice: Practice
beforeAll(async () => {
  keepDescribed(folder, { name: 'api-clubs', title: 'Clubs', description: DESCRIPTION })
  keepDescribed(folder, { name: 'api-gone', title: 'Gone', description: DESCRIPTION })
  forgetDescribed(folder, 'api-gone')
  writeFileSync(join(folder, 'described', 'api-broken.json'), '{')
  practice = await startPractice({ folder })
})
afterAll(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const system = practice.systems['api-clubs']
  if (!system) throw new Error('it is not served')
  const reply = await fetch(system.address + path, {
    method,
    headers: { 'x-club-key': system.token, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

async function control(path: string, body: unknown = {}) {
  const headers = { authorization: `Bearer ${practice.control.token}` }
  const reply = await fetch(`${practice.control.address}/__practice/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return reply.status
}

const member = (rest: object) => ({ member: { email: 'ana@club.example', ...rest } })

beforeEach(async () => {
  await control('api-clubs/reset')
  await control('api-clubs/faults', {})
})

test('only what is kept and can be read is served', () => {
  expect(Object.keys(practice.systems)).toContain('api-clubs')
  expect(Object.keys(practice.systems)).not.toContain('api-gone')
  expect(Object.keys(practice.systems)).not.toContain('api-broken')
})

test('an entry is created, read, changed in part, listed by a field, and removed', async () => {
  const made = await ask('POST', '/members', member({ address: { city: 'Chicago', zip: '60614' } }))
  expect(made.status).toBe(201)
  const { id } = made.body.member as { id: number }
  expect(made.body.member).toMatchObject({ id: expect.any(Number), email: 'ana@club.example', plan: 'free' })
  expect((await ask('PATCH', `/members/${id}`, { member: { address: { city: 'Boston' } } })).status).toBe(200)
  const read = await ask('GET', `/members/${id}`)
  expect(read.body.member).toMatchObject({ address: { city: 'Boston', zip: '60614' } })
  const listed = await ask('GET', '/members?email=ANA%40club.example')
  expect(listed.body.data).toHaveLength(1)
  expect((await ask('GET', '/members?email=other%40club.example')).body.data).toEqual([])
  expect((await ask('DELETE', `/members/${id}`)).status).toBe(204)
  expect((await ask('GET', `/members/${id}`)).status).toBe(404)
})

test.each([
  ['an unknown field', member({ emial: 'a' }), 'member.emial is not known'],
  ['a wrong type', member({ age: 'five' }), 'member.age is no whole number'],
  ['a number too small', member({ age: -1 }), 'member.age is less than 0'],
  ['a missing field', { member: { age: 5 } }, 'member.email is missing'],
  ['a wrong form', { member: { email: 'ana' } }, 'member.email is not of the form email'],
  ['another wrapping', { email: 'ana@club.example' }, 'email'],
])('%s is refused by name', async (_, body, words) => {
  const { status, body: said } = await ask('POST', '/members', body)
  expect([400, 422]).toContain(status)
  expect(JSON.stringify(said)).toContain(words === 'email' ? 'An entry is no object' : words)
  expect((await ask('GET', '/members')).body.data).toEqual([])
})

test('pages follow one another to the end, also of what changed since', async () => {
  for (let n = 0; n < 7; n++) await ask('POST', '/members', member({ email: `m${n}@club.example` }))
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await ask('GET', `/members?limit=3&cursor=${cursor}&updated_since=2020-01-01T00:00:00Z`)
    seen.push(...(page.body.data as { email: string }[]).map(({ email }) => email))
    cursor = (page.body.paging as { next_cursor: string | null }).next_cursor
  }
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `m${n}@club.example`))
  expect((await ask('GET', '/members?updated_since=2999-01-01T00:00:00Z')).body.data).toEqual([])
})

test('a key that came before is answered as before, and makes nothing', async () => {
  const headers = { 'idempotency-key': 'k1' }
  const first = await ask('POST', '/members', member({}), headers)
  expect(await ask('POST', '/members', member({}), headers)).toEqual(first)
  expect((await ask('POST', '/members', member({ age: 7 }), headers)).status).toBe(422)
  expect((await ask('GET', '/members')).body.data).toHaveLength(1)
})

test('sign-in, too many calls, outage and drift are as in every practice system', async () => {
  expect((await ask('GET', '/members', undefined, { 'x-club-key': 'wrong' })).status).toBe(401)
  await control('api-clubs/faults', { storm: { answers: 1, waitMs: 1000 } })
  expect((await ask('GET', '/members')).status).toBe(429)
  expect((await ask('GET', '/members')).status).toBe(200)
  await control('api-clubs/faults', { outage: 'refuse' })
  expect((await ask('GET', '/members')).status).toBe(503)
  await control('api-clubs/faults', { renamed: [{ kind: 'members', from: 'email', to: 'mail' }] })
  expect(JSON.stringify((await ask('POST', '/members', member({}))).body)).toContain('email is not known')
  const renamed = await ask('POST', '/members', { member: { mail: 'ben@club.example' } })
  expect(renamed.body.member).toMatchObject({ mail: 'ben@club.example' })
  expect((await ask('GET', '/nothing')).status).toBe(404)
  expect((await ask('PUT', '/members', {})).status).toBe(405)
})
