/** Moves one item of a list; the index may lie outside, it is then kept inside. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = [...list]
  const taken = rest.splice(from, 1)
  rest.splice(Math.max(0, Math.min(to, rest.length)), 0, ...taken)
  return rest
}
