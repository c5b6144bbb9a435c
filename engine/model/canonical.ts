import canonicalize from 'canonicalize'

/**
 * The value as RFC 8785 canonical JSON; empty for undefined. Text that is not well-formed Unicode (a lone half of a surrogate
 * pair, which cannot be stored as UTF-8) stands as U+FFFD.
 */
export const canonicalJson = (value: unknown): string => canonicalize(wellFormed(value)) ?? ''

function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]))
}
