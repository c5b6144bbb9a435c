import { parse } from 'csv-parse/sync'
import { plainRows } from './plain-rows.ts'
import type { Separator } from './separator.ts'

/** The values of whole records, blank lines left out. Forgiving: a quotation mark inside a value is an ordinary character. */
export const parseRows = (text: string, separator: Separator): string[][] =>
  plainRows(text, separator) ?? forgivingRows(text, separator)

export const forgivingRows = (text: string, separator: Separator): string[][] =>
  parse(text, {
    delimiter: separator,
    // All of them: real files mix line breaks, and the parser would otherwise know only the first one it meets.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
  })
