/** The pairs of a mapping setting: which target field is filled from which field of the record. */
import type { Json, TargetField } from '#engine'

export interface Pair {
  to: string
  from: string
}

export function pairsOf(value: Json | undefined): Pair[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one) => {
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return []
    return typeof one.to === 'string' && typeof one.from === 'string' ? [{ to: one.to, from: one.from }] : []
  })
}

/** The pairs with one target filled from another field, or left empty. */
export function withPair(pairs: readonly Pair[], to: string, from: string | undefined): Pair[] {
  const rest = pairs.filter((pair) => pair.to !== to)
  if (from === undefined) return rest
  const at = pairs.findIndex((pair) => pair.to === to)
  return at === -1 ? [...rest, { to, from }] : pairs.map((pair) => (pair.to === to ? { to, from } : pair))
}

/** Required targets first, then those that are filled, then the rest; each group as the system lists them. */
export function inOrder(targets: readonly TargetField[], pairs: readonly Pair[]): TargetField[] {
  const rank = (target: TargetField) =>
    target.required ? 0 : pairs.some((pair) => pair.to === target.name && pair.from !== '') ? 1 : 2
  return [...targets].sort((a, b) => rank(a) - rank(b))
}
