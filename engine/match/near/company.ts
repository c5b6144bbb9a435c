/** Names of companies, sites and things: words in any order, abbreviations, one name inside a longer one. */
import { oneSlip, spelledAlike } from './edits.ts'
import { likeness } from './likeness.ts'
import { nonEmpty } from './person.ts'
import { COMPANY_FILLER, COMPANY_WORDS } from './word-tables.ts'
import { soundOf, wordsOf } from './words-of.ts'

/** The telling words of a name, once each, under one spelling. */
function tellingWords(text: string): string[] {
  const words = wordsOf(text)
  const telling = words.filter((word) => !COMPANY_FILLER.has(word)).map((word) => COMPANY_WORDS.get(word) ?? word)
  return [...new Set(telling.length > 0 ? telling : words)]
}

/** Short words weigh little, and common ones that the table knows weigh half. */
const weightOf = (word: string): number =>
  Math.min(word.length, 7) * (COMPANY_WORDS.has(word) && !isNumber(word) ? 0.5 : 1)

const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word)

function wordAlike(a: string, b: string): number {
  if (a === b) return 1
  if (isNumber(a) || isNumber(b)) return 0
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 3 && long.startsWith(short)) return 0.9
  if (short.length >= 5 && oneSlip(a, b)) return 0.9
  const alike = spelledAlike(a, b)
  return alike >= 0.9 && short.length >= 4 ? alike : 0
}

/** Half by what both share of all their words, half by how much of the shorter name is in the longer one. */
export function wordsAlike(a: readonly string[], b: readonly string[]): number {
  const [one, other] = [a.join(''), b.join('')]
  if (one === other) return 1
  if (one === '' || other === '') return 0.5
  // Any order will do, but it must be the same either way round.
  const apart = weigh(a) - weigh(b) || (one < other ? -1 : 1)
  const [short, long] = apart < 0 ? [a, b] : [b, a]
  const free = new Set(long)
  let common = 0
  for (const word of short) {
    let [best, match] = [0, '']
    for (const other of free) {
      const alike = wordAlike(word, other)
      if (alike > best) [best, match] = [alike, other]
    }
    if (best === 0) continue
    free.delete(match)
    common += (best * (weightOf(word) + weightOf(match))) / 2
  }
  const [less, more] = [weigh(short), weigh(long)]
  const inside = Math.min(1, common / less)
  const both = Math.min(1, (2 * common) / (less + more))
  const alike = both * 0.5 + inside * 0.5
  return numbersDiffer(a, b) ? alike * 0.6 : alike
}

const weigh = (words: readonly string[]): number => words.reduce((sum, word) => sum + weightOf(word), 0)

/** Teddy Bear 2 and Teddy Bear 5 are two places. */
function numbersDiffer(a: readonly string[], b: readonly string[]): boolean {
  const [one, other] = [a.filter(isNumber), b.filter(isNumber)]
  return one.length > 0 && other.length > 0 && !one.some((number) => other.includes(number))
}

/** The first two words and the longest two: at most three different sounds. */
function sounds(words: readonly string[]): string[] {
  const telling = words.filter((word) => word.length > 2)
  const longest = [...telling].sort((x, y) => weightOf(y) - weightOf(x) || (x < y ? -1 : 1))
  return [...new Set([...longest.slice(0, 2), ...telling.slice(0, 2)].map(soundOf))].slice(0, 3)
}

export const company = likeness<string[]>({
  sketch: (text) => nonEmpty(tellingWords(text)),
  compare: wordsAlike,
  blocks: (words) => ({ who: sounds(words) }),
  agrees: 3.5,
  differs: 3,
  neutral: 0.4,
})

/** Any other text, word by word. */
export const plainText = likeness<string[]>({
  sketch: (text) => nonEmpty([...new Set(wordsOf(text))]),
  compare: wordsAlike,
  blocks: (words) => ({ who: sounds(words) }),
  agrees: 2.5,
  differs: 2,
  neutral: 0.5,
})
