/** The calls to a token endpoint (RFC 6749, RFC 7009) through `oauth4webapi`, over our own network. */
import * as oauth from 'oauth4webapi'
import { endpointOf, Failure, type Network, type OAuthWay, scopesIn, scopeText, valueAt } from '#engine'
import { tokenFetch } from './token-fetch.ts'

/** The app that was made over there for Sluice. */
export interface OAuthClient {
  id: string
  /** Absent for a client that has none. */
  secret?: string
}

export interface Tokens {
  token: string
  refresh?: string
  /** Milliseconds since 1970. */
  expires?: number
  /** Absent: the answer does not say. */
  scopes?: string[]
  /** What the answer says of the connection, where the way declares it. */
  address?: string
  values?: Record<string, string>
}

export interface GrantNeeds {
  way: OAuthWay
  client: OAuthClient
  /** What the system is called. */
  system: string
  /** The connection's own. */
  address: string
  values?: Readonly<Record<string, string>>
  network: Network
  now(): number
}

/** The address of the token endpoint: what the network must be sealed to. */
export const tokenUrlOf = ({ way, address, values = {} }: Pick<GrantNeeds, 'way' | 'address' | 'values'>): string =>
  endpointOf(way.tokenUrl, { address, values })

/** All of them throw Failures sign-in.refused (of category sign-in; details.error as RFC 6749 calls it) and call.unavailable. */
export function exchangeCode(
  needs: GrantNeeds,
  answer: URLSearchParams,
  redirect: string,
  verifier: string | undefined,
): Promise<Tokens> {
  return granted(needs, async ({ server, client, auth, options }) => {
    const proof = verifier ?? oauth.nopkce
    const response = await oauth.authorizationCodeGrantRequest(server, client, auth, answer, redirect, proof, options)
    return oauth.processAuthorizationCodeResponse(server, client, response)
  })
}

export function refreshTokens(needs: GrantNeeds, refresh: string): Promise<Tokens> {
  return granted(needs, async ({ server, client, auth, options }) => {
    const response = await oauth.refreshTokenGrantRequest(server, client, auth, refresh, options)
    return oauth.processRefreshTokenResponse(server, client, response)
  })
}

export function clientTokens(needs: GrantNeeds, scopes: readonly string[]): Promise<Tokens> {
  return granted(needs, async ({ server, client, auth, options }) => {
    const asked: Record<string, string> = { ...needs.way.parameters }
    if (scopes.length > 0) asked.scope = scopeText(needs.way, scopes)
    const response = await oauth.clientCredentialsGrantRequest(server, client, auth, asked, options)
    return oauth.processClientCredentialsResponse(server, client, response)
  })
}

/** Declares a token void. True when the system took it; false where it offers no way. */
export async function revokeToken(needs: GrantNeeds, token: string): Promise<boolean> {
  if (needs.way.revokeUrl === undefined) return false
  const parts = partsOf(needs)
  await oauth.processRevocationResponse(
    await oauth.revocationRequest(parts.server, parts.client, parts.auth, token, parts.options),
  )
  return true
}

async function granted(
  needs: GrantNeeds,
  ask: (parts: ReturnType<typeof partsOf>) => Promise<oauth.TokenEndpointResponse>,
): Promise<Tokens> {
  const asked = needs.now()
  try {
    return tokensIn(needs.way, await ask(partsOf(needs)), asked)
  } catch (error) {
    throw error instanceof Failure ? error : refusal(needs, error)
  }
}

function partsOf({ way, client, address, values = {}, network }: GrantNeeds) {
  const own = { address, values }
  const url = new URL(endpointOf(way.tokenUrl, own))
  const revoke = way.revokeUrl === undefined ? {} : { revocation_endpoint: endpointOf(way.revokeUrl, own) }
  const server: oauth.AuthorizationServer = { issuer: url.origin, token_endpoint: url.href, ...revoke }
  const options = {
    [oauth.customFetch]: tokenFetch(network),
    // Secrets travel in the open on this computer only.
    [oauth.allowInsecureRequests]: isHere(url),
  }
  return { server, client: { client_id: client.id }, auth: authOf(way, client), options }
}

function authOf(way: OAuthWay, { secret = '' }: OAuthClient): oauth.ClientAuth {
  if (way.clientAuth === 'none' || secret === '') return oauth.None()
  return way.clientAuth === 'basic' ? basic(secret) : oauth.ClientSecretPost(secret)
}

/**
 * RFC 6749, 2.3.1 has both parts encoded. The library's own also encodes signs that may stay as they are (`-`, `_`, `.`), which
 * systems that do not decode would take for another client.
 */
const basic =
  (secret: string): oauth.ClientAuth =>
  (_server, { client_id }, _body, headers) => {
    const pair = [client_id, secret].map((part) => encodeURIComponent(part).replaceAll('%20', '+')).join(':')
    headers.set('authorization', `Basic ${Buffer.from(pair).toString('base64')}`)
  }

export const isHere = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)

function tokensIn(way: OAuthWay, said: oauth.TokenEndpointResponse, asked: number): Tokens {
  const tokens: Tokens = { token: said.access_token }
  if (said.refresh_token !== undefined) tokens.refresh = said.refresh_token
  const lasts = said.expires_in === undefined ? way.lasts : said.expires_in * 1000
  if (lasts !== undefined) tokens.expires = asked + lasts
  if (said.scope !== undefined) tokens.scopes = scopesIn(said.scope)
  const address = way.answers?.address === undefined ? undefined : valueAt(said, way.answers.address)
  if (typeof address === 'string' && URL.canParse(address)) tokens.address = address
  const values = Object.entries(way.answers?.values ?? {}).flatMap(([name, path]) => {
    const value = valueAt(said, path)
    return typeof value === 'string' || typeof value === 'number' ? [[name, String(value)] as const] : []
  })
  if (values.length > 0) tokens.values = Object.fromEntries(values)
  return tokens
}

/** Only the words of RFC 6749 are told, and what the system says of them; nothing that was sent is. */
function refusal({ system }: GrantNeeds, error: unknown): Failure {
  if (error instanceof oauth.ResponseBodyError) {
    const { error: code, error_description: words, status } = error
    const passing = status === 429 || status >= 500
    if (passing)
      return new Failure('call.unavailable', 'transient', { system, why: `it answers with status ${status}` })
    const message = (words ?? code).replace(/\.$/, '').slice(0, 300)
    return new Failure('sign-in.refused', 'sign-in', { system, message }, { details: { error: code, status } })
  }
  const status = statusOf(error)
  if (status !== undefined && (status === 429 || status >= 500))
    return new Failure('call.unavailable', 'transient', { system, why: `it answers with status ${status}` })
  const message = status === undefined ? 'its answer is not one to such a question' : `status ${status}`
  return new Failure('sign-in.refused', 'sign-in', { system, message }, { details: { error: 'unreadable' } })
}

/** The library hands over the answer that it could not read, as the cause. */
function statusOf(error: unknown): number | undefined {
  const cause = (error as { cause?: unknown }).cause
  const response = cause instanceof Response ? cause : (cause as { response?: unknown } | undefined)?.response
  return response instanceof Response ? response.status : undefined
}
