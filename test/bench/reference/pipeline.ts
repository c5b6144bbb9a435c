/** What the job does with one lead, by hand: normalise and validate, over a streaming CSV reader. */
import type { Readable } from 'node:stream'

export type Row = Record<string, string | undefined>

export interface Contact {
  lead_id: string
  email: string
  first_name: string
  last_name: string
  phone: string
  company: string
  country: string
  created_at: string | null
  amount: number | null
  source: string
}

const plain = (value: string | undefined): string => (value === undefined ? '' : value.trim())

export function normalise(row: Row): Contact {
  const date = new Date(plain(row.created_at))
  const amount = plain(row.amount).replace(/,/g, '')
  return {
    lead_id: plain(row.lead_id),
    email: plain(row.email).toLowerCase(),
    first_name: plain(row.first_name),
    last_name: plain(row.last_name),
    phone: plain(row.phone).replace(/\D/g, ''),
    company: plain(row.company),
    country: plain(row.country).toUpperCase(),
    created_at: Number.isNaN(date.getTime()) ? null : date.toISOString(),
    amount: amount === '' || Number.isNaN(Number(amount)) ? null : Number(amount),
    source: plain(row.source).toLowerCase(),
  }
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const SOURCES = ['web', 'event', 'import', 'referral', 'ads']

/** The names of the fields that are not as they should be. */
export function validate(contact: Contact): string[] {
  const wrong: string[] = []
  if (!/^L\d+$/.test(contact.lead_id)) wrong.push('lead_id')
  if (!EMAIL.test(contact.email)) wrong.push('email')
  if (contact.first_name.length < 1) wrong.push('first_name')
  if (contact.last_name.length < 1) wrong.push('last_name')
  if (!/^\d{7,15}$/.test(contact.phone)) wrong.push('phone')
  if (contact.country.length !== 2) wrong.push('country')
  if (contact.created_at === null || !ISO.test(contact.created_at)) wrong.push('created_at')
  if (contact.amount === null || !(contact.amount >= 0)) wrong.push('amount')
  if (!SOURCES.includes(contact.source)) wrong.push('source')
  return wrong
}

const QUOTE = 34
const COMMA = 44
const LF = 10
const CR = 13

/** One value and where it ends; undefined when the text stops before it does. */
function valueAt(text: string, start: number, ended: boolean): { value: string; end: number } | undefined {
  const { length } = text
  if (text.charCodeAt(start) === QUOTE) {
    let value = ''
    for (let from = start + 1; ; ) {
      const quote = text.indexOf('"', from)
      if (quote < 0 || (quote + 1 >= length && !ended)) return undefined
      value += text.slice(from, quote)
      if (text.charCodeAt(quote + 1) !== QUOTE) return { value, end: quote + 1 }
      value += '"'
      from = quote + 2
    }
  }
  let end = start
  for (let char = 0; end < length; end++) {
    char = text.charCodeAt(end)
    if (char === COMMA || char === LF) break
  }
  if (end >= length && !ended) return undefined
  const cut = end > start && text.charCodeAt(end - 1) === CR ? end - 1 : end
  return { value: text.slice(start, cut), end }
}

/** The values of one row and where the next begins; undefined when the text stops before. */
function rowAt(text: string, start: number, ended: boolean): { cells: string[]; next: number } | undefined {
  const cells: string[] = []
  for (let at = start; ; ) {
    const found = valueAt(text, at, ended)
    if (!found) return undefined
    cells.push(found.value)
    if (found.end >= text.length) return ended ? { cells, next: text.length } : undefined
    const char = text.charCodeAt(found.end)
    if (char === CR) return { cells, next: found.end + 2 }
    if (char === LF) return { cells, next: found.end + 1 }
    at = found.end + 1
  }
}

/** A minimal streaming reader of RFC 4180: the rows of each piece, by the names of the header. */
export async function* readCsv(stream: Readable): AsyncGenerator<Row[]> {
  let rest = ''
  let header: string[] | undefined
  const take = (text: string, ended: boolean): Row[] => {
    const rows: Row[] = []
    let at = 0
    while (at < text.length) {
      const found = rowAt(text, at, ended)
      if (!found) break
      at = found.next
      if (!header) header = found.cells
      else if (found.cells.length > 1) rows.push(rowOf(header, found.cells))
    }
    rest = text.slice(at)
    return rows
  }
  stream.setEncoding('utf8')
  for await (const piece of stream) {
    const rows = take(rest + (piece as string), false)
    if (rows.length > 0) yield rows
  }
  const rows = take(rest, true)
  if (rows.length > 0) yield rows
}

function rowOf(header: readonly string[], cells: readonly string[]): Row {
  const row: Row = {}
  for (let index = 0; index < header.length; index++) row[header[index] ?? ''] = cells[index]
  return row
}
