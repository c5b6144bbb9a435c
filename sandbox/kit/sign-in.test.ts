import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice
let now = Date.now()

beforeEach(async () => {
  served = await servePractice({ now: () => now })
})

afterEach(() => served.end())

async function signIn(wish: object): Promise<Record<string, string>> {
  const { token } = await served.control('made-up/sign-ins', wish)
  return { authorization: `Bearer ${String(token)}` }
}

const me = (headers: Record<string, string>) => served.ask('GET', '/v1/me', undefined, headers)

test('sign-ins can be made with some permissions, of a person, over already, or taken back', async () => {
  expect((await me(await signIn({}))).body).toEqual({ person: null })
  expect((await me(await signIn({ person: 'Ana Alder' }))).body).toEqual({ person: 'Ana Alder' })
  expect((await me(await signIn({ lastsMs: 0 }))).body).toMatchObject({ error: { code: 'expired' } })
  expect((await me(await signIn({ revoked: true }))).body).toMatchObject({ error: { code: 'revoked' } })
  const reader = await signIn({ permissions: ['contacts.read'] })
  expect((await me(reader)).status).toBe(200)
  expect(await served.ask('POST', '/v1/contacts', {}, reader)).toMatchObject({ status: 403 })
})

test('one that lasts ends in time', async () => {
  const short = await signIn({ lastsMs: 1_000 })
  expect((await me(short)).status).toBe(200)
  now += 1_000
  expect((await me(short)).body).toMatchObject({ error: { code: 'expired' } })
})

test('a session ends however it was made, and the key of the address file begins anew at the next start', async () => {
  now += 172_800_000
  expect((await served.ask('GET', '/v1/me')).body).toMatchObject({ error: { code: 'session-over' } })
  expect((await me(await signIn({}))).status).toBe(200)
  await served.practice.close()
  served = await servePractice({ folder: served.folder, now: () => now })
  expect((await served.ask('GET', '/v1/me')).status).toBe(200)
})

test('wishes that make no sense are refused', async () => {
  expect(await served.control('made-up/sign-ins', { permissions: 'all' })).toEqual({
    error: '"permissions" is a list of texts',
  })
  expect(await served.control('hubspot/sign-ins', {})).toEqual({ error: 'Practice HubSpot has one sign-in only' })
})
