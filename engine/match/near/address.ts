/** Postal addresses of one line: house number, direction, street, kind of street, unit. */

import { wordsAlike } from './company.ts'
import { oneSlip } from './edits.ts'
import { likeness } from './likeness.ts'
import { DIRECTIONS, ORDINALS, STREET_KINDS, UNITS } from './word-tables.ts'
import { soundOf, wordsOf } from './words-of.ts'

/** House numbers from and to (0: none), direction, street, kind, unit. Blank: none. */
export type AddressSketch = [from: number, to: number, direction: string, street: string[], kind: string, unit: string]

const NUMBER = /^\d{1,6}$/

export function parseAddress(text: string): AddressSketch | undefined {
  const words = wordsOf(text)
  if (words.length === 0) return undefined
  const [from, to, rest] = houseNumber(words)
  const cut = rest.findIndex((word, n) => n > 0 && UNITS.has(word))
  const beforeUnit =
    cut < 0 ? rest : rest.slice(0, /^\d*(?:st|nd|rd|th)?$/.test(rest[cut - 1] ?? '') && cut > 1 ? cut - 1 : cut)
  const unit = rest.slice(beforeUnit.length).filter((word) => !UNITS.has(word))
  const [direction, named] = leading(beforeUnit)
  const [street, kind, after, more] = ending(named)
  return [
    from,
    to,
    direction === '' ? after : direction,
    street.map(ordinal),
    kind,
    [...more, ...unit].map(ordinal).join(' '),
  ]
}

/** `7954-58` and `723 725` are ranges; a number at the end is one of a street written the European way. */
function houseNumber(words: readonly string[]): [from: number, to: number, rest: readonly string[]] {
  const [first = '', second = ''] = words
  const lead = /^(\d{1,6})[a-z]?$/.exec(first)?.[1]
  if (lead !== undefined) {
    const low = Number(lead)
    if (words.length > 2 && NUMBER.test(second) && !STREET_KINDS.has(words[2] ?? '')) {
      const high = Number(second.length < lead.length ? lead.slice(0, lead.length - second.length) + second : second)
      if (high > low && high - low < 100) return [low, high, words.slice(2)]
    }
    return [low, low, words.slice(1)]
  }
  const last = words.findLastIndex((word, n) => n > 0 && /^\d{1,5}[a-z]?$/.test(word))
  if (last < 0 || words.slice(0, last).some((word) => UNITS.has(word) && word !== 'box')) return [0, 0, words]
  const number = Number.parseInt(words[last] ?? '', 10)
  return [number, number, words.filter((_, n) => n !== last)]
}

/** A direction before the street, unless it is the street: 6100 W North Avenue. */
function leading(words: readonly string[]): [direction: string, rest: readonly string[]] {
  const found = DIRECTIONS.get(words[0] ?? '')
  if (found === undefined || words.length < 2) return ['', words]
  return words.length === 2 && STREET_KINDS.has(words[1] ?? '') ? ['', words] : [found, words.slice(1)]
}

/** Everything up to the last kind of street is the street; what follows is a direction or a unit. */
function ending(words: readonly string[]): [street: string[], kind: string, direction: string, unit: string[]] {
  let at = words.findLastIndex((word, n) => n > 0 && STREET_KINDS.has(word))
  if (at < 0) return [[...words], '', '', []]
  const after = words.slice(at + 1)
  const kind = STREET_KINDS.get(words[at] ?? '') ?? ''
  while (at > 1 && STREET_KINDS.has(words[at - 1] ?? '')) at--
  const street = words.slice(0, at).map((word) => DIRECTIONS.get(word) ?? word)
  const direction = after.length === 1 ? (DIRECTIONS.get(after[0] ?? '') ?? '') : ''
  return [street, kind, direction, direction === '' ? [...after] : []]
}

const ordinal = (word: string): string => ORDINALS.get(word) ?? /^(\d+)(?:st|nd|rd|th[a-z]?)$/.exec(word)?.[1] ?? word

/** Same number and street: at most 1. A slip in the number says little; another number on the same street is another house. */
export function addressesAlike(one: AddressSketch, other: AddressSketch): number {
  const street = streetsAlike(one, other)
  if (street < 0.6) return 0
  const number = numbersAlike(one, other)
  const units = one[5] !== '' && other[5] !== '' && one[5] !== other[5] ? 0.85 : 1
  return Math.min(street, number) * units
}

function numbersAlike([from, to]: AddressSketch, [otherFrom, otherTo]: AddressSketch): number {
  if (from === 0 && otherFrom === 0) return 0.9
  if (from === 0 || otherFrom === 0) return 0.6
  if (from <= otherTo && otherFrom <= to) return 1
  const [a, b] = [String(from), String(otherFrom)]
  return a.length > 2 && b.length > 2 && oneSlip(a, b) ? 0.4 : 0.1
}

function streetsAlike(one: AddressSketch, other: AddressSketch): number {
  const [, , direction, street, kind] = one
  const [, , otherDirection, otherStreet, otherKind] = other
  const digits = (words: readonly string[]) => words.filter((word) => /\d/.test(word)).join(' ')
  if (digits(street) !== digits(otherStreet)) return 0.2
  const joined = street.join('')
  const otherJoined = otherStreet.join('')
  let alike = joined === otherJoined ? 1 : wordsAlike(street, otherStreet)
  if (alike < 0.9 && joined.length > 4 && oneSlip(joined, otherJoined)) alike = 0.92
  if (direction !== '' && otherDirection !== '' && direction !== otherDirection) alike *= 0.65
  if (kind !== '' && otherKind !== '' && kind !== otherKind) alike *= /\d/.test(joined) ? 0.7 : 0.93
  return alike
}

export const address = likeness<AddressSketch>({
  sketch: parseAddress,
  compare: addressesAlike,
  blocks([from, , , street]) {
    const longest = street.reduce((best, word) => (word.length > best.length ? word : best), '')
    const sound = soundOf(longest)
    if (sound === '') return from === 0 ? {} : { where: [`#${from}`] }
    return from === 0 ? { around: [sound] } : { alone: [`${from} ${sound}`], where: [`#${from}`], around: [sound] }
  },
  agrees: 4.5,
  differs: 4,
  neutral: 0.55,
})
