/** From the text of a file to its rows: values as written, and for the odd ones what is wrong with them. */
import { parseRows } from './parse-rows.ts'
import type { Separator } from './separator.ts'
import { type CutRecord, splitRecords } from './split-records.ts'

/** Characters that one record may have, as written. */
export const LIMIT = 1_048_576

export interface Row {
  values: string[]
  /** Present when the row could not be had whole; `values` then hold the beginnings. */
  cut?: CutRecord
}

/** All rows of a file, its header first, in groups as they are read. Blank lines are no rows, nor is `sep=;` at the top. */
export async function* rowsOf(
  texts: AsyncIterable<string>,
  separator: Separator,
  limit: number,
): AsyncGenerator<Row[]> {
  let columns = 0
  for await (const piece of splitRecords(texts, separator, limit)) {
    const read = 'text' in piece ? parseRows(piece.text, separator).map((values) => ({ values })) : [cutRow(piece)]
    const rows: Row[] = []
    for (const row of read) {
      if (isBlank(row.values, columns) || (columns === 0 && isDeclaration(row.values))) continue
      columns ||= row.values.length
      rows.push(row)
    }
    if (rows.length > 0) yield rows
  }
}

const cutRow = (cut: CutRecord): Row => ({ values: cut.values, cut })

/** A line of nothing but spaces; in a file of one column it may be a value. */
const isBlank = (values: string[], columns: number): boolean =>
  columns !== 1 && values.length === 1 && values[0]?.trim() === ''

/** The line above the header in which Excel may name the separator. */
const isDeclaration = ([name, value, ...more]: string[]): boolean =>
  name?.toLowerCase() === 'sep=' && value === '' && more.length === 0
