/** Guesses which arriving field belongs to which target by their names. A guess is only ever offered, never applied by itself. */

/** Anything below this is not offered. */
const LEAST = 0.6

export interface Target {
  name: string
  label: string
}

export interface Suggestion {
  to: string
  from: string
}

/** One suggestion at most for each target that has no source yet; each source is offered once, to its best target. */
export function suggestMatches(
  targets: readonly Target[],
  arriving: readonly string[],
  mapped: readonly Suggestion[],
): Suggestion[] {
  const takenTargets = new Set(mapped.map((pair) => pair.to))
  const takenSources = new Set(mapped.map((pair) => pair.from))
  const scored = targets
    .filter((target) => !takenTargets.has(target.name))
    .flatMap((target) => arriving.map((from) => ({ to: target.name, from, score: alike(target, from) })))
    .filter((pair) => pair.score >= LEAST)
    .sort((a, b) => b.score - a.score)
  const found: Suggestion[] = []
  for (const { to, from } of scored) {
    if (takenTargets.has(to) || takenSources.has(from)) continue
    takenTargets.add(to)
    takenSources.add(from)
    found.push({ to, from })
  }
  return found
}

/** From 0 (nothing in common) to 1 (the same words). */
function alike(target: Target, from: string): number {
  return Math.max(likeness(wordsOf(target.label), wordsOf(from)), likeness(wordsOf(target.name), wordsOf(from)))
}

function likeness(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0
  if (a.join('') === b.join('')) return 1
  const shared = a.filter((word) => b.includes(word)).length
  return (2 * shared) / (a.length + b.length)
}

/** Words that mean the same in the headers of spreadsheets and the fields of systems. */
const SAME: Readonly<Record<string, string>> = {
  telephone: 'phone',
  tel: 'phone',
  mobile: 'phone',
  mail: 'email',
  zipcode: 'zip',
  postcode: 'zip',
  postal: 'zip',
  street: 'address',
  site: 'name',
  url: 'website',
  web: 'website',
  town: 'city',
  province: 'state',
}
const EMPTY_WORDS = new Set(['the', 'of', 'code', 'number', 'no', 'field'])

/** `Site Name`, `site_name` and `siteName` give the same words. */
function wordsOf(text: string): string[] {
  const words = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word))
    .map((word) => (Object.hasOwn(SAME, word) ? (SAME[word] ?? word) : word))
  return [...new Set(words)]
}
