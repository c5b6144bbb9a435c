/** Other letters for letters and other digits for digits, drawn from a key: length, case and punctuation stay. */

/** A keyed hash of a text (HMAC-SHA256 with the secret of the data folder) as 64 hexadecimal digits. */
export type Keyed = (text: string) => string

/** Answers a whole number from 0 up to `below`, again and again. */
export type Draw = (below: number) => number

/** Numbers that follow from the seed alone: sfc32 by Chris Doty-Humphrey, on 128 bits of the keyed hash. */
export function drawsOf(seed: string): Draw {
  let [a, b, c, d] = [0, 8, 16, 24].map((at) => Number.parseInt(seed.slice(at, at + 8), 16) | 0) as [
    number,
    number,
    number,
    number,
  ]
  return (below) => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    c |= 0
    return (t >>> 0) % below
  }
}

const VOWELS = 'aeiou'
const CONSONANTS = 'bcdfghjklmnprstvwz'

/** Scripts without case, and how many letters follow the first: one of the same kind takes a letter's place. */
const BLOCKS: readonly (readonly [from: number, to: number, first: number, count: number])[] = [
  [0x0370, 0x03ff, 0x03b1, 17],
  [0x0400, 0x04ff, 0x0430, 32],
  [0x0590, 0x05ff, 0x05d0, 26],
  [0x0600, 0x06ff, 0x0628, 18],
  [0x0900, 0x097f, 0x0915, 36],
  [0x0e00, 0x0e7f, 0x0e01, 40],
  [0x3040, 0x309f, 0x304b, 30],
  [0x30a0, 0x30ff, 0x30ab, 30],
  [0x3400, 0x9fff, 0x4e10, 4000],
  [0xac00, 0xd7af, 0xac00, 11_000],
]

/** Letters beyond the first 65,536 characters: others of two units, so that the length stays. */
const FAR = [0x20000, 40_000] as const

/** Blanks, punctuation, signs and marks stay where they are. */
export function shaped(text: string, draw: Draw): string {
  let out = ''
  let first = true
  for (const sign of text) {
    if (/\p{Nd}/u.test(sign)) {
      out += otherDigit(sign, draw, first)
      first = false
    } else {
      out += /\p{L}/u.test(sign) ? otherLetter(sign, draw) : sign
      first = true
    }
  }
  return out
}

/** A leading zero stays one, and nothing else becomes one. Digits of other scripts become those of this one, two units long where they were. */
function otherDigit(sign: string, draw: Draw, first: boolean): string {
  if (sign === '0' && first) return sign
  const digit = first ? 1 + draw(9) : draw(10)
  return sign.length === 1 ? String(digit) : String.fromCodePoint(0x1d7ce + digit)
}

function otherLetter(sign: string, draw: Draw): string {
  const code = sign.codePointAt(0) ?? 0
  if (sign.length > 1) return String.fromCodePoint(FAR[0] + draw(FAR[1]))
  const block = BLOCKS.find(([from, to]) => code >= from && code <= to)
  const lower = sign.toLowerCase()
  const upper = lower !== sign
  if (block) {
    const other = String.fromCharCode(block[2] + draw(block[3]))
    return upper && other.toUpperCase().length === 1 ? other.toUpperCase() : other
  }
  const plain = lower.normalize('NFD').charAt(0)
  const among = VOWELS.includes(plain) ? VOWELS : CONSONANTS
  const other = among.charAt(draw(among.length))
  return upper ? other.toUpperCase() : other
}
