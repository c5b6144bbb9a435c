/** Names as they are written: `ana MARÍA o'neill-smith` becomes `Ana María O'Neill-Smith`. */

/** Small words inside a name, which stay small. */
const SMALL = new Set(
  'van von der den de del della di da dos das du la le les el al bin ibn y e zu zum zur und and of the'.split(' '),
)
const ROMAN = /^(?:I{2,3}|IV|VI{0,3}|IX|X)$/
const WORD = /\p{L}[\p{L}\p{M}]*/gu

/** Words that are all small or all capitals get one capital; those that mix both were written so on purpose, and stay. */
export function properCase(text: string): string {
  return text.replace(WORD, (word, at: number) => {
    const lower = word.toLowerCase()
    const isMixed = word !== lower && word !== word.toUpperCase()
    if (isMixed || ROMAN.test(word)) return word
    const before = text.slice(Math.max(0, at - 3), at)
    if (SMALL.has(lower) && /\s$/.test(before)) return lower
    // After an apostrophe only behind one letter: O'Neill, but Anna's.
    if (/['’]$/.test(before) && !/(?:^|[^\p{L}])\p{L}['’]$/u.test(before)) return lower
    return capital(lower)
  })
}

/** A letter whose capital is two letters stays small. */
function capital(word: string): string {
  const [first = ''] = word
  const upper = first.toUpperCase()
  return upper.length === first.length && upper.toLowerCase() === first ? upper + word.slice(first.length) : word
}
