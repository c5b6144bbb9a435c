/** Reads one e-mail address, also out of `Ana Silva <ana@alder.example>` and `mailto:`. */

const LONGEST = 320
/** The same characters as the contract's e-mail type takes, within the lengths that mail has. */
const ADDRESS = /^[^\s@,;<>"]{1,64}@[^\s@,;<>".]{1,63}(?:\.[^\s@,;<>".]{1,63})+$/

/** The address in small letters, or undefined. */
export function readEmail(text: string): string | undefined {
  const plain = text.trim()
  if (plain.length > LONGEST) return undefined
  const named = /^[^<>]*<([^<>]*)>$/.exec(plain)
  const address = (named?.[1] ?? plain)
    .trim()
    .replace(/^mailto:/i, '')
    .toLowerCase()
  return ADDRESS.test(address) && !address.includes('..') && !/^\.|\.@/.test(address) ? address : undefined
}
