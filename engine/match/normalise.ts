/** Makes two spellings of the same thing one text. What is ignored is the user's choice. */
import type { Json } from '../model/json.ts'

export const IGNORABLE = ['case', 'spaces', 'punctuation', 'accents'] as const
export type Ignorable = (typeof IGNORABLE)[number]

const SPACES = /[\s\u200B-\u200D\u2060\uFEFF]+/gu
/** Punctuation, and the free-standing accents that people type for apostrophes. Signs such as + and $ carry meaning and stay. */
const PUNCTUATION = /[\p{P}\p{Sk}]+/gu
const MARKS = /\p{M}+/gu
const PLAIN = /^[\u0020-\u007E]*$/

/** The text of a value as it is compared: nothing for blank, JSON for lists and groups. */
export function textOf(value: Json | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * Unicode form NFKC (so that full-width letters and ligatures are what they look like), without surrounding blanks, and
 * without what is ignored. Applying it twice changes nothing more. Case is ignored by writing everything in lower case and no
 * more, since a key may be written to the target as it stands: Straße and STRASSE, ırmak and IRMAK, İzmir and izmir, and a word
 * that ends in σ instead of ς stay different. They may be two mailboxes.
 */
export function normalise(text: string, ignore: ReadonlySet<Ignorable>): string {
  if (PLAIN.test(text)) return strip(ignore.has('case') ? text.toLowerCase() : text, ignore)
  // Before NFKC as well: it would turn a free-standing accent into a blank and a combining mark.
  // In lower case before as well: Ϲ and ϲ become Σ and ς by it.
  let plain = lower(strip(text, ignore), ignore).normalize('NFKC')
  if (ignore.has('accents')) plain = plain.normalize('NFKD').replace(MARKS, '').normalize('NFKC')
  return strip(lower(plain, ignore), ignore).normalize('NFKC')
}

const lower = (text: string, ignore: ReadonlySet<Ignorable>): string => (ignore.has('case') ? text.toLowerCase() : text)

function strip(text: string, ignore: ReadonlySet<Ignorable>): string {
  let plain = text
  if (ignore.has('punctuation')) plain = plain.replace(PUNCTUATION, '')
  return ignore.has('spaces') ? plain.replace(SPACES, '') : plain.trim()
}
