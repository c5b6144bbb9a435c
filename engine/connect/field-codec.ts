/** How systems write the values of single fields, both ways. What cannot be read as meant is sent as it is, for the system to refuse by name. */
import type { Json } from '../model/json.ts'
import type { FieldCodec } from './declare.ts'

/** `places`: of an amount's currency. */
interface Codec {
  write(value: Json, places: number): Json
  read(value: Json, places: number): Json
}

const same = (value: Json): Json => value

const timeOf = (value: Json): number | undefined => {
  const text = String(value).trim()
  const at = typeof value === 'string' && /^\d{4}-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** The day as it is written: a time of another zone, or of none, belongs to the day that whoever wrote it saw. */
const day = (value: Json): Json => {
  const at = timeOf(value)
  return at === undefined ? value : String(value).trim().slice(0, 10)
}

const timed =
  (written: (at: number) => Json) =>
  (value: Json): Json => {
    const at = timeOf(value)
    return at === undefined ? value : written(at)
  }

/** Undefined for what lies further away than any calendar. */
const momentOf = (ms: number): string | undefined => (Math.abs(ms) <= 8.64e15 ? new Date(ms).toISOString() : undefined)

const fromEpoch =
  (unit: number) =>
  (value: Json): Json => {
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    return (typeof number === 'number' ? momentOf(number * unit) : undefined) ?? value
  }

/** `/Date(1700000000000+0000)/`, as .NET wrote dates before 2012. */
const MS_DATE = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/

/** Not a number for anything else. */
const msIn = (value: Json): number => Number((typeof value === 'string' && MS_DATE.exec(value)?.[1]) || Number.NaN)

const CODECS: Readonly<Record<FieldCodec, Codec>> = {
  'iso-date': { write: day, read: same },
  'iso-time': { write: timed((at) => new Date(at).toISOString()), read: same },
  'epoch-seconds': { write: timed((at) => Math.floor(at / 1000)), read: fromEpoch(1000) },
  'epoch-ms': { write: timed((at) => at), read: fromEpoch(1) },
  'ms-date': {
    write: day,
    read: (value) => momentOf(msIn(value))?.slice(0, 10) ?? value,
  },
  'ms-time': {
    write: timed((at) => new Date(at).toISOString()),
    read: (value) => momentOf(msIn(value)) ?? value,
  },
  'minor-units': { write: minorUnits, read: majorUnits },
  text: {
    write: (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
    read: same,
  },
  number: { write: (value) => (isDecimal(value) ? Number(value) : value), read: same },
  document: { write: toDocument, read: (value) => (isGroup(value) ? documentText(value).trim() : value) },
  names: {
    write: (value) =>
      typeof value === 'string'
        ? value
            .split(',')
            .map((one) => one.trim())
            .filter(Boolean)
        : value,
    read: (value) => (Array.isArray(value) ? value.map(String).join(', ') : value),
  },
}

export const writeValue = (codec: FieldCodec | undefined, value: Json, places = 2): Json =>
  codec === undefined || value === null ? value : CODECS[codec].write(value, places)

export const readValue = (codec: FieldCodec | undefined, value: Json, places = 2): Json =>
  codec === undefined || value === null ? value : CODECS[codec].read(value, places)

const isDecimal = (value: Json): boolean => typeof value === 'string' && /^-?\d{1,15}(?:\.\d+)?$/.test(value.trim())

/** 12.34 as 1234, worked out on the digits so that nothing is rounded; more places than the currency has are no such amount. */
function minorUnits(value: Json, places: number): Json {
  const parts = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(String(value).trim())
  if (!parts) return value
  const [, sign = '', whole = '', fraction = ''] = parts
  const cents = fraction.length > 2 || places < 2 ? fraction.replace(/0+$/, '') : fraction
  return cents.length > places ? value : Number(`${sign}${whole}${cents.padEnd(places, '0')}`)
}

function majorUnits(value: Json, places: number): Json {
  if (typeof value !== 'number' || !Number.isInteger(value)) return value
  if (places === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(places + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** Plain text in Atlassian document format: a paragraph for each line. Source: developer.atlassian.com, Atlassian Document Format. */
function toDocument(value: Json): Json {
  if (typeof value === 'object') return value
  const paragraph = (line: string): Json => ({
    type: 'paragraph',
    ...(line === '' ? {} : { content: [{ type: 'text', text: line }] }),
  })
  return { type: 'doc', version: 1, content: String(value).split(/\r?\n/).map(paragraph) }
}

const isGroup = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The text of a document, line by line; what is no text (pictures, mentions) stands as what it is called, or not at all. */
function documentText(node: Record<string, Json>): string {
  if (typeof node.text === 'string') return node.text
  if (node.type === 'hardBreak') return '\n'
  const inner = Array.isArray(node.content) ? node.content.filter(isGroup).map(documentText) : []
  const blocks = node.type === 'doc' || node.type === 'bulletList' || node.type === 'orderedList'
  return inner.join(blocks ? '\n' : '')
}
