/** The identity of a definition: evidence, bundles and runs name it by this hash. */
import canonicalize from 'canonicalize'
import type { Hash } from '../ports.ts'
import type { Flow } from './flow.ts'

/**
 * The flow as RFC 8785 canonical JSON without `layout`, so that moving a step changes nothing. Text that is not well-formed
 * Unicode (a lone half of a surrogate pair, which cannot be stored as UTF-8) stands as U+FFFD.
 */
export function canonicalOf(flow: Flow): string {
  const { layout: _places, ...definition } = flow
  return canonicalize(wellFormed(definition)) ?? ''
}

/** SHA-256 of the canonical form, as 64 hexadecimal digits. */
export const hashOf = (flow: Flow, hash: Hash): string => hash.sha256(canonicalOf(flow))

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]))
}
