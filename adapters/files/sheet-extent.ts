/** How far the sheets of a workbook reach: one filled cell in the last corner would make a table of 17 billion. */
import { inflateRawSync } from 'node:zlib'
import type { ZipEntry } from './zip-directory.ts'

/** Sheets of more bytes than that are mostly cells that are really there, and are not looked through. */
const DENSE = 64 * 1024 ** 2

/** Rows times columns of the widest-reaching sheet. Throws when an entry cannot be unpacked. */
export function largestExtent(archive: Buffer, entries: readonly ZipEntry[]): number {
  const sheets = entries.filter(({ name, size }) => /^xl\/worksheets\/[^/]+\.xml$/.test(name) && size <= DENSE)
  return Math.max(0, ...sheets.map((entry) => extentOf(unpacked(archive, entry).toString('latin1'))))
}

function extentOf(xml: string): number {
  let rows = 0
  let columns = 0
  for (const [, letters = '', row = '0'] of xml.matchAll(/<c\b[^>]*?\sr="([A-Z]{1,3})(\d{1,7})"/g)) {
    rows = Math.max(rows, Number(row))
    columns = Math.max(columns, columnOf(letters))
  }
  return rows * columns
}

const columnOf = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

function unpacked(archive: Buffer, { at, packed, stored }: ZipEntry): Buffer {
  const begin = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28)
  const bytes = archive.subarray(begin, begin + packed)
  return stored ? bytes : inflateRawSync(bytes, { maxOutputLength: DENSE + 1 })
}
