/** Records from JSON texts: JSON Lines, one list, or one object that holds the list. */
import { type Data, Failure, type Json, type Reason, readJsonRecord, readJsonValue, type SourceRecord } from '#engine'
import { decode, type FileEncoding } from './encoding.ts'
import { type JsonForm, type JsonPiece, splitJson } from './json-split.ts'
import { chunksOf, type OpenFile } from './open-file.ts'
import { LIMIT } from './rows.ts'

/** Whether a text that begins so is JSON. */
export const isJson = (text: string): boolean =>
  /^(\{\s*["}]|\[\s*([\]{["\d-]|true|false|null))/.test(text.slice(0, 1000).trimStart())

export type JsonKind = 'json-lines' | 'json'

/** A record on each line, unless the first line cannot be a whole one. */
export function jsonKindOf(text: string): JsonKind {
  const start = text.trimStart()
  if (start.startsWith('[')) return 'json'
  const [first = '', second = ''] = start.split('\n', 2).map((line) => line.trim())
  return first.endsWith('}') || second.startsWith('{"') ? 'json-lines' : 'json'
}

/** Bytes of a file whose one object is read as a whole. */
const LARGEST_OBJECT = 20 * 1024 ** 2

/** The records of a file, numbered from 1, in groups as they are read. Throws Failure file.not-records. */
export async function* jsonRecordsOf(
  file: OpenFile,
  kind: JsonKind,
  encoding: FileEncoding,
  limit = LIMIT,
): AsyncGenerator<SourceRecord[]> {
  const form = kind === 'json-lines' ? 'lines' : await formOf(file, encoding)
  if (form === 'object') {
    yield wholeRecords(file, await wholeText(file, encoding))
    return
  }
  let row = 0
  for await (const pieces of splitJson(decode(chunksOf(file), encoding), form, limit)) {
    yield pieces.map((piece) => recordOf(piece, ++row, file.name, limit))
  }
}

async function formOf(file: OpenFile, encoding: FileEncoding): Promise<JsonForm | 'object'> {
  for await (const text of decode(chunksOf(file), encoding)) {
    if (text.trim() !== '') return text.trimStart().startsWith('[') ? 'list' : 'object'
  }
  return 'object'
}

function recordOf(piece: JsonPiece, row: number, file: string, limit: number): SourceRecord {
  const label = `row ${row}`
  const count = (size: number): string => `${size.toLocaleString('en-US')} characters`
  if (piece.size !== undefined) {
    const values = { file, row, size: count(piece.size), limit: count(limit) }
    return {
      label,
      data: beginning(piece.text),
      reason: { code: 'file.row-too-large', category: 'validation', values },
    }
  }
  const read = readJsonRecord(piece.text)
  if (!('why' in read)) return { label, data: read.value }
  const reason: Reason = { code: 'file.line-unreadable', category: 'validation', values: { file, row, why: read.why } }
  return { label, data: beginning(piece.text), reason }
}

/** What is shown of a record that cannot be read. */
function beginning(text: string): Data {
  return Object.assign(Object.create(null) as Data, { record: text.trim().slice(0, 1000).toWellFormed() })
}

async function wholeText(file: OpenFile, encoding: FileEncoding): Promise<string> {
  if (file.bytes > LARGEST_OBJECT) throw notRecords(file, 'it is one value of more than 20 MB')
  let whole = ''
  for await (const text of decode(chunksOf(file), encoding)) whole += text
  return whole
}

/** An object with one list of objects is that list; any other is one record. */
function wholeRecords(file: OpenFile, text: string): SourceRecord[] {
  const read = readJsonValue(text)
  if ('why' in read) throw notRecords(file, read.why)
  const { value } = read
  const lists = value !== null && typeof value === 'object' ? Object.values(value).filter(isListOfRecords) : []
  const [only] = lists
  const values = only && lists.length === 1 ? only : [value]
  return values.map((one, index) => recordOf({ text: JSON.stringify(one) }, index + 1, file.name, LIMIT))
}

const isListOfRecords = (value: Json): value is Json[] =>
  Array.isArray(value) && value.some((one) => one !== null && typeof one === 'object' && !Array.isArray(one))

const notRecords = ({ name }: OpenFile, why: string): Failure =>
  new Failure('file.not-records', 'permanent', { file: name, why })
