/** Texts as words: small letters, no accents, no punctuation. And how a word sounds, roughly. */

const PLAIN = /^[\0-~]*$/
const MARKS = /\p{M}+/gu
/** Apostrophes stand inside a word; everything else that is neither letter nor digit parts two. */
const INSIDE = /['’`´]/gu
const BETWEEN = /[^\p{L}\p{N}]+/u
/** More than any name or address has; what comes after is not compared. */
const MOST_CHARACTERS = 1000
const MOST_WORDS = 24
const LONGEST_WORD = 40

/** The words of a text, in order. `&` and `+` are read as `and`. */
export function wordsOf(text: string): string[] {
  const small = text.slice(0, MOST_CHARACTERS).toLowerCase()
  const plain = PLAIN.test(small) ? small : small.normalize('NFKD').replace(MARKS, '')
  return plain
    .replace(INSIDE, '')
    .replace(/[&+]/g, ' and ')
    .split(BETWEEN)
    .filter((word) => word !== '')
    .slice(0, MOST_WORDS)
    .map((word) => word.slice(0, LONGEST_WORD))
}

const CLASSES: Readonly<Record<string, string>> = Object.fromEntries(
  ['bpfvw', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((letters, n) =>
    [...letters].map((letter) => [letter, `${n + 1}`]),
  ),
)

/**
 * What a word sounds like, in at most four classes of consonants, as in Soundex (Russell 1918) but without keeping the first
 * letter, so that Catherine and Katharine are one. Words with digits, and of no such letters, stand as they are.
 */
export function soundOf(word: string): string {
  if (/\p{N}/u.test(word) || word.length < 2) return word
  let sound = 'aeiouyh'.includes(word[0] ?? '') ? 'a' : ''
  let last = ''
  for (const letter of word) {
    const found = CLASSES[letter] ?? ''
    if (found !== '' && found !== last) sound += found
    if (letter !== 'h') last = found
    if (sound.length === 4) break
  }
  return sound === '' || sound === 'a' ? word : sound
}
