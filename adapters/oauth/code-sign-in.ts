/** Signing in with a browser: authorization code with PKCE (RFC 7636, S256) and a redirect to this computer (RFC 8252). */
import * as oauth from 'oauth4webapi'
import { endpointOf, Failure, scopeText } from '#engine'
import { exchangeCode, type GrantNeeds, type Tokens } from './grants.ts'
import { openLoopback } from './loopback.ts'

export interface CodeSignIn {
  /** The page to open in a browser. */
  open: string
  redirect: string
  /** Rejects with sign-in.consent-refused, sign-in.refused, sign-in.late, sign-in.cancelled, call.unavailable. */
  tokens: Promise<Tokens>
  cancel(): void
}

export interface CodeSignInOptions {
  scopes: readonly string[]
  /** Milliseconds for which a person may think about it. */
  limit: number
  /** The port that was registered over there, where it must be one. */
  port?: number | undefined
}

/** Throws Failures port.taken, sign-in.no-such-way. */
export async function beginCodeSignIn(needs: GrantNeeds, options: CodeSignInOptions): Promise<CodeSignIn> {
  const { way, client, system, address, values = {} } = needs
  if (way.authorizeUrl === undefined) throw new Failure('sign-in.no-such-way', 'permanent', { system, choices: '' })
  const state = oauth.generateRandomState()
  const verifier = way.pkce ? oauth.generateRandomCodeVerifier() : undefined
  const loopback = await openLoopback({ state, limit: options.limit, port: options.port, system })
  const { redirect } = loopback
  const open = new URL(endpointOf(way.authorizeUrl, { address, values }))
  const asked: Record<string, string> = {
    ...way.parameters,
    response_type: 'code',
    client_id: client.id,
    redirect_uri: redirect,
    state,
  }
  if (options.scopes.length > 0) asked.scope = scopeText(way, options.scopes)
  if (verifier !== undefined) {
    asked.code_challenge = await oauth.calculatePKCECodeChallenge(verifier)
    asked.code_challenge_method = 'S256'
  }
  for (const [name, value] of Object.entries(asked)) open.searchParams.set(name, value)
  const tokens = loopback.answer.then((answer) =>
    exchangeCode(needs, checked(answer, state, system), redirect, verifier),
  )
  tokens.catch(() => undefined)
  return { open: open.href, redirect, tokens, cancel: loopback.cancel }
}

/** The library only takes an answer that it has checked itself. */
function checked(answer: URLSearchParams, state: string, system: string): URLSearchParams {
  const code = answer.get('error')
  if (code === 'access_denied') throw new Failure('sign-in.consent-refused', 'permanent', { system })
  if (code !== null) {
    const message = (answer.get('error_description') ?? code).slice(0, 300).replace(/\.$/, '')
    throw new Failure('sign-in.refused', 'permanent', { system, message }, { details: { error: code.slice(0, 100) } })
  }
  // No issuer is declared to compare it with.
  answer.delete('iss')
  try {
    return oauth.validateAuthResponse({ issuer: 'https://declared.invalid' }, { client_id: '-' }, answer, state)
  } catch (error) {
    throw new Failure('sign-in.other-answer', 'permanent', {}, { cause: error })
  }
}
