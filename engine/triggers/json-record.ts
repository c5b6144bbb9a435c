/**
 * Reads one record from JSON text, and refuses what JSON can say but no record can keep: numbers without end, halves of
 * characters, the same field twice, nesting without bound. Whole numbers too long to be kept exactly become texts of their digits.
 */
import type { Data, Json } from '../model/json.ts'

/** Lists and objects inside one another, at most. */
const DEEPEST = 100

/** `changed`: the data differ from what `JSON.parse` makes of the text, so that the text cannot stand for them. */
export type ReadJson<T> = { value: T; changed: boolean } | { why: string }

/** One JSON object as a record's data, without a prototype; or why it is none, as the end of a sentence. */
export function readJsonRecord(text: string): ReadJson<Data> {
  const read = readJsonValue(text)
  return 'why' in read ? read : recordOf(read)
}

function recordOf({ value, changed }: { value: Json; changed: boolean }): ReadJson<Data> {
  if (Array.isArray(value)) return { why: 'it is a list, where one record is expected' }
  if (typeof value !== 'object' || value === null) return { why: 'it is a single value without a field' }
  return { value: Object.assign(Object.create(null) as Data, value), changed }
}

/** Any JSON value, under the same rules. */
export function readJsonValue(text: string): ReadJson<Json> {
  if (text.trim() === '') return { why: 'it is empty' }
  const shape = shapeOf(text)
  if (shape.depth > DEEPEST) return { why: `it is nested more than ${DEEPEST} levels deep` }
  let value: Json
  const long = /\d{16}/.test(text)
  try {
    value = (long ? JSON.parse(text, keepDigits) : JSON.parse(text)) as Json
  } catch {
    return { why: 'it is not JSON' }
  }
  // Few texts can hold any of these, so the value is only walked when this one can.
  const numbers = /[eE]\+?\d{2}|\d{300}/.test(text)
  const halves = /\\u[dD][89a-fA-F]/.test(text) || !text.isWellFormed()
  const found = numbers || halves ? flawOf(value) : undefined
  if (found) return { why: found }
  if (shape.members > 1 && membersOf(value) < shape.members) return { why: 'it has a field twice' }
  return { value, changed: long }
}

const keepDigits = (_key: string, value: unknown, context: { source?: string } = {}): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d{16,300}$/.test(context.source ?? '')
    ? context.source
    : value

/** How deep lists and objects are nested, and how many members objects have, as written. */
function shapeOf(text: string): { depth: number; members: number } {
  let depth = 0
  let deepest = 0
  let members = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22:
        at = endOfText(text, at)
        break
      case 0x3a:
        members++
        break
      case 0x5b:
      case 0x7b:
        depth++
        if (depth > deepest) deepest = depth
        break
      case 0x5d:
      case 0x7d:
        depth--
    }
  }
  return { depth: deepest, members }
}

/** Where the text that opens at `from` closes. */
function endOfText(text: string, from: number): number {
  for (let at = from + 1; ; at++) {
    at = text.indexOf('"', at)
    if (at < 0) return text.length
    let slashes = 0
    while (text.charCodeAt(at - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return at
  }
}

function membersOf(value: Json): number {
  if (value === null || typeof value !== 'object') return 0
  let members = 0
  if (Array.isArray(value)) {
    for (const one of value) members += membersOf(one)
    return members
  }
  for (const key of Object.keys(value)) members += 1 + membersOf(value[key] as Json)
  return members
}

function flawOf(value: Json): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'it has a number without end'
  if (typeof value === 'string') return value.isWellFormed() ? undefined : 'it has half a character'
  if (value === null || typeof value !== 'object') return undefined
  for (const [key, one] of Object.entries(value)) {
    const found = (key.isWellFormed() ? undefined : 'it has half a character') ?? flawOf(one)
    if (found) return found
  }
  return undefined
}
