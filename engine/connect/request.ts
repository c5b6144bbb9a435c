/** Makes requests of what a connector declares, and keeps sign-ins out of what is told of their answers. */
import type { Json } from '../model/json.ts'
import type { NetRequest } from '../ports.ts'
import type { Connector, RequestTemplate } from './declare.ts'
import { base64, formText } from './encode.ts'
import { hmacSha256 } from './hmac.ts'
import type { Access } from './sign-in.ts'
import { fillHeader, fillPath, fillQuery, fillTemplate, type Scope } from './template.ts'

export interface RequestOptions {
  /** Milliseconds, instead of the connector's. */
  timeout?: number
  /** The path with its query, as the system named it (from the origin on), instead of the template's. */
  path?: string
}

export function fillRequest(
  connector: Connector,
  access: Access,
  template: RequestTemplate,
  scope: Scope,
  { timeout = connector.timeout, path }: RequestOptions = {},
): NetRequest {
  const { auth } = connector
  const filling: Scope = { ...scope, account: access.values ?? {} }
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const [name, text] of Object.entries({ ...connector.headers, ...template.headers }))
    headers[name.toLowerCase()] = fillHeader(text, filling)
  const signed = authorization(connector, access.token)
  if (signed) headers[signed.name] = signed.value
  const url =
    path === undefined
      ? access.address.replace(/\/+$/, '') + fillPath(template.path, filling) + fillQuery(template.query ?? {}, filling)
      : pageAt(access.address, path)
  const request: NetRequest = { method: template.method, url, headers, timeout }
  if (template.body !== undefined) {
    const filled = fillTemplate(template.body, filling)
    const body = auth.kind === 'body' ? withMember(filled, auth.name, access.token) : filled
    const form = template.encode === 'form'
    headers['content-type'] = template.contentType ?? (form ? 'application/x-www-form-urlencoded' : 'application/json')
    request.body = form ? formText(body) : JSON.stringify(body)
  }
  // Where there is no body, nothing is what is signed.
  if (auth.kind === 'hmac') headers[auth.name] = `${auth.before ?? ''}${hmacSha256(access.token, request.body ?? '')}`
  return request
}

/** An address that an answer named. Whatever stands in it, the same system is asked: its own origin counts for nothing. */
function pageAt(address: string, named: string): string {
  const base = `${address.replace(/\/+$/, '')}/`
  const { pathname, search } = new URL(URL.canParse(named, base) ? named : '', base)
  return new URL(address).origin + pathname + search
}

const withMember = (body: Json, name: string, value: string): Json =>
  body !== null && typeof body === 'object' && !Array.isArray(body) ? { ...body, [name]: value } : body

/** The header that says who asks; undefined where the system wants none. */
function authorization({ auth }: Connector, token: string): { name: string; value: string } | undefined {
  switch (auth.kind) {
    case 'none':
    case 'body':
    case 'hmac':
      return undefined
    case 'bearer':
      return { name: 'authorization', value: `Bearer ${token}` }
    case 'basic':
      if (auth.orBearer && !token.includes(':')) return { name: 'authorization', value: `Bearer ${token}` }
      return { name: 'authorization', value: `Basic ${base64(token)}` }
    case 'header':
      return { name: auth.name, value: `${auth.before ?? ''}${token}` }
  }
}

/** The same texts without the secret, in whichever form a system may repeat it. */
export function withoutToken(texts: Record<string, Json>, token: string): Record<string, Json> {
  if (token === '') return texts
  const password = token.slice(token.indexOf(':') + 1)
  const secrets = [token, base64(token), ...(password.length >= 4 ? [password] : [])]
  const clear = (value: Json): Json =>
    typeof value === 'string' ? secrets.reduce((text, secret) => text.replaceAll(secret, '[token]'), value) : value
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, clear(value)]))
}
