/** How far apart two spellings are. */

/**
 * Likeness of two words from 0 to 1: Jaro–Winkler (Winkler 1990), prefix weight 0.1 for at most four letters. Forgives letters
 * that are missing or swapped, most of all behind the beginning.
 */
export function spelledAlike(a: string, b: string): number {
  if (a === b) return 1
  const [matches, swaps] = shared(a, b)
  if (matches === 0) return 0
  const jaro = (matches / a.length + matches / b.length + (matches - swaps / 2) / matches) / 3
  let prefix = 0
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix++
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** Letters that both have within half a word's length, and how many of them stand in another order. */
function shared(a: string, b: string): [matches: number, swaps: number] {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const taken = new Uint8Array(b.length)
  let left = ''
  for (let i = 0; i < a.length; i++) {
    const end = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (taken[j] === 1 || a[i] !== b[j]) continue
      taken[j] = 1
      left += a[i]
      break
    }
  }
  let [at, swaps] = [0, 0]
  for (let j = 0; j < b.length; j++) if (taken[j] === 1 && left[at++] !== b[j]) swaps++
  return [left.length, swaps]
}

/** True when one letter was typed wrong, left out, added, or swapped with its neighbour; or nothing at all. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  const [restA, restB] = [a.slice(start), b.slice(start)]
  if (restA === '' && restB === '') return true
  if (restA.length !== restB.length)
    return restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA
  if (restA.slice(1) === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}
