/** Excel workbooks: one sheet as rows of texts, the way people see them. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import readWorkbook, { type CellValue } from 'read-excel-file/node'
import { Failure } from '#engine'
import { largestExtent } from './sheet-extent.ts'
import { type ZipEntry, zipEntries } from './zip-directory.ts'

export interface OpenSheet {
  /** Its name, and those of all sheets. */
  sheet: string
  sheets: string[]
  /** Texts; the header first. Rows without a value are left out. */
  rows: string[][]
}

/** A workbook is read as a whole, so its size is bounded: 50 MB, and 400 MB unpacked. */
const LARGEST = 50 * 1024 ** 2
const LARGEST_UNPACKED = 400 * 1024 ** 2
/** Cells of a sheet, those between counted as well. */
const MOST_CELLS = 50_000_000

const ZIP = Buffer.from([0x50, 0x4b, 0x03, 0x04])
const OFFICE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])

/** Whether a file that begins so is a workbook, or something that people take for one. */
export const isWorkbook = (head: Uint8Array): boolean =>
  [ZIP, OFFICE].some((begin) => begin.equals(head.subarray(0, begin.length)))

/** The first sheet, or the named one. Throws Failures file.not-workbook, file.too-large and file.sheet-missing. */
export async function readSheet(path: string, bytes: number, sheet = ''): Promise<OpenSheet> {
  const file = basename(path)
  const refuse = (why: string, cause?: unknown) =>
    new Failure('file.not-workbook', 'permanent', { file, why }, { cause })
  demandSize(file, bytes, LARGEST)
  const content = await readFile(path)
  const why = whyNot(content)
  if (why !== undefined) throw refuse(why)
  const entries = zipEntries(content) ?? []
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0)
  demandSize(file, unpacked, LARGEST_UNPACKED)
  if (extent(content, entries, refuse) > MOST_CELLS) throw refuse('one of its sheets reaches too far right and down')
  const found = await readWorkbook(content, { trim: false, parseNumber: shownNumber }).catch((error: unknown) => {
    throw refuse('it is damaged', error)
  })
  const sheets = found.map((one) => one.sheet)
  const chosen = sheet === '' ? found[0] : found.find((one) => sameName(one.sheet, sheet))
  if (!chosen) throw new Failure('file.sheet-missing', 'permanent', { file, sheet, sheets })
  const rows = chosen.data.map((row) => row.map(shown)).filter((row) => row.some((value) => value !== ''))
  return { sheet: chosen.sheet, sheets, rows }
}

/** What cannot be unpacked is damaged. */
function extent(
  content: Buffer,
  entries: readonly ZipEntry[],
  refuse: (why: string, cause: unknown) => Failure,
): number {
  try {
    return largestExtent(content, entries)
  } catch (error) {
    throw refuse('it is damaged', error)
  }
}

const sameName = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase()

function demandSize(file: string, bytes: number, most: number): void {
  const words = (size: number): string => `${Math.ceil(size / 1024 ** 2).toLocaleString('en-US')} MB`
  if (bytes <= most) return
  throw new Failure('file.too-large', 'permanent', { file, size: words(bytes), limit: words(most) })
}

function whyNot(content: Buffer): string | undefined {
  if (OFFICE.equals(content.subarray(0, OFFICE.length))) {
    const locked = content.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    return locked ? 'it is protected by a password' : 'it is in the old Excel form (XLS), or another Office document'
  }
  const entries = zipEntries(content)
  if (!entries) return 'it is damaged'
  const names = new Set(entries.map(({ name }) => name))
  if (names.has('xl/workbook.xml')) return undefined
  if (names.has('xl/workbook.bin')) return 'it is in the binary Excel form (XLSB)'
  if (names.has('word/document.xml')) return 'it is a Word document'
  if (names.has('ppt/presentation.xml')) return 'it is a presentation'
  if (names.has('mimetype')) return 'it is an OpenDocument file (ODS), or an e-book'
  return 'it is a packed (ZIP) file'
}

/** Spreadsheets show at most 15 digits: what is kept of 0.1 + 0.2 has 17. */
function shownNumber(text: string): string {
  const number = Number(text)
  return Number.isFinite(number) ? String(Number(number.toPrecision(15))) : text
}

/** Dates in the ISO form, without a time of day when it is midnight; yes and no as spreadsheets write them. */
function shown(value: CellValue<string> | Date | null): string {
  if (value === null) return ''
  if (value instanceof Date) return shownDate(value)
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  return String(value)
}

function shownDate(date: Date): string {
  if (Number.isNaN(date.getTime())) return ''
  // Times of day are fractions of a day: what is off by less than half a second is rounding.
  const text = new Date(Math.round(date.getTime() / 1000) * 1000).toISOString().replace('.000Z', '')
  return text.endsWith('T00:00:00') ? text.slice(0, -9) : text
}
