/** Finds one person in data, by a value that is theirs: an e-mail address or a phone number wherever it stands, anything else as a whole value. */
import { normalise } from '../match/normalise.ts'
import type { Json } from '../model/json.ts'
import { classOf } from './field-class.ts'

export interface PersonQuery {
  /** The person's e-mail address, phone number, name or number. */
  value: string
  /** Looks only into fields of this name. */
  field?: string | undefined
}

export interface PersonFinder {
  /** False: the text certainly does not hold the person. Quick. */
  maybe(json: string): boolean
  /** The person stands somewhere in it. */
  in(value: Json): boolean
  /** The record is about the person: a field of its own has that value, not one of a list or group in it. */
  is(value: Json): boolean
  inText(text: string): boolean
  /** The same with `instead` for every text that holds the person. */
  without(value: Json, instead: string): Json
}

const IGNORED = new Set(['case', 'spaces', 'punctuation'] as const)
const PHONE = /[+(\d][\d ()./-]{5,24}\d/g
const DEEPEST = 200

/** Undefined when the value is too short to tell a person by. */
export function findPerson({ value, field }: PersonQuery): PersonFinder | undefined {
  const wanted = value.trim().normalize('NFKC').toLowerCase()
  const digits = wanted.replace(/\D/g, '')
  const email = wanted.includes('@')
  const phone = !email && digits.length >= 7 && /^[\d+() ./-]+$/.test(wanted)
  if (wanted.length < 3) return undefined

  const inText = (text: string): boolean => {
    if (email) return containsWhole(text.normalize('NFKC').toLowerCase(), wanted)
    if (phone) return [...text.matchAll(PHONE)].some(([found]) => sameNumber(found.replace(/\D/g, ''), digits))
    return text.length < 500 && normalise(text, IGNORED) === normalise(wanted, IGNORED)
  }
  const counts = (name: string, text: string): boolean => {
    if (field !== undefined) return name.toLowerCase() === field.toLowerCase() && inText(text)
    // A name is a person's only where names stand; a "Paris" may be a town.
    return (email || phone || classOf(name) !== undefined) && inText(text)
  }
  const search = (name: string, one: Json, depth: number): boolean => {
    if (typeof one === 'string') return counts(name, one)
    if (typeof one === 'number') return counts(name, String(one))
    if (one === null || typeof one !== 'object' || depth > DEEPEST) return false
    if (Array.isArray(one)) return one.some((each) => search(name, each, depth + 1))
    return Object.entries(one).some(([key, each]) => counts(key, key) || search(key, each, depth + 1))
  }
  const replace = (one: Json, instead: string, depth: number): Json => {
    if (typeof one === 'string') return inText(one) ? instead : one
    if (one === null || typeof one !== 'object' || depth > DEEPEST) return one
    if (Array.isArray(one)) return one.map((each) => replace(each, instead, depth + 1))
    const next: Record<string, Json> = Object.create(null)
    for (const [key, each] of Object.entries(one)) next[inText(key) ? instead : key] = replace(each, instead, depth + 1)
    return next
  }
  return {
    maybe: (json) => phone || json.normalize('NFKC').toLowerCase().includes(longestWord(wanted)),
    in: (one) => search('', one, 0),
    is: (one) =>
      one !== null &&
      typeof one === 'object' &&
      Object.entries(one).some(([key, each]) => typeof each !== 'object' && each !== null && counts(key, String(each))),
    inText,
    without: (one, instead) => replace(one, instead, 0),
  }
}

/** Words are looked for, since a name may be spaced or written otherwise; an address stands as it is. */
const longestWord = (wanted: string): string =>
  wanted.includes('@') ? wanted : wanted.split(/[^\p{L}\p{N}]+/u).reduce((a, b) => (b.length > a.length ? b : a), '')

/** National and international writing of a number end alike. */
function sameNumber(one: string, other: string): boolean {
  const length = Math.min(9, one.length, other.length)
  return length >= 7 && one.slice(-length) === other.slice(-length)
}

/** Not as a part of a longer address: `ana@x.test` is not in `diana@x.test`, nor in `ana@x.test.example`. */
function containsWhole(text: string, wanted: string): boolean {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
    const [before, after] = [text.slice(0, at), text.slice(at + wanted.length)]
    if (!/[\p{L}\p{N}._%+-]$/u.test(before) && !/^(?:[\p{L}\p{N}-]|\.[\p{L}\p{N}])/u.test(after)) return true
  }
  return false
}
