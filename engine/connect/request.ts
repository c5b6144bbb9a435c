/** Makes requests of what a connector declares, and keeps sign-ins out of what is told of their answers. */
import type { Json } from '../model/json.ts'
import type { NetRequest } from '../ports.ts'
import type { Connector, RequestTemplate } from './declare.ts'
import type { Access } from './sign-in.ts'
import { fillHeader, fillPath, fillTemplate, type Scope } from './template.ts'

export function fillRequest(
  connector: Connector,
  access: Access,
  template: RequestTemplate,
  scope: Scope,
  timeout = connector.timeout,
): NetRequest {
  const headers: Record<string, string> = { accept: 'application/json' }
  for (const [name, text] of Object.entries(template.headers ?? {}))
    headers[name.toLowerCase()] = fillHeader(text, scope)
  if (connector.auth.kind === 'bearer') headers.authorization = `Bearer ${access.token}`
  const url = access.address.replace(/\/+$/, '') + fillPath(template.path, scope)
  const request: NetRequest = { method: template.method, url, headers, timeout }
  if (template.body !== undefined) {
    headers['content-type'] = 'application/json'
    request.body = JSON.stringify(fillTemplate(template.body, scope))
  }
  return request
}

export function withoutToken(texts: Record<string, Json>, token: string): Record<string, Json> {
  if (token === '') return texts
  const clear = (value: Json): Json => (typeof value === 'string' ? value.replaceAll(token, '[token]') : value)
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, clear(value)]))
}
