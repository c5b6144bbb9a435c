/** Whether two values are the same as data: order of keys and absent keys do not matter. Shared parts cost nothing. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    return a.every((value, index) => sameData(value, b[index]))
  }
  const one = filled(a)
  const other = filled(b)
  return (
    one.length === other.length &&
    one.every(([key, value]) => Object.hasOwn(b, key) && sameData(value, Reflect.get(b, key)))
  )
}

const filled = (value: object): [string, unknown][] => Object.entries(value).filter(([, inner]) => inner !== undefined)
