import { createHash } from 'node:crypto'
import { type Data, Failure } from '#engine'
import { decode, type FileEncoding, markOf, Utf8Judge, type Utf8Verdict, utf16Of } from './encoding.ts'
import type { FileFacts, FileNote } from './facts.ts'
import { nameColumns } from './header.ts'
import { isJson, type JsonKind, jsonKindOf, jsonRecordsOf } from './json-records.ts'
import { whyBinary, whyNotTable, whyNotText } from './not-csv.ts'
import { chunksOf, type OpenFile, openFile } from './open-file.ts'
import { dataOf } from './record.ts'
import { LIMIT, type Row, rowsOf } from './rows.ts'
import { detectSeparator, type Separator } from './separator.ts'
import { isWorkbook, readSheet } from './workbook.ts'

const SAMPLE_ROWS = 50
/** Bytes at the beginning that are enough to judge what kind of file it is. */
const HEAD = 262_144

export interface InspectOptions {
  /** Of a workbook: the sheet to read; its first one otherwise. */
  sheet?: string
}

/**
 * Reads a whole file once and says what it holds and how to read it; of texts with bounded memory. Throws Failure file.missing,
 * file.unreadable, file.empty, file.no-rows, file.not-csv, file.not-workbook, file.sheet-missing, file.too-large or file.not-records.
 */
export async function inspectFile(path: string, { sheet }: InspectOptions = {}): Promise<FileFacts> {
  const file = await openFile(path)
  try {
    const { name, bytes, modified } = file
    if (bytes === 0) throw new Failure('file.empty', 'permanent', { file: name })
    const { head, utf8, fingerprint } = await readThrough(file)
    const found = { name, bytes, modified, fingerprint }
    if (isWorkbook(head)) return { ...found, ...(await inspectSheet(path, file, sheet)) }
    const encoding = encodingOf(head, utf8 !== 'no', name)
    const text = headText(head, encoding)
    const notes = encodingNotes(encoding, utf8, name)
    if (isJson(text)) return { ...found, encoding, ...(await inspectJson(file, jsonKindOf(text), encoding, notes)) }
    return { ...found, encoding, ...(await inspectTable(file, text, encoding, notes)) }
  } finally {
    await file.handle.close()
  }
}

type Found = Omit<FileFacts, 'name' | 'bytes' | 'modified' | 'fingerprint' | 'encoding'>

async function inspectTable(file: OpenFile, text: string, encoding: FileEncoding, more: FileNote[]): Promise<Found> {
  const { name } = file
  const why = whyNotTable(text)
  if (why !== undefined) throw notCsv(name, why)
  const separator = detectSeparator(text)
  const [header, ...rows] = await firstRows(file, encoding, separator)
  if (header === undefined) throw new Failure('file.empty', 'permanent', { file: name })
  if (header.cut) throw notCsv(name, 'its first row, which should name the columns, has no end')
  if (rows.length === 0) throw new Failure('file.no-rows', 'permanent', { file: name })
  const { columns, notes } = nameColumns(header.values, name)
  const sample = rows.map((row) => dataOf(row.values, columns))
  return { kind: 'csv', columns, separator, notes: [...notes, ...more], sample }
}

async function inspectSheet(path: string, { name, bytes }: OpenFile, wanted?: string) {
  const { sheet, sheets, rows } = await readSheet(path, bytes, wanted)
  const [header, ...more] = rows
  if (header === undefined) throw new Failure('file.empty', 'permanent', { file: name })
  if (more.length === 0) throw new Failure('file.no-rows', 'permanent', { file: name })
  const { columns, notes } = nameColumns(header, name)
  const sample = more.slice(0, SAMPLE_ROWS).map((row) => dataOf(row, columns))
  return { kind: 'xlsx', sheet, sheets, columns, separator: ',', encoding: 'utf-8', notes, sample } as const
}

async function inspectJson(file: OpenFile, kind: JsonKind, encoding: FileEncoding, notes: FileNote[]): Promise<Found> {
  const sample: Data[] = []
  let seen = 0
  for await (const records of jsonRecordsOf(file, kind, encoding)) {
    seen += records.length
    const good = records.filter(({ reason }) => reason === undefined)
    sample.push(...good.slice(0, SAMPLE_ROWS - sample.length).map(({ data }) => data))
    if (sample.length >= SAMPLE_ROWS) break
  }
  const { name } = file
  if (seen === 0) throw new Failure('file.no-rows', 'permanent', { file: name })
  if (sample.length === 0) {
    throw new Failure('file.not-records', 'permanent', { file: name, why: 'none of them is an object with fields' })
  }
  const columns = [...new Set(sample.flatMap((data) => Object.keys(data)))]
  return { kind, columns, separator: ',', notes, sample }
}

const notCsv = (file: string, why: string): Failure => new Failure('file.not-csv', 'permanent', { file, why })

async function readThrough(file: OpenFile): Promise<{ head: Uint8Array; utf8: Utf8Verdict; fingerprint: string }> {
  const hash = createHash('sha256')
  const judge = new Utf8Judge()
  const head: Uint8Array[] = []
  let kept = 0
  for await (const chunk of chunksOf(file)) {
    hash.update(chunk)
    judge.take(chunk)
    if (kept < HEAD) head.push(chunk.slice())
    kept += chunk.length
  }
  return { head: Buffer.concat(head), utf8: judge.verdict(), fingerprint: hash.digest('hex') }
}

/** The encoding of a text; bytes that are no text are a Failure. */
function encodingOf(head: Uint8Array, isUtf8: boolean, file: string): FileEncoding {
  const mark = markOf(head)
  if (mark?.length === head.length) throw new Failure('file.empty', 'permanent', { file })
  const why = whyNotText(head)
  if (why !== undefined) throw notCsv(file, why)
  const wide = mark?.encoding ?? utf16Of(head)
  if (wide === 'utf-16le' || wide === 'utf-16be') return wide
  const binary = whyBinary(head, isUtf8)
  if (binary !== undefined) throw notCsv(file, binary)
  return mark?.encoding ?? (isUtf8 ? 'utf-8' : 'windows-1252')
}

/** What a person should know before trusting letters beyond the plain ones. */
function encodingNotes(encoding: FileEncoding, utf8: Utf8Verdict, file: string): FileNote[] {
  if (encoding === 'windows-1252') return [{ code: 'file.encoding-assumed', values: { file } }]
  const damaged = encoding === 'utf-8' && utf8 !== 'whole'
  return damaged ? [{ code: 'file.characters-replaced', values: { file } }] : []
}

/** Without its end, which may fall inside a character: `stream` keeps that back. */
const headText = (head: Uint8Array, encoding: FileEncoding): string =>
  new TextDecoder(encoding).decode(head, { stream: true })

async function firstRows(file: OpenFile, encoding: FileEncoding, separator: Separator): Promise<Row[]> {
  const found: Row[] = []
  for await (const rows of rowsOf(decode(chunksOf(file), encoding), separator, LIMIT)) {
    found.push(...rows.slice(0, SAMPLE_ROWS + 1 - found.length))
    if (found.length > SAMPLE_ROWS) break
  }
  return found
}
