// OAuth as an independent client sees it (oauth4webapi), which checks answers as strictly as the standards do.
import * as oauth from 'oauth4webapi'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ServedPractice, servePractice } from './served.ts'

let served: ServedPractice
let now = Date.now()

beforeEach(async () => {
  served = await servePractice({ now: () => now })
})

afterEach(() => served.end())

const plain = { [oauth.allowInsecureRequests]: true }
const redirectUri = 'http://127.0.0.1:9/callback'

function parts() {
  const { system } = served
  if (system.oauth === undefined) throw new Error('there is no OAuth')
  const { authorizeUrl, tokenUrl, revokeUrl = '', clientId, clientSecret } = system.oauth
  const server: oauth.AuthorizationServer = {
    issuer: system.address,
    authorization_endpoint: authorizeUrl,
    token_endpoint: tokenUrl,
    revocation_endpoint: revokeUrl,
  }
  const client: oauth.Client = { client_id: clientId }
  return { server, client, clientId, secret: clientSecret, authorizeUrl }
}

async function authorize(verifier: string, more: Record<string, string> = {}): Promise<URL> {
  const { authorizeUrl, clientId } = parts()
  const url = new URL(authorizeUrl)
  const challenge = await oauth.calculatePKCECodeChallenge(verifier)
  const asked = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state: 's1',
    decision: 'allow',
  }
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' }
  for (const [name, value] of Object.entries({ ...asked, ...pkce, ...more })) url.searchParams.set(name, value)
  const answer = await fetch(url, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  return new URL(answer.headers.get('location') ?? '')
}

async function exchange(redirected: URL, verifier: string, auth?: oauth.ClientAuth) {
  const { server, client, secret } = parts()
  const code = oauth.validateAuthResponse(server, client, redirected, 's1')
  const by = auth ?? oauth.ClientSecretBasic(secret)
  const answer = await oauth.authorizationCodeGrantRequest(server, client, by, code, redirectUri, verifier, plain)
  return oauth.processAuthorizationCodeResponse(server, client, answer)
}

async function refresh(token = '', auth?: oauth.ClientAuth) {
  const { server, client, secret } = parts()
  const by = auth ?? oauth.ClientSecretPost(secret)
  const answer = await oauth.refreshTokenGrantRequest(server, client, by, token, plain)
  return oauth.processRefreshTokenResponse(server, client, answer)
}

async function signedIn(scope: string | undefined = undefined) {
  const verifier = oauth.generateRandomCodeVerifier()
  return exchange(await authorize(verifier, scope === undefined ? {} : { scope }), verifier)
}

const use = async (token: string) =>
  (await served.ask('GET', '/v1/me', undefined, { authorization: `Bearer ${token}` })).body

const refused = (error: string) => expect.objectContaining({ error })

test('a code and its verifier become a token with the permissions that were asked for', async () => {
  const token = await signedIn('contacts.read')
  expect(token).toMatchObject({
    token_type: 'bearer',
    expires_in: 3_600,
    scope: 'contacts.read',
    instance: served.system.address,
  })
  expect(await use(token.access_token)).toEqual({ person: 'Practice Person' })
  const headers = { authorization: `Bearer ${token.access_token}` }
  expect((await served.ask('POST', '/v1/contacts', {}, headers)).status).toBe(403)
})

test('an app without a secret signs in and refreshes by its verifier alone', async () => {
  const verifier = oauth.generateRandomCodeVerifier()
  const token = await exchange(await authorize(verifier), verifier, oauth.None())
  expect(await use((await refresh(token.refresh_token, oauth.None())).access_token)).toHaveProperty('person')
})

test('the wrong verifier, a redirect to elsewhere, a wrong secret and a late code are refused', async () => {
  const verifier = oauth.generateRandomCodeVerifier()
  const code = await authorize(verifier)
  await expect(exchange(code, oauth.generateRandomCodeVerifier())).rejects.toMatchObject(refused('invalid_grant'))
  const wrong = oauth.ClientSecretPost('wrong')
  await expect(exchange(code, verifier, wrong)).rejects.toMatchObject(refused('invalid_client'))
  await expect(exchange(code, verifier, oauth.ClientSecretBasic('wrong'))).rejects.toMatchObject({ status: 401 })
  now += 60_000
  await expect(exchange(code, verifier)).rejects.toMatchObject(refused('invalid_grant'))
})

test('a code that is used twice makes void what came of it', async () => {
  const verifier = oauth.generateRandomCodeVerifier()
  const code = await authorize(verifier)
  const token = await exchange(code, verifier)
  await expect(exchange(code, verifier)).rejects.toMatchObject(refused('invalid_grant'))
  expect(await use(token.access_token)).toMatchObject({ error: { code: 'revoked' } })
})

