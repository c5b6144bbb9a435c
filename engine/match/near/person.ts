/** Names of people: in any order, with initials, short forms, slips and generations. */
import { oneSlip, spelledAlike } from './edits.ts'
import { likeness } from './likeness.ts'
import { GENERATIONS, GIVEN_NAMES, TITLES } from './word-tables.ts'
import { soundOf, wordsOf } from './words-of.ts'

/** The words of a name, without titles. */
export const nameWords = (text: string): string[] => {
  const words = wordsOf(text)
  const kept = words.filter((word) => !TITLES.has(word) && word !== 'and')
  return kept.length > 0 ? kept : words
}

/** Two known given names of different people are further apart than their letters: Anna and Anne. */
function wordAlike(a: string, b: string): number {
  if (a === b) return 1
  const [known, other] = [GIVEN_NAMES.get(a), GIVEN_NAMES.get(b)]
  if (known !== undefined && other !== undefined) return known === other ? 0.92 : 0.1
  if (a.length === 1 || b.length === 1) return a[0] === b[0] ? 0.85 : 0
  const alike = spelledAlike(a, b)
  if (oneSlip(a, b)) return Math.max(alike, a.length > 3 && b.length > 3 ? 0.9 : 0.7)
  return alike >= 0.9 ? alike * 0.95 : Math.max(0, alike * 2 - 1.4)
}

/** Each word of the shorter name with its best counterpart; a word without one tells them apart. */
export function namesAlike(one: readonly string[], other: readonly string[]): number {
  const apart = one.length - other.length || (one.join(' ') < other.join(' ') ? -1 : 1)
  const [a, b] = apart < 0 ? [one, other] : [other, one]
  const [short, generation] = parted(a)
  const [long, otherGeneration] = parted(b)
  if (short.length === 0 || long.length === 0) return 0.5
  if (short.join('') === long.join('')) return generation === otherGeneration ? 1 : 0.7
  const free = new Set(long.keys())
  let [sum, worst] = [0, 1]
  for (const word of short) {
    let [best, at] = [0, -1]
    for (const n of free) {
      const alike = wordAlike(word, long[n] ?? '')
      if (alike > best) [best, at] = [alike, n]
    }
    free.delete(at)
    sum += best
    worst = Math.min(worst, best)
  }
  const mean = (sum / short.length) * 0.5 + worst * 0.5
  const extra = long.length - short.length
  const alike = mean * (extra === 0 ? 1 : short.length === 1 ? 0.75 : 0.95)
  return generation !== otherGeneration && generation !== '' && otherGeneration !== '' ? alike * 0.6 : alike
}

function parted(words: readonly string[]): [words: string[], generation: string] {
  const generation = words.findLast((word, n) => n > 0 && GENERATIONS.has(word)) ?? ''
  return [words.filter((word, n) => n === 0 || word !== generation), generation]
}

export const person = likeness<string[]>({
  sketch: (text) => nonEmpty(nameWords(text)),
  compare: namesAlike,
  blocks: (words) => ({
    who: [
      ...new Set(words.filter((word) => word.length > 1).map((word) => soundOf(GIVEN_NAMES.get(word) ?? word))),
    ].slice(0, 3),
  }),
  agrees: 3.5,
  differs: 8,
  neutral: 0.65,
})

export const nonEmpty = (words: string[]): string[] | undefined => (words.length > 0 ? words : undefined)
