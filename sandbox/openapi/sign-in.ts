// How calls of a described system are signed in: by its first way that goes into a header.
import { bearerToken, type Call, isRecord } from '../http/exchange.ts'
import type { OAuthDeclaration, SignInDeclaration } from '../kit/system.ts'
import type { Calls } from './calls.ts'
import { type Described, listOf, type Schema } from './schema.ts'

export function signInOf(described: Described, calls: Calls): SignInDeclaration {
  const components = described.of(described.root.components)
  const all = isRecord(components.securitySchemes)
    ? Object.entries(components.securitySchemes).map(([name, one]) => [name, described.of(one)] as const)
    : []
  const named = listOf(described.root.security).flatMap((one) => (isRecord(one) ? Object.keys(one) : []))
  const usable = all.filter(([, scheme]) => isUsable(scheme))
  const [name = '', scheme] = usable.find(([one]) => named.includes(one)) ?? usable[0] ?? []
  if (!scheme) return { credential: () => undefined, permissions: [], open: () => true }
  const flows = all.flatMap(([, one]) =>
    one.type === 'oauth2' && isRecord(one.flows) ? Object.values(one.flows).filter(isRecord) : [],
  )
  const permissions = [...new Set(flows.flatMap(({ scopes }) => (isRecord(scopes) ? Object.keys(scopes) : [])))]
  const oauth = oauthOf(flows)
  return {
    credential: credentialOf(scheme),
    permissions,
    permissionFor: (call) => permissionFor(calls, call, name, permissions),
    ...(scheme.type === 'http' && String(scheme.scheme).toLowerCase() === 'basic'
      ? { key: (random: string) => `practice:${random}` }
      : {}),
    ...(oauth ? { oauth } : {}),
  }
}

function isUsable({ type, in: where, scheme }: Schema): boolean {
  if (type === 'apiKey') return where === 'header'
  if (type === 'http') return ['bearer', 'basic'].includes(String(scheme).toLowerCase())
  return type === 'oauth2' || type === 'openIdConnect'
}

function credentialOf(scheme: Schema): (call: Call) => string | undefined {
  if (scheme.type === 'apiKey') {
    const header = String(scheme.name).toLowerCase()
    return ({ headers }) => [headers[header]].flat()[0]
  }
  if (String(scheme.scheme).toLowerCase() !== 'basic') return bearerToken
  return ({ headers }) => {
    const found = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1]
    return found === undefined ? undefined : Buffer.from(found, 'base64').toString('utf8')
  }
}

function permissionFor(calls: Calls, call: Call, scheme: string, known: readonly string[]): string | undefined {
  const found = calls.match(call.method, call.path)
  if (found === undefined || found === 'method') return undefined
  const [first] = listOf(found.call.operation.security).filter(isRecord)
  const [scope] = first ? listOf(first[scheme]) : []
  return typeof scope === 'string' && known.includes(scope) ? scope : undefined
}

const pathOf = (address: unknown): string | undefined =>
  typeof address === 'string' ? URL.parse(address, 'http://127.0.0.1')?.pathname : undefined

function oauthOf(flows: readonly Schema[]): OAuthDeclaration | undefined {
  const code = flows.find(({ authorizationUrl, tokenUrl }) => pathOf(authorizationUrl) && pathOf(tokenUrl))
  const client = flows.find(({ authorizationUrl, tokenUrl }) => authorizationUrl === undefined && pathOf(tokenUrl))
  const tokenPath = pathOf((code ?? client)?.tokenUrl)
  if (tokenPath === undefined) return undefined
  return {
    authorizePath: pathOf(code?.authorizationUrl) ?? '/oauth/authorize',
    tokenPath,
    grants: [
      ...(code ? (['authorization_code', 'refresh_token'] as const) : []),
      ...(client ? (['client_credentials'] as const) : []),
    ],
    tokenLastsMs: 3_600_000,
    refresh: code ? 'rotates' : 'none',
  }
}
