/** The identity of a definition: evidence, bundles and runs name it by this hash. */
import type { Hash } from '../ports.ts'
import { canonicalJson } from './canonical.ts'
import type { Flow } from './flow.ts'

/**
 * The flow as RFC 8785 canonical JSON without `layout`, so that moving a step changes nothing.
 */
export function canonicalOf(flow: Flow): string {
  const { layout: _places, ...definition } = flow
  return canonicalJson(definition)
}

/** SHA-256 of the canonical form, as 64 hexadecimal digits. */
export const hashOf = (flow: Flow, hash: Hash): string => hash.sha256(canonicalOf(flow))
