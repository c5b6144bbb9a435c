import type { Call, Reply } from '../http/exchange.ts'
import { randomText } from './keys.ts'
import { isLoopback } from './loopback.ts'
import type { OAuthRoom } from './oauth-room.ts'

/** What is kept of an authorization until its code is exchanged. */
export interface KeptCode {
  readonly redirectUri: string
  readonly permissions: readonly string[]
  readonly challenge?: string
  readonly family: string
  /** It was exchanged; what comes again with it is a thief, or what came before was. */
  readonly used: boolean
  /** Milliseconds since 1970. */
  readonly endsAt: number
}

export const codeScope = 'oauth code'
const codeLastsMs = 60_000
/** A code that was used is known for longer, so that its second use is told from a wrong one. */
export const codeKeptMs = 600_000

/**
 * The page on which a person allows or refuses. `decision=allow` or `decision=refuse` stands for the button. An app or a
 * redirect address that is not known is told to the person; everything else goes back to the app (RFC 6749, section 4.1.2.1).
 */
export function answerAuthorize(room: OAuthRoom, call: Call): Reply {
  const { query } = call
  const redirectUri = query.get('redirect_uri') ?? ''
  if (query.get('client_id') !== room.keys.clientId) return page(room, 400, '<p>No app is known by this client id.</p>')
  if (!isLoopback(redirectUri)) {
    return page(room, 400, '<p>A practice system only leads back to an address of this machine.</p>')
  }
  const trouble = troubleOf(room, query)
  if (trouble !== undefined) return back(query, { error: trouble[0], error_description: trouble[1] })
  const decision = query.get('decision')
  if (decision === 'refuse') return back(query, { error: 'access_denied', error_description: 'The person refused' })
  if (decision === 'allow') return back(query, { code: keepCode(room, query, redirectUri) })
  return page(room, 200, consent(room, query))
}

function troubleOf({ oauth, declaration }: OAuthRoom, query: URLSearchParams): [string, string] | undefined {
  if (query.get('response_type') !== 'code') return ['unsupported_response_type', 'Only response_type=code is known']
  if (!oauth.grants.includes('authorization_code')) return ['unauthorized_client', 'Nobody signs in here by a page']
  const unknown = scopesOf(query).find((scope) => !declaration.signIn.permissions.includes(scope))
  if (unknown !== undefined) return ['invalid_scope', `There is no permission ${unknown}`]
  const challenge = query.get('code_challenge')
  if (challenge === null) return oauth.pkceRequired ? ['invalid_request', 'code_challenge is missing'] : undefined
  if (query.get('code_challenge_method') !== 'S256')
    return ['invalid_request', 'Only the challenge method S256 is known']
  return /^[\w-]{43}$/.test(challenge) ? undefined : ['invalid_request', 'code_challenge is none of S256']
}

export const scopesIn = (text: string): string[] => text.split(/[\s,]+/).filter((scope) => scope !== '')
const scopesOf = (query: URLSearchParams) => scopesIn(query.get('scope') ?? '')

/** All permissions when none is asked for. */
const asked = ({ declaration }: OAuthRoom, query: URLSearchParams) =>
  scopesOf(query).length === 0 ? declaration.signIn.permissions : scopesOf(query)

function keepCode(room: OAuthRoom, query: URLSearchParams, redirectUri: string): string {
  const code = `practice-code-${randomText()}`
  const challenge = query.get('code_challenge')
  const kept: KeptCode = {
    redirectUri,
    permissions: asked(room, query),
    ...(challenge === null ? {} : { challenge }),
    family: randomText(),
    used: false,
    endsAt: room.now() + codeLastsMs,
  }
  const { store, declaration, now } = room
  store.together(() => {
    store.memory.prune(declaration.name, now())
    store.memory.remember(declaration.name, codeScope, code, JSON.stringify(kept), now() + codeKeptMs)
  })
  return code
}

function back(query: URLSearchParams, parameters: Record<string, string>): Reply {
  const target = new URL(query.get('redirect_uri') ?? '')
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value)
  const state = query.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return { status: 302, headers: { Location: target.href, 'Cache-Control': 'no-store' } }
}

function consent(room: OAuthRoom, query: URLSearchParams): string {
  const kept = [...query].map(
    ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
  )
  const permissions = asked(room, query).map((one) => `<li>${escaped(one)}</li>`)
  return (
    `<p>An app asks to sign in to ${escaped(room.declaration.title)} with these permissions:</p>` +
    `<ul>${permissions.join('')}</ul>` +
    `<form method="get" action="${escaped(room.oauth.authorizePath)}">${kept.join('')}` +
    '<button name="decision" value="allow">Allow</button> <button name="decision" value="refuse">Refuse</button></form>'
  )
}

function page({ declaration }: OAuthRoom, status: number, content: string): Reply {
  const title = escaped(declaration.title)
  const text =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>` +
    '<style>body{font:1rem/1.5 sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.4rem 1rem}</style>' +
    `</head><body><h1>${title}</h1>${content}</body></html>`
  const headers = {
    'content-type': 'text/html;charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
  }
  return { status, text, headers }
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
