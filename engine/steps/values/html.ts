/** Takes tags out of text and writes entities as the characters they stand for. Works through any text once: no text makes it slow. */

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  euro: '€',
  copy: '©',
  auml: 'ä',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
  eacute: 'é',
}

/** An entity, also one that was written as text several times over: `&amp;amp;lt;`. */
const ENTITY = /&(?:(?:amp|#0{0,5}38|#x0{0,5}26);)*(#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8});/gi
const ROUNDS = 5

function decoded(text: string): string {
  let plain = text
  for (let round = 0; round < ROUNDS && plain.includes('&'); round++) {
    const next = plain.replace(ENTITY, (whole: string, name: string) => character(name.toLowerCase()) ?? whole)
    if (next === plain) break
    plain = next
  }
  return plain
}

function character(name: string): string | undefined {
  if (!name.startsWith('#')) return Object.hasOwn(NAMED, name) ? NAMED[name] : undefined
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : undefined
}

const TAG = /<\/?[a-z!?][^>]*>/gi

/** The words of a text without tags, scripts and styles; blanks in a row become one. Text without tags or entities stays as it is. */
export function withoutHtml(text: string): string {
  const plain = decoded(text)
  // What follows the last ">" holds no tag; without this, every "<" there would be looked through to the end.
  const end = plain.lastIndexOf('>') + 1
  const words = withoutTags(plain.slice(0, end)) + plain.slice(end)
  return words === text ? text : words.replace(/\s+/g, ' ').trim()
}

function withoutTags(text: string): string {
  const pieces: string[] = []
  let from = 0
  let searching = true
  for (TAG.lastIndex = 0; from <= text.length; ) {
    const found = TAG.exec(text)
    if (!found) break
    pieces.push(text.slice(from, found.index))
    from = TAG.lastIndex
    if (!searching || !/^<(?:script|style)\b/i.test(found[0])) continue
    const close = /<\/(?:script|style)/gi
    close.lastIndex = from
    const closing = close.exec(text)
    if (closing) {
      from = closing.index
      TAG.lastIndex = from
    } else searching = false
  }
  return [...pieces, text.slice(from)].join(' ')
}
