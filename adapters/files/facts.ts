import type { Data, Reason } from '#engine'
import type { FileEncoding } from './encoding.ts'
import type { Separator } from './separator.ts'

/** Something worth telling about a file that does not hinder reading it: a code with the values of its words. */
export type FileNote = Pick<Reason, 'code' | 'values'>

/** What a file is: a table of text, a sheet of a workbook, a record on each line, or a list of records. */
export type FileKind = 'csv' | 'xlsx' | 'json-lines' | 'json'

/** What a look at the whole file found. Plain data: it can be stored and given back to `createFileSource`. */
export interface FileFacts {
  /** The file's own name, without folders. */
  name: string
  /** Absent in what was found before there were others: `csv`. */
  kind?: FileKind
  /** Of a workbook: the sheet that is read, and the names of all of them. */
  sheet?: string
  sheets?: string[]
  bytes: number
  /** When it was last changed: milliseconds since 1970-01-01 UTC. */
  modified: number
  /** SHA-256 of the bytes, as 64 hexadecimal digits. */
  fingerprint: string
  /** The names of the fields, each of them once and none blank. */
  columns: string[]
  /** Of a table of text; a comma for the other kinds. */
  separator: Separator
  encoding: FileEncoding
  /** Columns that were renamed, and why. */
  notes: FileNote[]
  /** The first 50 rows. */
  sample: Data[]
}
