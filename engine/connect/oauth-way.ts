/** What an OAuth way to sign in comes to for one connection: where its endpoints are, and what is asked for. */
import type { OAuthWay } from './declare-sign-in.ts'
import { fillPath } from './template.ts'

/** The connection's own address and values, which endpoints may refer to. */
export interface EndpointOf {
  address: string
  values?: Readonly<Record<string, string>>
}

/** An endpoint as an absolute address: one that begins with `/` is at the connection's address. */
export function endpointOf(declared: string, { address, values = {} }: EndpointOf): string {
  const filled = fillPath(declared, { account: values })
  return filled.startsWith('/') ? address.replace(/\/+$/, '') + filled : filled
}

/** What is asked for: always the same, and unless the permissions of operations are something else, those that are needed. */
export function scopesFor(way: OAuthWay, needs: readonly string[]): string[] {
  return [...new Set([...way.scopes, ...(way.fixedScopes ? [] : needs)])]
}

export const scopeText = (way: OAuthWay, scopes: readonly string[]): string => scopes.join(way.scopeSeparator ?? ' ')

/** Systems write what they granted with spaces or commas, whichever they like. */
export const scopesIn = (text: string): string[] => text.split(/[\s,]+/).filter((scope) => scope !== '')
