/** Which fields a reason complains about, as far as it says. */
import type { Reason } from '#engine'

export function wrongFields(reason: Reason | undefined): ReadonlySet<string> {
  const named = new Set<string>()
  if (!reason) return named
  const { field } = reason.values
  if (typeof field === 'string') named.add(field)
  const fields = reason.details?.fields
  if (typeof fields === 'object' && fields !== null)
    for (const name of Array.isArray(fields) ? fields : Object.keys(fields))
      if (typeof name === 'string') named.add(name)
  return named
}
