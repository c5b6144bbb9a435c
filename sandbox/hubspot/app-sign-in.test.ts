import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from '@hubspot/api-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Practice, startPractice } from '../index.ts'

let folder: string
let practice: Practice

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'practice-'))
  practice = await startPractice({ folder, systems: [] })
})

afterEach(async () => {
  await practice.close()
  rmSync(folder, { recursive: true })
})

const redirect = 'http://127.0.0.1:4321/back'
const verifier = 'a-verifier-that-is-long-enough-to-be-one-by-rfc-7636'

interface Tokens {
  access_token: string
  refresh_token: string
  expires_in: number
  hub_id: number
}

const app = () => {
  const { oauth } = practice.systems.hubspot
  if (!oauth) throw new Error('there is no app')
  return oauth
}

async function ask(form: Record<string, string>): Promise<Tokens & { error?: string }> {
  const { tokenUrl, clientId, clientSecret } = app()
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form })
  return (await fetch(tokenUrl, { method: 'POST', body })).json() as Promise<Tokens & { error?: string }>
}

async function signIn(scope: string): Promise<Tokens> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app().clientId,
    redirect_uri: redirect,
    scope,
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    decision: 'allow',
  })
  const answer = await fetch(`${app().authorizeUrl}?${query}`, { redirect: 'manual' })
  const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? ''
  return ask({ grant_type: 'authorization_code', code, redirect_uri: redirect, code_verifier: verifier })
}

const client = (accessToken: string) =>
  new Client({ accessToken, basePath: practice.systems.hubspot.address, numberOfApiCallRetries: 0 })

const control = async (path: string, body: unknown) => {
  const { address, token } = practice.control
  const headers = { authorization: `Bearer ${token}` }
  await fetch(`${address}/__practice/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

test('an app signs in with a code, and has the scopes that were granted', async () => {
  const tokens = await signIn('crm.objects.deals.read')
  expect(tokens).toMatchObject({ expires_in: 1_800, hub_id: expect.any(Number) })
  const { deals, companies } = client(tokens.access_token).crm
  expect((await deals.basicApi.getPage()).results).toEqual([])
  const missing = { code: 403, body: { category: 'MISSING_SCOPES' } }
  await expect(deals.basicApi.create({ properties: {}, associations: [] })).rejects.toMatchObject(missing)
  await expect(companies.basicApi.getPage()).rejects.toMatchObject(missing)
})

test('a token that ended is renewed; one that was taken back is not', async () => {
  const { access_token, refresh_token } = await signIn('tickets')
  await control('faults', { rejectToken: 'expired' })
  const read = (token: string) => client(token).crm.tickets.basicApi.getPage()
  await expect(read(access_token)).rejects.toMatchObject({
    code: 401,
    body: { category: 'EXPIRED_AUTHENTICATION' },
  })
  const renewed = await ask({ grant_type: 'refresh_token', refresh_token })
  expect((await read(renewed.access_token)).results).toEqual([])
  await control('faults', { rejectToken: 'revoked' })
  await expect(read(renewed.access_token)).rejects.toMatchObject({ code: 401 })
  expect(await ask({ grant_type: 'refresh_token', refresh_token })).toMatchObject({ error: 'invalid_grant' })
})

test('sign-ins survive a restart', async () => {
  const { access_token } = await signIn('tickets')
  await practice.close()
  practice = await startPractice({ folder, systems: [] })
  // The connection that was kept open ended with the process before.
  await client(access_token)
    .crm.tickets.basicApi.getPage()
    .catch(() => undefined)
  expect((await client(access_token).crm.tickets.basicApi.getPage()).results).toEqual([])
})
