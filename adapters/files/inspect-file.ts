import { createHash } from 'node:crypto'
import { Failure } from '#engine'
import { decode, type FileEncoding, markOf, Utf8Judge, type Utf8Verdict, utf16Of } from './encoding.ts'
import type { FileFacts, FileNote } from './facts.ts'
import { nameColumns } from './header.ts'
import { whyBinary, whyNotTable, whyNotText } from './not-csv.ts'
import { chunksOf, type OpenFile, openFile } from './open-file.ts'
import { dataOf } from './record.ts'
import { LIMIT, type Row, rowsOf } from './rows.ts'
import { detectSeparator, type Separator } from './separator.ts'

const SAMPLE_ROWS = 50
/** Bytes at the beginning that are enough to judge what kind of file it is. */
const HEAD = 262_144

/**
 * Reads a whole file once, with bounded memory, and says what it holds and how to read it.
 * Throws Failure file.missing, file.unreadable, file.empty, file.no-rows or file.not-csv.
 */
export async function inspectFile(path: string): Promise<FileFacts> {
  const file = await openFile(path)
  try {
    const { name, bytes, modified } = file
    if (bytes === 0) throw new Failure('file.empty', 'permanent', { file: name })
    const { head, utf8, fingerprint } = await readThrough(file)
    const encoding = encodingOf(head, utf8 !== 'no', name)
    const text = headText(head, encoding, name)
    const separator = detectSeparator(text)
    const [header, ...rows] = await firstRows(file, encoding, separator)
    if (header === undefined) throw new Failure('file.empty', 'permanent', { file: name })
    if (header.cut) throw notCsv(name, 'its first row, which should name the columns, has no end')
    if (rows.length === 0) throw new Failure('file.no-rows', 'permanent', { file: name })
    const { columns, notes } = nameColumns(header.values, name)
    notes.push(...encodingNotes(encoding, utf8, name))
    const sample = rows.map((row) => dataOf(row.values, columns))
    return { name, bytes, modified, fingerprint, columns, separator, encoding, notes, sample }
  } finally {
    await file.handle.close()
  }
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

function headText(head: Uint8Array, encoding: FileEncoding, file: string): string {
  // Without its end, which may fall inside a character: `stream` keeps that back.
  const text = new TextDecoder(encoding).decode(head, { stream: true })
  const why = whyNotTable(text)
  if (why !== undefined) throw notCsv(file, why)
  return text
}

async function firstRows(file: OpenFile, encoding: FileEncoding, separator: Separator): Promise<Row[]> {
  const found: Row[] = []
  for await (const rows of rowsOf(decode(chunksOf(file), encoding), separator, LIMIT)) {
    found.push(...rows.slice(0, SAMPLE_ROWS + 1 - found.length))
    if (found.length > SAMPLE_ROWS) break
  }
  return found
}
