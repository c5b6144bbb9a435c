const YES = new Set('yes y true t 1 on ja oui si sì sí sim wahr vrai ✓'.split(' '))
const NO = new Set('no n false f 0 off nein non não nao falsch faux nee'.split(' '))

/** Yes or no in the words of several languages, or undefined. */
export function readYesNo(text: string): boolean | undefined {
  const plain = text.trim().toLowerCase()
  if (YES.has(plain)) return true
  return NO.has(plain) ? false : undefined
}