test('a refresh token rotates; the old one used again voids the whole consent', async () => {
  const first = await signedIn()
  const second = await refresh(first.refresh_token)
  expect(second.refresh_token).not.toBe(first.refresh_token)
  expect(await use(second.access_token)).toHaveProperty('person')
  await expect(refresh(first.refresh_token)).rejects.toMatchObject(refused('invalid_grant'))
  expect(await use(second.access_token)).toMatchObject({ error: { code: 'revoked' } })
  await expect(refresh(second.refresh_token)).rejects.toMatchObject(refused('invalid_grant'))
})

test('a token expires, a refresh token too, and the session ends them both', async () => {
  const token = await signedIn()
  now += 3_600_000
  expect(await use(token.access_token)).toMatchObject({ error: { code: 'expired' } })
  const second = await refresh(token.refresh_token)
  now += 86_400_000
  await expect(refresh(second.refresh_token)).rejects.toMatchObject(refused('invalid_grant'))
  const third = await signedIn()
  now += 80_000_000
  const fourth = await refresh(third.refresh_token)
  now += 80_000_000
  const fifth = await refresh(fourth.refresh_token)
  now += 12_800_000
  expect(await use(fifth.access_token)).toMatchObject({ error: { code: 'expired' } })
  await expect(refresh(fifth.refresh_token)).rejects.toMatchObject(refused('invalid_grant'))
})

test('an app signs in by itself', async () => {
  const { server, client, secret } = parts()
  const by = oauth.ClientSecretBasic(secret)
  const asked = new URLSearchParams({ scope: 'contacts.read' })
  const answer = await oauth.clientCredentialsGrantRequest(server, client, by, asked, plain)
  const token = await oauth.processClientCredentialsResponse(server, client, answer)
  expect(token.refresh_token).toBeUndefined()
  expect(await use(token.access_token)).toEqual({ person: null })
})

test('the token that is taken back is void, a refresh token with all of its consent', async () => {
  const { server, client, secret } = parts()
  const by = oauth.ClientSecretBasic(secret)
  const [one, other] = [await signedIn(), await signedIn()]
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, by, one.access_token, plain))
  expect(await use(one.access_token)).toMatchObject({ error: { code: 'revoked' } })
  expect(await use((await refresh(one.refresh_token)).access_token)).toHaveProperty('person')
  const answer = await oauth.revocationRequest(server, client, by, other.refresh_token ?? '', plain)
  await oauth.processRevocationResponse(answer)
  expect(await use(other.access_token)).toMatchObject({ error: { code: 'revoked' } })
})

test('what is wrong with an authorization goes back to the app, in the words of the standard', async () => {
  const error = async (more: Record<string, string>) =>
    (await authorize(oauth.generateRandomCodeVerifier(), more)).searchParams.get('error')
  expect(await error({ scope: 'contacts.read everything' })).toBe('invalid_scope')
  expect(await error({ decision: 'refuse' })).toBe('access_denied')
  expect(await error({ response_type: 'token' })).toBe('unsupported_response_type')
  expect(await error({ code_challenge_method: 'plain' })).toBe('invalid_request')
})

test('a person is asked on a page, and told there when the app or the way back is not known', async () => {
  const { authorizeUrl, clientId } = parts()
  const open = async (asked: Record<string, string>) => {
    const answer = await fetch(`${authorizeUrl}?${new URLSearchParams(asked)}`, { redirect: 'manual' })
    return { status: answer.status, text: await answer.text() }
  }
  const challenge = await oauth.calculatePKCECodeChallenge(oauth.generateRandomCodeVerifier())
  const pkce = { response_type: 'code', code_challenge: challenge, code_challenge_method: 'S256' }
  const asked = { ...pkce, client_id: clientId, redirect_uri: redirectUri, state: '"><script>' }
  const page = await open(asked)
  expect(page.text).toContain('value="allow">Allow</button>')
  expect(page.text).not.toContain('<script>')
  expect((await open({ ...asked, client_id: 'somebody' })).status).toBe(400)
  expect((await open({ ...asked, redirect_uri: 'https://away.example/' })).status).toBe(400)
})

test('while tokens fail as expired a refresh heals it; while they are revoked only signing in does', async () => {
  const token = await signedIn()
  await served.faults({ token: 'expired' })
  expect(await use(token.access_token)).toMatchObject({ error: { code: 'expired' } })
  const healed = await refresh(token.refresh_token)
  expect(await use(healed.access_token)).toHaveProperty('person')
  await served.faults({ token: 'revoked' })
  await expect(refresh(healed.refresh_token)).rejects.toMatchObject(refused('invalid_grant'))
  expect(await use((await signedIn()).access_token)).toHaveProperty('person')
})

test('what is signed in stays so after a reset and a restart', async () => {
  const token = await signedIn()
  await served.control('made-up/reset', {})
  const { system } = served
  await served.practice.close()
  served = await servePractice({ folder: served.folder, now: () => now })
  expect(served.system).toEqual(system)
  expect(await use(token.access_token)).toHaveProperty('person')
  expect(await use((await refresh(token.refresh_token)).access_token)).toHaveProperty('person')
})
