/** What an OAuth way to sign in comes to for one connection: where its endpoints are, and what is asked for. */
import { own } from '../model/ids.ts'
import type { OAuthWay } from './declare-sign-in.ts'
import { fillPath } from './template.ts'

/** The connection's own address and values, which endpoints may refer to. */
export interface EndpointOf {
  address: string
  values?: Readonly<Record<string, string>>
}

/** Endpoints that only the connection knows: the value is the whole address, not a part of one. */
const WHOLE = /^\{account\.([a-zA-Z]+)\}$/

/** An endpoint as an absolute address: one that begins with `/` is at the connection's address. */
export function endpointOf(declared: string, { address, values = {} }: EndpointOf): string {
  const whole = WHOLE.exec(declared)?.[1]
  const filled = whole === undefined ? fillPath(declared, { account: values }) : (own(values, whole) ?? '').trim()
  return filled.startsWith('/') ? address.replace(/\/+$/, '') + filled : filled
}

/** What is asked for: always the same, and unless the permissions of operations are something else, those that are needed. */
export function scopesFor(way: OAuthWay, needs: readonly string[]): string[] {
  return [...new Set([...way.scopes, ...(way.fixedScopes ? [] : needs)])]
}

export const scopeText = (way: OAuthWay, scopes: readonly string[]): string => scopes.join(way.scopeSeparator ?? ' ')

/** Systems write what they granted with spaces or commas, whichever they like. */
export const scopesIn = (text: string): string[] => text.split(/[\s,]+/).filter((scope) => scope !== '')
