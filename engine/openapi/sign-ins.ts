/** How people sign in, from `securitySchemes`. A connection has one kind of sign-in, so that the ways offered all lead to it. */
import type { Auth, OAuthWay, SignInWay } from '../connect/declare-sign-in.ts'
import { type Description, isPart, type Part, textIn } from './description.ts'
import { label } from './names.ts'

export interface SignIns {
  auth: Auth
  signIns: SignInWay[]
  /** What could not be taken over, in plain sentences. */
  notes: string[]
  /** The description does not say how to sign in. */
  unsaid?: true
}

interface Way {
  auth: Auth
  ways: SignInWay[]
}

export function signInsOf(description: Description): SignIns {
  const components = description.part(description.root.components)
  const schemes = isPart(components.securitySchemes) ? Object.entries(components.securitySchemes) : []
  const named = Array.isArray(description.root.security)
    ? description.root.security.flatMap((one) => Object.keys(one ?? {}))
    : []
  // Those that the whole description asks for come first.
  const ordered = [...schemes].sort(([a], [b]) => Number(named.includes(b)) - Number(named.includes(a)))
  const notes: string[] = []
  const ways: Way[] = []
  for (const [name, given] of ordered) {
    const way = wayOf(name, description.part(given))
    if (typeof way === 'string') notes.push(way)
    else ways.push(way)
  }
  const [first] = ways
  if (!first)
    return { auth: { kind: 'none' }, signIns: [], notes, ...(schemes.length === 0 ? { unsaid: true as const } : {}) }
  const same = ways.filter(({ auth }) => JSON.stringify(auth) === JSON.stringify(first.auth))
  const others = ways.length - same.length
  if (others > 0)
    notes.push(`It knows ${others} more ways to sign in, which go into its requests in another way; they are left out.`)
  return { auth: first.auth, signIns: same.flatMap(({ ways: each }) => each), notes }
}

/** A sentence for what we cannot do. */
function wayOf(name: string, scheme: Part): Way | string {
  const title = label(name)
  const help = textIn(scheme.description)?.slice(0, 300) ?? 'Its documentation says where it is made.'
  if (scheme.type === 'apiKey') {
    if (scheme.in !== 'header')
      return `"${title}" puts the key into the ${scheme.in === 'cookie' ? 'cookies' : 'address'}, where it would be seen in logs; it is left out.`
    return { auth: headerAuth(String(scheme.name)), ways: [{ kind: 'key', label: title, help }] }
  }
  if (scheme.type === 'http') {
    const kind = String(scheme.scheme).toLowerCase()
    if (kind === 'bearer') return { auth: { kind: 'bearer' }, ways: [{ kind: 'key', label: title, help }] }
    if (kind === 'basic')
      return {
        auth: { kind: 'basic' },
        ways: [{ kind: 'password', user: 'User name', label: 'Password or key', help }],
      }
    return `"${title}" is a way to sign in (${kind}) that is not known here; it is left out.`
  }
  if (scheme.type === 'openIdConnect') {
    const found =
      'The addresses of its sign-in are not in the description: make an access token over there and paste it.'
    return { auth: { kind: 'bearer' }, ways: [{ kind: 'key', label: 'Access token', help: found }] }
  }
  const ways = scheme.type === 'oauth2' && isPart(scheme.flows) ? oauthWays(title, help, scheme.flows) : []
  if (ways.length > 0) return { auth: { kind: 'bearer' }, ways }
  return `"${title}" is a way to sign in that is not known here; it is left out.`
}

/** `Authorization` with a key as it stands is a header like any other. */
const headerAuth = (name: string): Auth => ({ kind: 'header', name: name.toLowerCase() })

function oauthWays(title: string, help: string, flows: Part): SignInWay[] {
  const found: SignInWay[] = []
  const code = isPart(flows.authorizationCode) ? flows.authorizationCode : undefined
  const authorizeUrl = textIn(code?.authorizationUrl)
  const codeUrl = textIn(code?.tokenUrl)
  if (authorizeUrl && codeUrl)
    found.push({ ...oauth('oauth-code', title, help, codeUrl), authorizeUrl, pkce: true, refresh: 'rotates' })
  const client = isPart(flows.clientCredentials) ? textIn(flows.clientCredentials.tokenUrl) : undefined
  if (client) found.push({ ...oauth('oauth-client', title, help, client), belongsTo: 'service' })
  // The other two (RFC 9700 advises against them) leave a token that can be pasted.
  if (found.length === 0 && (flows.implicit || flows.password)) found.push({ kind: 'key', label: 'Access token', help })
  return found
}

const oauth = (kind: OAuthWay['kind'], label: string, help: string, tokenUrl: string): OAuthWay => ({
  kind,
  label,
  help,
  tokenUrl,
  scopes: [],
  pkce: false,
  clientAuth: 'body',
  refresh: 'none',
})

/** The permissions (scopes) that an operation asks for: those of its first alternative. */
export function needsOf(description: Description, operation: Part): string[] {
  const security = Array.isArray(operation.security) ? operation.security : description.root.security
  const [first] = Array.isArray(security) ? security : []
  const scopes = isPart(first) ? Object.values(first).flat() : []
  return [...new Set(scopes.filter((scope) => typeof scope === 'string'))]
}
